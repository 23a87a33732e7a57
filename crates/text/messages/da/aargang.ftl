### Årgange, fulgt fra én test til den næste

rap-arg = Årgangene

rap-arg-om = Her følges en årgang fra én test til den næste: de elever, der gik i 4. klasse, går to år senere i 6. Test på to klassetrin er ikke ens, så andelene kan ikke sammenlignes direkte. Det kan afstanden til landet på samme klassetrin i samme år; hvor landstallet ikke er kendt, sammenlignes skolerne med kommunen. Årgangene er beskrevet og ikke bedømt: intet her er en dom over en skole eller en lærer.

rap-arg-s-afstand = { $navn }: Årgangen, der gik i { $klasse-fra } i { $aar-fra }, lå { $afstand-fra } ({ $tal-fra }). I { $klasse-til } i { $aar-til } lå den { $afstand-til } ({ $tal-til }).

rap-arg-s-uden-afstand = { $navn }: Årgangen, der gik i { $klasse-fra } i { $aar-fra }: { $tal-fra }. I { $klasse-til } i { $aar-til }: { $tal-til }. Landstallet er ikke kendt for begge test, så årgangens afstand til landet kan ikke siges. Test på to klassetrin er ikke ens: forskellen mellem de to tal siger ikke i sig selv noget om årgangen.

rap-arg-afstand = { $retning ->
    [over] { $afstand } over { $hvem ->
      [kommune] kommunen
     *[land] landet
    }
    [under] { $afstand } under { $hvem ->
      [kommune] kommunen
     *[land] landet
    }
   *[paa] på niveau med { $hvem ->
      [kommune] kommunen
     *[land] landet
    }
  }

rap-arg-mod = { $vaerdi } mod { $anden }

rap-arg-elever = { $antal-tal ->
    [one] én elev
   *[other] { $antal } elever
  }

rap-arg-s-aendring = Afstanden er ændret med { $aendring } (95 %-interval { $nedre } til { $oevre }).{ $nul ->
    [ja] {" "}Intervallet rummer 0: så stor en forskel kan opstå, uden at noget er ændret.
   *[nej] {" "}Intervallet rummer ikke 0, men det er ingen dom: der er ikke korrigeret for, at så mange årgange er regnet ud.
  }

rap-arg-s-uden-interval = Afstanden er ændret med { $aendring }.

rap-arg-uden-interval-fordi = { $grund ->
    [elevtal] Hvor der ikke står et interval, mangler elevtallet bag andelene, så ingen ved, hvor stor en forskel tilfældet kan give.
   *[skjult] Intervaller, der er regnet også af skoler, hvis tal er skjult, vises ikke.
  }

rap-arg-hele-point = Landstallet er offentliggjort i hele procent, så afstanden til det er sagt i hele procentpoint.

rap-arg-s-elever = Årgangen har { $retning ->
    [flere] { $procent } flere
    [faerre] { $procent } færre
   *[lige] omtrent lige så mange
  } elever med resultat{ $retning ->
    [lige] {" "}som ved den første test
   *[other] {" "}end ved den første test
  }.{ $stor ->
    [ja] {" "}Det er mere end { $graense }: mange af eleverne er andre, eller flere mangler et resultat.
   *[nej] {""}
  }

rap-arg-forbehold = { $fra } og { $til } kan kun sammenlignes med forbehold. { $grund }

rap-arg-s-brud = { $navn }: Årgangen, der gik i { $klasse-fra } i { $aar-fra }, kan ikke følges til { $aar-til }: årene kan ikke sammenlignes.

rap-arg-s-for-faa = { $navn }: Årgangen, der gik i { $klasse-fra } i { $aar-fra }, har ved mindst én af de to test færre end { $antal } elever; det er for få.

rap-arg-s-skjult = { $navn }: Årgangen, der gik i { $klasse-fra } i { $aar-fra }, er skjult, fordi mindst ét af de to tal er det.

rap-arg-hul = De elever, der gik i { $klasser } i { $fra }, skulle være testet igen i { $til }, som ikke har noget resultat for kommunen. De følges ikke over det år.

rap-arg-tabel = { $navn }, hver skole: årgangen fra { $aargang }{ $hvem ->
    [land] , afstand til landet i procentpoint
    [kommune] , afstand til kommunen i procentpoint, for landstallet er ikke kendt for begge test
   *[ingen] {""}
  }{ $forbehold ->
    [ja] {" "}(med forbehold)
   *[nej] {""}
  }. Småt: { $interval ->
    [ja] andel, antal resultater (n) og 95 %-interval
   *[nej] andel og antal resultater (n)
  }

rap-arg-tabel-trin = { $navn }, { $enhed }: hver årgang trin for trin{ $hvem ->
    [land] , afstand til landet i procentpoint
   *[ingen] {""}
  }. Årgangen er nævnt efter den første test, den er med i. Småt: andel og skoleår

rap-arg-ingen-test = intet resultat

rap-arg-tabel-enhed = { $navn }, { $enhed }: fra test til test{ $hvem ->
    [land] , afstand til landet i procentpoint
   *[ingen] {""}
  }. Småt: { $interval ->
    [ja] andel, antal resultater (n) og 95 %-interval
   *[nej] andel og antal resultater (n)
  }

rap-arg-fra-til = { $fra } til { $til }

rap-arg-vis = Vis årgangen fra { $aargang } for hver skole

rap-arg-kol-aargang = Årgang

rap-arg-kol-foer = Første test

rap-arg-kol-efter = Næste test

rap-arg-kol-aendring = Ændring i afstanden, { $enhed }

rap-arg-kol-elever = Ændring i elever med resultat

rap-arg-mange-andre = mange er andre

rap-arg-uden-interval = uden interval

rap-arg-note-elever = Det er omtrent de samme elever ved begge test, men samlede tal siger ikke hvilke. Intervallet er regnet, som om de var forskellige; er de de samme, er det for bredt, ikke for smalt. Elever, der flytter til og fra, kan ændre afstanden, uden at nogen elev er blevet dygtigere eller dårligere. »Mange er andre« står, hvor antallet af elever med resultat er ændret mere end { $graense }.

rap-arg-note-midten = En årgang, der lå langt under landet, kommer som regel nærmere, uden at nogen har gjort noget, og en, der lå langt over, falder tilbage: noget af afstanden var tilfældigheder ved netop den test. Hvor meget, kan ikke regnes ud af samlede tal.

rap-arg-note-fil = Årgange for de andre mål står i { $fil }.

rap-fil-aargange = Årgange fulgt fra én test til den næste: afstanden til landet (eller kommunen) ved begge test, og hvordan den er ændret. Beskrevet, aldrig bedømt. Hvilke elever der var med begge gange, vides ikke.
