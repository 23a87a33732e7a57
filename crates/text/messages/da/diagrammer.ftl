# Diagrammernes titler og ord. En titel siger ikke mere end dommen.

rap-fund-udvikling = { $dom ->
    [stigning] { $navn }: { $vaerdi } i { $aar }, sikker stigning fra { $fra } til { $til }
    [fald] { $navn }: { $vaerdi } i { $aar }, sikkert fald fra { $fra } til { $til }
    [ingen] { $navn }: { $vaerdi } i { $aar }, ingen sikker ændring fra { $fra } til { $til }
    [forbehold] { $navn }: { $vaerdi } i { $aar }, sammenligningen med { $fra } er med forbehold
   *[brud] { $navn }: { $vaerdi } i { $aar }, kan ikke sammenlignes med { $fra }
  }

rap-fund-maal = { $navn } i { $aar }: { $antal } af { $alle } skoler når { $maal } på alle klassetrin

rap-fund-flest = { $navn } i { $aar }, { $enhed }: flest i »{ $kategori }«, { $vaerdi }

rap-fund-kommunen = { $navn } i { $aar }: { $enhed } { $vaerdi }

rap-fund-sted = { $navn }: { $sted ->
    [over] skolen ligger sikkert over kommunens skoler af samme slags under ét
    [under] skolen ligger sikkert under kommunens skoler af samme slags under ét
   *[paa] skolen skiller sig ikke sikkert ud
  } i { $aar }, uden hensyn til elevernes baggrund

rap-fund-aendringer = { $navn }: { $antal-tal ->
    [one] { $sikre-tal ->
        [0] den ene skole, der er prøvet, har ikke ændret sig sikkert
       *[other] den ene skole, der er prøvet, har ændret sig sikkert
      }
   *[other] { $sikre-tal ->
        [0] ingen af { $antal } skoler har ændret sig sikkert
        [one] én af { $antal } skoler har ændret sig sikkert
       *[other] { $sikre } af { $antal } skoler har ændret sig sikkert
      }
  } fra { $fra } til { $til }

rap-fund-steder = { $navn }: { $sikre-tal ->
    [0] ingen af { $antal } skoler skiller sig sikkert ud
    [one] én af { $antal } skoler skiller sig sikkert ud
   *[other] { $sikre } af { $antal } skoler skiller sig sikkert ud
  }, uden hensyn til elevernes baggrund

rap-fund-loeft = { $forskel ->
    [ja] Løfteevne i { $fag }, { $skoletype ->
        [specialskole] specialskolerne
       *[folkeskole] folkeskolerne
      }
   *[nej] { $skoletype ->
        [specialskole] Specialskolerne
       *[folkeskole] Folkeskolerne
      } i { $fag }: der kan ikke ses nogen forskel mellem skolerne ud over det, man kunne vente
  }

rap-dia-aendring-under = { $maaleenhed }, { $fra } og { $til }. { $baand ->
    [ja] Båndet er ændringer, der ikke ville være kaldt sikre
   *[nej] Kun sikre ændringer er fremhævet
  }

rap-dia-aendring-beskrivelse = For hver skole to prikker, { $navn } i { $fra } og i { $til }{ $baand ->
    [ja] , og et bånd omkring den første, som en ændring skal ud over for at være sikker
   *[nej] {""}
  }. { rap-diagram-tal-under }

rap-dia-aendring-tabel = { $navn } i { $fra } og { $til }

rap-dia-sikker = sikker ændring

rap-dia-ikke-sikker = ikke sikker: slutter inden for båndet

rap-dia-tragt-under = { $maaleenhed }, { $aar } under ét, efter hvor mange forskellige elever tallet hviler på. { $skoletype ->
    [specialskole] Specialskoler
   *[folkeskole] Folkeskoler
  }

rap-dia-tragt-note = { $graenser ->
    [egne] Var skolerne ens, lå 95 af 100 mellem deres egne grænser, som følger af, hvor forskellige skolens elever er.{" "}
    [kurver] Var skolerne ens, lå 95 af 100 mellem de indre grænser og 998 af 1.000 mellem de ydre.{" "}
   *[ingen] {""}
  }Kun navngivne skoler er sikkert adskilt fra de andre, når der er taget højde for, hvor mange der er prøvet. Elevernes baggrund er ikke regnet med.

rap-dia-tragt-beskrivelse = En prik for hver skole viser { $navn } for { $aar } mod antallet af elever; { $skoletype ->
    [specialskole] alle specialskoler
   *[folkeskole] alle folkeskoler
  } under ét ligger på { $alle }. Skoler, der er sikkert adskilt, har navn. { rap-diagram-tal-under }

rap-dia-tragt-tabel = { $navn }, { $aar }: skoler, elever og niveau

rap-dia-tragt-alle = { $skoletype ->
    [specialskole] Alle specialskoler
   *[folkeskole] Alle folkeskoler
  } { $alle }

rap-dia-tragt-elever = Forskellige elever

rap-dia-loeft-under = Hvad skolen lagde til i { $fag }, i standardafvigelser mellem elever, testene { $aar }

rap-dia-loeft-note = Der gives ingen dom over den enkelte skole. Prikken er skolens bidrag, trukket mod nul, jo mere jo færre elever der er; den tynde streg er et 95 %-interval for skolen alene. { $sammenlign ->
    [ja] Skal to skoler holdes op mod hinanden, bruges de tykke streger: når de to ikke rører hinanden, adskiller skolerne sig omtrent på 5 %-niveauet. Med mange par af skoler findes der altid nogle, der ikke rører hinanden.{" "}
   *[nej] {""}
  }Elevernes baggrund er kun regnet med gennem det forrige resultat.

rap-dia-loeft-beskrivelse = En prik for hver skole viser, hvor meget dens elever i { $fag } ligger over eller under det, man kunne vente, med et 95 %-interval. { rap-diagram-tal-under }

rap-dia-loeft-tabel = Løfteevne i { $fag }, testene { $aar }

rap-dia-som-ventet = som ventet

rap-dia-mindre-end-ventet = mindre end ventet

rap-dia-mere-end-ventet = mere end ventet

rap-dia-interval = 95 %-interval

rap-dia-sammenligning = til at holde to skoler op mod hinanden

rap-dia-sikker-forskel = sikker forskel

rap-dia-niveauskift = Fra niveau til niveau i { $fag }, { $aar }

rap-dia-niveauskift-under = { $enhed }. Hver række er eleverne på ét niveau sidst; cellerne er, hvor de er nu, i procent

rap-dia-niveauskift-note = Nogle elever skifter niveau ved måleusikkerhed alene. Kilde: kommunens egne testresultater.

rap-dia-niveauskift-beskrivelse = En række for hvert af de seks tidligere niveauer viser, hvor stor en del af dens elever der i { $aar } er på hvert niveau i { $fag }. { rap-diagram-tal-under }

rap-dia-niveau-foer = Niveau sidst

rap-dia-niveau-nu = Niveau nu

rap-dia-samme-niveau = samme niveau

rap-dia-kol-enhed = Enhed

rap-dia-kol-foer = Før

rap-dia-kol-efter = Efter

rap-dia-kol-vaerdi = Værdi

rap-dia-kol-nedre = Nedre

rap-dia-kol-oevre = Øvre

rap-dia-kol-aendring = Ændring

rap-dia-kol-usikker_ned = Sikkert fald fra

rap-dia-kol-usikker_op = Sikker stigning fra

rap-dia-kol-elever = Elever

rap-dia-maal-under = Målet, årene og tegnene

rap-dia-maal-note = Et mål dømmes ikke: tegnene viser, hvad data siger. »Ses« er et mål, der er indfriet i seneste år, eller en sikker ændring den ønskede vej.

rap-dia-maal-beskrivelse = En pil over skoleårene peger på målet »{ $navn }« med dets delmål og handlinger, hvor der er nogen; under den står tegnene og hvad data siger om hvert. Det samme står i tabellen under diagrammet.

rap-dia-maal-tabel = Tegn på målet { $navn }

rap-dia-maal-nu = nu

rap-dia-maal-delmaal = Delmål

rap-dia-maal-handlinger = Handlinger

rap-dia-maal-tegn = Tegn

rap-dia-maal-planlagt = planlagt

rap-dia-maal-i-gang = i gang

rap-dia-maal-gjort = gjort

rap-dia-maal-over-tid = over tid

rap-dia-maal-opgivet = opgivet

rap-dia-maal-ses = ses

rap-dia-maal-ses-ikke = ses ikke

rap-dia-maal-kan-ikke-aflaeses = kan ikke aflæses

rap-dia-kol-art = Art

rap-dia-kol-tekst = Tekst

rap-dia-kol-fra = Fra

rap-dia-kol-til = Til

rap-dia-kol-tilstand = Tilstand

rap-dia-kol-aflaesning = Hvad data siger

rap-dia-kol-vurdering = Vurdering

rap-dia-kol-tragt_95_nedre = Egen nedre grænse

rap-dia-kol-tragt_95_oevre = Egen øvre grænse

rap-dia-kol-sammenligning_nedre = Sammenligning, nedre

rap-dia-kol-sammenligning_oevre = Sammenligning, øvre

rap-fund-aarene = { $navn }, skole for skole: { $antal-tal ->
    [one] { $sikre-tal ->
        [0] den ene ændring, der er prøvet fra { $fra } til { $til }, er ikke sikker
       *[other] den ene ændring, der er prøvet fra { $fra } til { $til }, er sikker
      }
   *[other] { $sikre-tal ->
        [0] ingen af { $antal } ændringer fra { $fra } til { $til } er sikre
        [one] én af { $antal } ændringer fra { $fra } til { $til } er sikker
       *[other] { $sikre } af { $antal } ændringer fra { $fra } til { $til } er sikre
      }
  }

rap-dia-aarene-under = { $maaleenhed }, { $fra }–{ $til }. Samme akse i alle felter{ $kommune ->
    [ja] ; den tynde linje er kommunen
   *[nej] {""}
  }

rap-dia-aarene-beskrivelse = Et felt for hver skole viser { $navn } fra { $fra } til { $til }{ $kommune ->
    [ja] {" "}ved siden af kommunens linje
   *[nej] {""}
  }. { rap-diagram-tal-under }

rap-dia-ikke-sikker-aendring = ikke sikker

rap-dia-tragt-egne = { $graense }-grænser for hver skole

rap-dia-aarene = { $navn }, skole for skole, { $fra }–{ $til }

rap-dia-sikker-mellem = sikker ændring { $fra }–{ $til }

rap-dia-ikke-bedoemt = ikke bedømt

rap-dia-maal-et-maal = Mål

rap-dia-maal-et-delmaal = Delmål

rap-dia-maal-en-handling = Handling

rap-dia-maal-et-tegn = Tegn
