### Udvikling, placering og sikkerhed

rap-udv = Udvikling og sikkerhed

rap-udv-stigning = stigning

rap-udv-fald = fald

rap-udv-ingen = ingen sikker ændring

rap-udv-forbehold = med forbehold

rap-udv-brud = kan ikke sammenlignes

rap-udv-for-faa = for få

rap-udv-for-faa-skoler = for få skoler

rap-udv-kan-ikke = kan ikke vurderes

rap-udv-beskrevet = beskrevet, ikke bedømt

rap-udv-procentpoint = { $tal } procentpoint

rap-udv-aaret-foer = året før

rap-udv-i-aaret = i { $aar }

rap-udv-tal = { $ny } mod { $gammel } { $foer }{ $talt ->
    [uden] {""}
    [raekker] {" "}({ $n-ny } og { $n-gammel } registreringer)
    [andet] {" "}(n { $n-ny } og { $n-gammel })
   *[other] {" "}({ $n-ny } og { $n-gammel } elever)
  }

rap-udv-s-ingen = { $tal }. { $hyppighed ->
    [nul] Tallene er ens, som de er vist;
    [jaevnligt] Så stor en forskel opstår jævnligt, uden at noget er ændret;
   *[kan] Så stor en forskel kan opstå, uden at noget er ændret, når mange tal sammenlignes;
  } { $hvem ->
    [skole] på en skole af den størrelse
   *[samlet] for skolerne under ét
  } skal { $hyppighed ->
    [nul] en forskel
   *[other] den
  } normalt være omkring { $graense }, før rapporten kalder den sikker.

rap-udv-s-ingen-loft = { $tal }. { $hyppighed ->
    [nul] Tallene er ens, som de er vist.
    [jaevnligt] Så stor en forskel opstår jævnligt, uden at noget er ændret.
   *[kan] Så stor en forskel kan opstå, uden at noget er ændret, når mange tal sammenlignes.
  } { $retning ->
    [op] Der er for få elever: selv { $ende } ville rapporten ikke kalde en sikker stigning.
    [loft] Loft nået: højere kan tallet ikke komme.
    [bund] Bund nået: lavere kan tallet ikke komme.
   *[ned] Der er for få elever: selv { $ende } ville rapporten ikke kalde et sikkert fald.
  }

rap-udv-s-ingen-graense = { $tal }. Rapporten kalder ikke forskellen sikker.

rap-udv-skalaens-ende = det yderste tal på skalaen

rap-udv-s-ikke-intet = Det viser ikke, at intet er ændret.

rap-udv-s-sikker = { $tal }: { $retning ->
    [op] en sikker stigning
   *[ned] et sikkert fald
  }. Ændringens 95 %-interval går fra { $nedre } til { $oevre }.

rap-udv-s-bedre = Det er til det bedre.

rap-udv-s-vaerre = Det er til det værre.

rap-udv-s-rettet = { $antal-tal ->
    [one] Det er den eneste sammenligning af sin slags i rapporten, så der er ingen andre at korrigere for.
   *[other] Der er korrigeret for, at rapporten laver { $antal } sammenligninger af samme slags.
  }

rap-udv-o-sikker = { $retning ->
    [op] Sikker stigning
   *[ned] Sikkert fald
  } fra { $fra } til { $til }.

rap-udv-o-rettet = Der er korrigeret for, at rapporten laver mange sammenligninger.

rap-udv-o-ingen = Ingen sikker ændring fra { $fra } til { $til }.

rap-udv-s-tal-alene = { $tal }.

rap-udv-s-forbehold = Der fældes ingen dom, for { $fra } og { $til } kan kun sammenlignes med forbehold.

rap-udv-s-brud = { $fra } og { $til } kan ikke sammenlignes.

rap-udv-s-for-faa = Mindst ét af årene hviler på færre end { $antal } { $talt ->
    [raekker] registreringer
    [andet] tilfælde
   *[other] elever
  }; det er for få til en dom.

rap-udv-o-for-faa = Mindst ét af årene { $fra } og { $til } hviler på for få til en dom.

rap-udv-s-kan-ikke = Ændringen fra { $fra } til { $til } kan ikke vurderes: { $grund ->
    [spredning] det vides ikke, hvor meget eleverne ligger fra hinanden
   *[elevtal] elevtallet bag tallet mangler
  }, så ingen ved, hvor stor en forskel tilfældet kan give.

rap-udv-s-skjult = Ændringen fra { $fra } til { $til } er skjult, fordi mindst ét af de to tal er det.

rap-udv-s-beskrevet = { $tal }. Ændringens 95 %-interval går fra { $nedre } til { $oevre }. Ændringen er beskrevet og ikke bedømt.

rap-udv-s-ud-over-kommunen = Ud over kommunens egen ændring er skolens { $forskel } (95 %-interval { $nedre } til { $oevre }); det er ikke bedømt.

rap-udv-s-ud-over-landet = Ud over landets ændring er den { $forskel } (95 %-interval { $nedre } til { $oevre }); det er ikke bedømt.

rap-udv-sted-over = over

rap-udv-sted-paa = på

rap-udv-sted-under = under

rap-udv-s-niveau = Niveauet for { $aar } er { $niveau } (95 %-interval { $graenser }; { $talt ->
    [ens] { $n } elever
    [raekker] { $n } registreringer
    [andet] n { $n }
   *[other] { $n } resultater af omkring { $forskellige } elever
  }){ $alene ->
    [ja] .
   *[nej] {" "}mod { $alle } for kommunens skoler af samme slags.
  }

rap-udv-s-over = Skolen ligger sikkert over dem, uden hensyn til elevernes baggrund.

rap-udv-s-paa = Skolen er ikke sikkert adskilt fra dem, uden hensyn til elevernes baggrund.{ $udenfor ->
    [ja] {" "}Forskellen er større, end den plejer at være på én skole, men ikke når der tages højde for, at så mange skoler sammenlignes.
   *[nej] {""}
  } Det viser ikke, at den ligger på samme niveau.

rap-udv-s-under = Skolen ligger sikkert under dem, uden hensyn til elevernes baggrund.

rap-udv-s-sted-for-faa = Skolens resultater er for få til at sige, hvor den ligger, uden hensyn til elevernes baggrund.

rap-udv-s-sted-for-faa-skoler = Der er for få skoler af samme slags til at sige, hvor skolen ligger imellem dem, uden hensyn til elevernes baggrund.

rap-udv-s-sted-kan-ikke = Hvor skolen ligger, kan ikke vurderes, heller ikke uden hensyn til elevernes baggrund: { $grund ->
    [spredning] det vides ikke, hvor meget eleverne ligger fra hinanden.
   *[elevtal] elevtallet bag tallet mangler.
  }

rap-udv-s-sted-skjult = Skolens niveau er skjult, fordi mindst ét af de tal, det hviler på, er det.

rap-udv-s-socref = Efter ministeriets socioøkonomiske reference, som regner elevernes baggrund med, ligger skolens karakterer i { $aar } { $dom }.

rap-udv-laes = ▲ stigning, ▼ fald

rap-udv-laes-om = En sikker ændring. Uden pil er ændringen ikke sikker; det viser ikke, at intet er ændret. Pilen siger, hvilken vej tallet gik, ikke om det er godt.

rap-udv-om = Et hovedtal får én dom på kommunen og én på hver skole. En forskel kaldes først sikker, når den er større end det udsving, som tilfældigheder og fælles forhold i en klasse eller årgang plejer at give. De fleste forskelle på en enkelt skole er mindre end det.

rap-udv-navn-aar = { $navn }, { $aar }: { $dom }

rap-udv-uden-aendring = Uden nogen reel ændring falder en andel omkring halvdelen af gangene. At et mål om stigning eller fald er indfriet ét år, siger derfor ikke i sig selv, at noget er ændret.

rap-udv-tabel = { $navn }, hver skole: udvikling fra { $fra } til { $til }{ $sted ->
    [ja] {" "}og placering
   *[nej] {""}
  }{ $tal ->
    [ja] . Småt: 95 %-interval og antal resultater (n)
   *[nej] {""}
  }

rap-udv-tabel-sted = { $navn }, hver skole: placering. Småt: 95 %-interval og antal resultater (n)

rap-udv-kol-niveau = Niveau { $aar }

rap-udv-kol-niveau-flere = Niveau over op til tre år

rap-udv-kol-aendring = Ændring, { $enhed }

rap-udv-enhed-procentpoint = procentpoint

rap-udv-enhed-forskel = { $enhed ->
    [karakter] karakterpoint
   *[anden] { $enhed }
  }

rap-udv-kol-skal = Før den kaldes sikker

rap-udv-kol-dom = Dom

rap-udv-kol-socref = Efter socio­økonomisk reference

rap-udv-kol-sted = Placering uden hensyn til elevernes baggrund

rap-udv-fra-til = { $nedre } til { $oevre }

rap-udv-loft = loft nået

rap-udv-bund = bund nået

rap-udv-kan-ikke-ses = kan ikke ses her

rap-udv-tabel-note = »Før den kaldes sikker« er den ændring i samme retning, der skulle til på netop den skole; ved »kan ikke ses her« er eleverne så få, at selv det yderste tal ikke ville være nok, og ved »loft nået« og »bund nået« kan tallet ikke komme længere. Intervallet gælder skolen alene. Dommen er korrigeret for, at så mange er prøvet, så et interval uden nul i er ikke i sig selv en sikker ændring.

rap-udv-sted-note = »Over« og »under« er sikkert adskilt fra kommunens skoler af samme slags taget under ét; »på« er ikke sikkert adskilt, og det er ikke det samme som ens. Elevernes baggrund er ikke regnet med.

rap-udv-socref-note = Den socioøkonomiske reference er ministeriets og regner elevernes baggrund med; den gælder karaktererne ved 9. klasses prøver.

rap-udv-kun-ord = Her står dommen alene og ingen tal: efter folkeskolelovens § 55 b må resultater under landsniveau ikke offentliggøres.

rap-udv-vis-ord = Læs dommen i ord for hver skole

rap-udv-tabel-ord = { $navn }: dommen i ord

rap-udv-i-ord = I ord

rap-udv-sum-skoler = I temaet »{ $tema }« er { $antal-tal ->
    [one] én ændring på en skole prøvet
   *[other] { $antal } ændringer på skoler prøvet
  }; { $sikre-tal ->
    [0] ingen er sikker
    [one] én er sikker
   *[other] { $sikre } er sikre
  }.

rap-udv-sum-ti = { $kan } af { $af } sammenligninger kunne have vist en ændring på 10 procentpoint.

rap-udv-sum-steder = Af { $antal-tal ->
    [one] én prøvet placering
   *[other] { $antal } prøvede placeringer
  } er { $sikre-tal ->
    [0] ingen sikker
    [one] én sikker
   *[other] { $sikre } sikre
  }.

rap-udv-sum-ingen = Ingen ændring på en skole er prøvet i temaet »{ $tema }«.

rap-udv-sum-andel-steder = Efter metoden ventes højst { $andel } af dem at være falske.

rap-udv-sum-niveau = Der er korrigeret for, at så mange er prøvet (niveau { $niveau }).

rap-udv-sum-andel = Efter metoden ventes højst { $andel } af de sikre ændringer at være falske.

rap-udv-forside = Hvor sikkert er det?

rap-udv-forside-kommune = For kommunen er { $sikre-tal ->
    [0] ingen
    [one] én
   *[other] { $sikre }
  } af { $antal-tal ->
    [one] én prøvet ændring
   *[other] { $antal } prøvede ændringer
  } { $sikre-tal ->
    [0] sikker
    [one] sikker
   *[other] sikre
  }.

rap-udv-forside-skoler = På skolerne er { $sikre-tal ->
    [0] ingen
    [one] én
   *[other] { $sikre }
  } af { $antal-tal ->
    [one] én prøvet ændring
   *[other] { $antal } prøvede ændringer
  } { $sikre-tal ->
    [0] sikker
    [one] sikker
   *[other] sikre
  }.

rap-udv-forside-steder = { $sikre-tal ->
    [0] Ingen
    [one] Én
   *[other] { $sikre }
  } af { $antal-tal ->
    [one] én prøvet placering af en skole
   *[other] { $antal } prøvede placeringer af skoler
  } ligger sikkert over eller under kommunens skoler af samme slags, uden hensyn til elevernes baggrund.

rap-udv-forside-sum = I alt er { $antal-tal ->
    [one] én sammenligning prøvet
   *[other] { $antal } sammenligninger prøvet
  }, og { $sikre-tal ->
    [0] ingen er sikker
    [one] én er sikker
   *[other] { $sikre } er sikre
  }{ $sikre-tal ->
    [0] .
   *[other] ; { $falske-tal ->
      [0] der må ventes færre end én falsk dom.
      [one] højst omkring én af de sikre må ventes at være falsk.
     *[other] højst omkring { $falske } af de sikre må ventes at være falske.
    }
  }

rap-udv-forside-rettet = Rapportens løfte er, at højst omkring hver tyvende sikre dom er falsk. For at holde det, selv når udsvingene fra år til år er større end ventet, er der korrigeret strengere.

rap-udv-forside-orden = Rækkefølgen er fast: først kommunens egne hovedtal, så skolernes udvikling tema for tema, til sidst hvor skolerne ligger. Alt andet er beskrevet med interval og uden dom. »Ingen sikker ændring« viser ikke, at intet er ændret.

rap-udv-kol-udvikling = Udvikling

rap-udv-temaerne-om = Under »Udvikling« står rapportens dom over forskellen mellem de to år. En streg betyder, at forskellen ikke er bedømt.

rap-udv-met = Domme om udvikling og placering

rap-udv-met-fejl = Én standardfejl ligger bag hvert interval, hver dom og hver grænse: den, som optællingen af elever giver, ganget med en chokfaktor. Chokfaktoren dækker det, der rammer en hel klasse eller et helt år på én gang: en lærer, en sygdomsbølge, et nyt testsæt.

rap-udv-met-chok = Chokfaktoren begynder som en værdi for hele landet. Kommunens egne skoler trækker den op eller ned med deres ændringer mellem to år; få skoler flytter den kun lidt, og den kommer aldrig under 1. Jo flere frihedsgrader, jo mere sikkert er den kendt.

rap-udv-met-kommune = Kommunens egen ændring er prøvet med skolerne som klynger, aldrig som en sum af elever: det afgørende er, om skolerne bevæger sig samme vej.

rap-udv-met-familier = Sammenligningerne er delt i familier i fast rækkefølge: kommunens egne hovedtal, skolernes udvikling i hvert tema, skolernes placering i hvert tema. Hver familie er korrigeret for sit eget antal med Benjamini og Hochbergs metode. Niveauet ligger med vilje under løftet om højst hver tyvende, for chokfaktoren kendes kun omtrentligt.

rap-udv-met-graenser = To grænser har hver sit navn. »Før rapporten kalder den sikker« er den ændring, tallene skal vise. »Som vi normalt ville opdage« er større: så stor skal den virkelige ændring være, for at rapporten finder den fire gange ud af fem.

rap-udv-met-placering = Placeringen holder en skoles niveau over op til tre år op mod kommunens skoler af samme slags, som i en tragt: jo færre elever, jo længere fra de andre skal skolen ligge. Elevernes baggrund er ikke regnet med, så en skole kan ligge over eller under alene på grund af, hvem eleverne er.

rap-udv-met-varig = Hvor der er mindst 15 skoler af samme slags, trækkes hver skoles niveau mod de andres, jo mere, jo færre elever den har (empirisk Bayes). »Varig andel« er den del af forskellen mellem skolernes niveauer, der er varig; resten er tilfældigheder og chok.

rap-udv-met-ingen = »Ingen sikker ændring« betyder ikke, at intet er ændret. Det betyder, at tallene ikke kan skelne en ændring fra det, der sker uden nogen. På små skoler er det næsten altid svaret.

rap-udv-met-skjult = Her vises ikke, hvor meget skolerne spreder sig, for det er regnet også af skoler, hvis tal er skjult.

rap-udv-tabel-chok = Chokfaktor for hvert hovedtal og hver slags skole

rap-udv-chok = Chokfaktor

rap-udv-chok-forud = Forud

rap-udv-skoler = Skoler

rap-udv-frihedsgrader = Frihedsgrader

rap-udv-varig = Varig andel

rap-udv-spredning = Spredning i forhold til tilfældighed

rap-udv-mere-end = mere end tilfældigt

rap-udv-ikke-mere = ikke sikkert mere

rap-udv-gange = { $tal } gange

rap-udv-tabel-familier = Hvad der er prøvet, familie for familie

rap-udv-familie = Familie

rap-udv-familie-kommune = Kommunens egne hovedtal

rap-udv-familie-fortrolig = Kommunens egne hovedtal fra test

rap-udv-familie-skoler = Skolernes udvikling: { $tema }

rap-udv-familie-steder = Skolernes placering: { $tema }

rap-udv-proevet = Prøvet

rap-udv-sikre = Sikre

rap-udv-niveau = Korrigeret ved

rap-udv-falske = Falske blandt de sikre, højst

rap-udv-ti = Kunne vise 10 procentpoint

rap-udv-x-af-y = { $x } af { $y }

rap-udv-f-aendring = Ændring

rap-udv-f-standardfejl = Standardfejl

rap-udv-f-metode = Metode

rap-udv-f-optaelling = Optælling alene

rap-udv-f-p = p

rap-udv-f-korrigeret = Korrigeret p

rap-udv-f-kritisk = Kritisk værdi

rap-udv-f-sikker = Kaldes sikker fra

rap-udv-f-opdages = Opdages normalt fra

rap-udv-f-uden = Uden resultat, yderst

rap-udv-f-interval-i = { $tal } (95 %-interval { $nedre } til { $oevre })

rap-udv-f-fejl-med-chok = { $tal }, chokfaktor { $faktor }

rap-udv-f-familie = { $familie }: { $antal-tal ->
    [one] én sammenligning
   *[other] { $antal } sammenligninger
  }, korrigeret ved { $niveau }

rap-udv-f-fald-stigning = fald { $fald }, stigning { $stigning }

rap-udv-f-newcombe = Newcombes interval for to andele, med elevtallene delt med chokfaktoren i anden

rap-udv-f-welch = Welchs t for to gennemsnit, ganget med chokfaktoren

rap-udv-f-klynger = skolerne som klynger

rap-udv-f-interval = { $graenser } (95 pct., tilfældigheder og chok)

rap-udv-f-tael-wilson = { $graenser } (Wilsons interval; kun tilfældigheder i, hvem der blev talt{ $chok ->
    [nej] {""}
   *[other] ; det andet interval har chokfaktor { $chok }
  })

rap-udv-f-tael-t = { $graenser } (Students t; kun tilfældigheder i, hvem der blev talt{ $chok ->
    [nej] {""}
   *[other] ; det andet interval har chokfaktor { $chok }
  })

rap-udv-f-graenser-uden = { $nedre } til { $oevre }, alt efter om ingen eller alle af de { $antal } uden resultat ville have talt med
