### Fund om data. Celleindhold står aldrig i et fund.

fund-linje = linje

fund-kolonne = kolonne

fund-hjaelp = gør dette

alvor-oplysning = oplysning

alvor-advarsel = advarsel

alvor-karantaene = karantæne

alvor-stop = stop

omfang-fil = hele filen

omfang-raekke = en række

omfang-celle = en celle

omfang-tabel = rækker af samme art, holdt op mod hinanden

omfang-paa-tvaers = kilder af forskellig art, holdt op mod hinanden

form-heltal = et helt tal som `123`

form-decimaltal = et tal med komma som `7,3`

form-skoleaar = et skoleår som `2018/19` eller `2018/2019`

form-klassetrin = et klassetrin fra 0 til 10

form-niveau = et niveau fra 1 til 6

form-fagid = en testkode på fire cifre som `0203`

form-fag = `laesning` eller `matematik`

form-institutionsnummer = et institutionsnummer på seks cifre

form-kommunenummer = et kommunenummer på tre cifre

form-tidspunkt = en dato som `2018-03-20` eller et tidspunkt som `2018-03-20 12:20`

form-testtype = `obligatorisk` eller `frivillig`

form-skoletype = `f`, `p`, `e` eller `u`

form-dom = `Over niveau`, `På niveau` eller `Under niveau`

form-utf8 = tekst i UTF-8 uden styretegn

form-elevid = elevens id

form-kommune = en kommunes navn eller nummer

form-trin = `indskoling`, `mellemtrin`, `udskoling` eller `10. klasse`

form-klassetrin-eller-trin = et klassetrin fra 0 til 10 eller et trin som `mellemtrin`

form-score = et helt tal fra 1 til 100

form-procent = en procent som `16,7` eller `16,7 %`

form-karakter = en karakter på 7-trinsskalaen som `02` eller en kode, der står i stedet for en

form-svar = et svar fra 0 til 5

form-ord = et af de ord, kolonnen tager

form-sha256 = en SHA-256 på 64 tegn, 0-9 og a-f

form-ja-nej = `ja` eller `nej`

form-gruppeid = en gruppes id: små bogstaver, tal og bindestreg

form-navn = et navn; et navn med seks cifre eller flere, skoleår fraregnet, kan rumme en persons nummer

form-klassetrin-eller-tom = et klassetrin eller trin; gælder rækken alle klassetrin, så lad cellen være tom

laest-som-windows-1252 = tekst i Windows-1252

laest-som-utf-16 = tekst i UTF-16

laest-som-gzip = en pakket fil (gzip)

laest-som-regneark = et regneark

laest-som-json = JSON

laest-som-komma = tekst med komma mellem cellerne

laest-som-tabulator = tekst med tabulator mellem cellerne

fund-K0101 = filen findes ikke

fund-K0101-hjaelp = ret navnet i planens `files`, eller læg filen i datamappen; filer uden for datamappen kan ikke nævnes

fund-K0102 = mønsteret passer på ingen fil

fund-K0102-hjaelp = læg filen i mappen, eller ret mønsteret i planens `files`; har I ikke filen, så slet kilden i planen, og ligger filerne et andet sted, så peg på dem med `--data`

fund-K0103 = filen kan ikke læses

fund-K0103-hjaelp = se efter, om den er åben i et andet program, og om du har adgang til den

fund-K0104 = filen er tom eller har ingen linje med kolonnenavne

fund-K0104-hjaelp = eksportér den igen; kolonnenavnene skal stå over rækkerne

fund-K0105 = kolonnen mangler i overskriften{ $en-af ->
    [ingen] {""}
   *[other] ; én af disse er nok: { $en-af }
  }{ $naermest ->
    [ingen] {""}
   *[other] ; den nærmeste hedder `{ $naermest }`
  }

fund-K0105-hjaelp = hedder den noget andet i din fil, så skriv det i planen: `columns = {"{"} navn-her = "navn i filen" {"}"}`{ $er-skoleaar ->
    [ja] ; hvis filen slet ikke siger skoleåret, så skriv det under kilden: `year = "2018/19"`
   *[nej] {""}
  }

fund-K0106 = kolonnen står to gange i overskriften

fund-K0106-hjaelp = fjern eller omdøb den ene

fund-K0107 = overskriften ligner intet kendt layout af denne art

fund-K0107-hjaelp = se efter, om det er den rigtige fil, og om kolonnenavnene står på en linje for sig blandt de første 40; filen kan være CSV med `;`, `,` eller tabulator mellem cellerne (UTF-8, UTF-16 eller Windows-1252, linjer, der slutter med LF eller CRLF), et regneark (`.xlsx`) eller JSON, gerne pakket med gzip; hedder kolonnerne noget andet, så brug `columns` i planen

fund-K0108 = kolonnen hører ikke til layoutet og er ikke læst

fund-K0108-hjaelp = intet; er det en kolonne, der skulle være brugt, så brug `columns` i planen

fund-K0109 = et anførselstegn åbnes og lukkes ikke på sin linje{ $til ->
    [ingen] {""}
   *[other] ; et program, der stolede på det, ville have slugt linjerne til og med linje { $til }
  }

fund-K0109-hjaelp = ret anførselstegnet i filen; linjen ligger i karantæne, og læsningen fortsætter på den næste

fund-K0110 = filen har en overskrift og ingen rækker

fund-K0110-hjaelp = intet, hvis der ingen rækker er; ellers eksportér filen igen

fund-K0111 = filen er læst som { $form }

fund-K0111-hjaelp = { $form-id ->
    [windows-1252] intet, hvis æ, ø og å ser rigtige ud; ellers gem filen som UTF-8 (i Excel: CSV UTF-8)
    [komma] intet, hvis tallene ser rigtige ud; et tal med decimalkomma skal stå i anførselstegn
   *[other] intet
  }

fund-K0112 = filen er for stor eller pakker ud til langt mere, end den fylder

fund-K0112-hjaelp = se efter, om det er den rigtige fil; er den det, så del udtrækket i flere filer, eller gem det som CSV uden pakning

fund-K0113 = filen brydes af eller er beskadiget

fund-K0113-hjaelp = hent eller eksportér den igen; kan den åbnes i det program, den kommer fra, så gem den derfra som en ny fil

fund-K0114 = { $antal-tal ->
    [one] én linje over kolonnenavnene er ikke læst
   *[other] { $antal } linjer over kolonnenavnene er ikke læst
  }

fund-K0114-hjaelp = intet, hvis det er en overskrift eller en forklaring; er det rækker, så flyt dem ned under kolonnenavnene

fund-K0115 = ark { $ark } er læst; { $antal-tal ->
    [one] ét andet ark i filen er det ikke
   *[other] { $antal } andre ark i filen er det ikke
  }

fund-K0115-hjaelp = intet, hvis det er det rigtige ark; ellers gem det andet ark som en fil for sig

fund-K0116 = regnearket er beskyttet med en adgangskode

fund-K0116-hjaelp = fjern adgangskoden i Excel, og gem filen igen; pas så på, hvem der har adgang til datamappen

fund-K0117 = regnearket har den gamle form fra før 2007 (`.xls`)

fund-K0117-hjaelp = åbn det, og gem det som `.xlsx` eller CSV

fund-K0118 = der er ingen tabel i filen

fund-K0118-hjaelp = gem tabellen som CSV, som regneark (`.xlsx`) eller som JSON med en liste af rækker; andre dokumenter og arkiver læses ikke

fund-K0119 = kolonne nr. { $nummer } i filen ser ud til at være CPR-numre

fund-K0119-hjaelp = er det elevens id, så lad planen gøre numrene til pseudonymer: `[pseudonymisation]` med `key_file` eller `key_env`; ellers fjern kolonnen, eller bestil udtrækket uden CPR-numre

fund-K0120 = elevernes id er lavet med en anden nøgle end dem, de skal knyttes til

fund-K0120-hjaelp = brug den samme nøgle i `[pseudonymisation]` til alle kilder og alle år; er den gået tabt, så lav alle udtrækkene om med én nøgle

fund-K0121 = rettelsen har ikke gjort en række rigtig

fund-K0121-hjaelp = se i rettelsesfilen, om `kilde_sha256`, `post` og `kolonne` passer på filen, som den er nu, og om `ny_vaerdi` har den rigtige form; skal den ikke bruges mere, så slet den

fund-K0122 = her står en overskrift, der ikke er som filens første

fund-K0122-hjaelp = gem tabellerne som hver sin fil: rækkerne under den anden overskrift ville blive læst med den førstes kolonner

fund-K0123 = et andet ark i filen har også en tabel af denne art

fund-K0123-hjaelp = gem hvert ark som en fil for sig, og nævn filerne i planen; programmet læser ét ark af en fil

fund-K0126 = { $problem ->
    [uden-elevtal] planens grupper af skoler, der er lige store, kan ikke dannes: ingen skoles elevtal er læst
    [ukendt-skole] en gruppe i planen nævner skolen { $nummer }, som ikke er en af kommunens i institutionsregisteret
    [optaget-id] to grupper af skoler har det samme id
   *[uden-skoler] en gruppe i planen har ingen skoler
  }

fund-K0126-hjaelp = { $problem ->
    [uden-elevtal] nævn en kilde af arten `roll` i planen, eller skriv gruppernes skoler under `members`
    [ukendt-skole] ret nummeret under `members` i planen
    [optaget-id] giv hver gruppe sit eget id i planen og i filen med grupper; `folkeskoler` og `specialskoler` er optaget
   *[uden-skoler] se efter, om gruppernes id i filen med grupper begynder med det, planen skriver under `prefix`, og om skolerne er med i rapportens skoleår
  }

fund-K0127 = kolonnen er ikke læst, men ligner `{ $ment }`, som filen ikke har{ $er-antal ->
    [ja] : uden det antal kan tallene ikke bedømmes, og de kan ikke skjules, hvor de hviler på få
   *[nej] {""}
  }

fund-K0127-hjaelp = er det den, så skriv det under kilden i planen: `columns = {"{"} { $ment } = "kolonnens navn i filen" {"}"}`; er det en anden, skal der ikke gøres noget

fund-K0128 = filen har tal, men ikke denne kolonne med det antal, de hviler på: tallene kan ikke bedømmes, og de kan ikke skjules, hvor de hviler på få

fund-K0128-hjaelp = hedder kolonnen noget andet i filen, så skriv det under kilden i planen: `columns = {"{"} navn-her = "navn i filen" {"}"}`; har filen den ikke, så hent tallene med antal, eller se efter, om de må vises for små skoler

fund-K0129 = { $udeladt } af { $laest } rækker er udeladt, fordi planen ikke beder om deres skoleår: { $aar }

fund-K0129-hjaelp = ret `years` under `[report]` i planen, hvis det er de forkerte år; ellers læg filen med planens år i mappen. Har filen mange år, og bruges kun ét, skal der ikke gøres noget

fund-K0201 = rækken har { $fundet } celler, overskriften har { $ventet }

fund-K0201-hjaelp = se efter et skilletegn inde i en celle eller en række, der er knækket

fund-K0202 = cellen er ikke { $ventet }; den er { $laengde } tegn lang

fund-K0202-hjaelp = { $ventet-id ->
    [navn] fjern tallet fra navnet i kilden; står der et CPR-nummer, så slet filen og bestil den uden
    [utf8] gem filen som UTF-8 (i Excel: CSV UTF-8), og eksportér den igen
    [decimaltal] skriver filen tal med punktum, så skriv `decimal = "point"` under kilden i planen; ellers ret cellen, og se efter, om kolonner er forskudt
    [procent] skriver filen tal med punktum, så skriv `decimal = "point"` under kilden i planen; ellers ret cellen, og se efter, om kolonner er forskudt
   *[other] ret cellen i kilden; se efter, om kolonner er forskudt
  }

fund-K0203 = cellen er tom og skal være { $ventet }

fund-K0203-hjaelp = udfyld cellen i kilden

fund-K0204 = tallet ligger uden for det mulige

fund-K0204-hjaelp = ret cellen i kilden; se efter komma og punktum

fund-K0205 = et foranstillet nul manglede og er sat på igen

fund-K0205-hjaelp = intet, hvis værdien så er rigtig; gem kolonnen som tekst i regnearket, så nullet bliver stående

fund-K0206 = cellen er ikke et af kolonnens ord ({ $ord }); den er { $laengde } tegn lang

fund-K0206-hjaelp = ret cellen i kilden; se efter stavemåden, og om kolonner er forskudt

fund-K0207 = skoleåret står hverken i rækken eller i planen

fund-K0207-hjaelp = udfyld skoleåret i kilden, eller skriv det under kilden i planen: `year = "2018/19"`

fund-K0208 = rækken siger ikke, om den handler om en skole, en kommune eller hele landet

fund-K0208-hjaelp = udfyld institutionsnummer eller kommune i kilden

fund-K0209 = skoletypen er ikke en, programmet kender, og skolen er udeladt med alle sine tal

fund-K0209-hjaelp = er det en folkeskole, så skriv `Folkeskoler` i cellen, er det en specialskole, `Specialskoler for børn`, eller skriv nummeret i `INST_TYPE_NR` (1012 eller 1015); er den ingen af delene, skal der ikke gøres noget

fund-K0210 = tallet er højst 1, og kolonnens andre ligger langt over: det kan være en andel af 1, hvor der skulle stå en procent

fund-K0210-hjaelp = skal der stå en procent, så ret cellen i kilden: 0,62 af 1 er 62; er tallet rigtigt, skal der ikke gøres noget

fund-K0301 = skole { $skole } står ikke i institutionsregisteret

fund-K0301-hjaelp = tilføj skolen i registerfilen, eller ret nummeret

fund-K0302 = rækker om samme elev, samme test eller prøve og samme tidspunkt modsiger hinanden: forskelligt resultat eller forskellig skole

fund-K0302-hjaelp = find den rigtige i kildesystemet; alle rækkerne ligger i karantæne

fund-K0303 = der er ingen obligatorisk test i { $fag } på { $klassetrin }. klassetrin i { $skoleaar }

fund-K0303-hjaelp = ret testkode, klassetrin eller skoleår

fund-K0304 = flere rækker siger det samme: samme skole eller kommune og samme skoleår, klassetrin, fag og tal, hvor filen har dem

fund-K0304-hjaelp = slet den forkerte; alle rækkerne ligger i karantæne

fund-K0305 = rækkens dele giver ikke det samlede tal, når de lægges sammen

fund-K0305-hjaelp = ret rækken i kilden; se efter, om en del mangler, og om kolonner er forskudt

fund-K0306 = flere testede end elever i { $fag } på { $klassetrin }. klassetrin på skole { $skole } i { $skoleaar }

fund-K0306-hjaelp = sammenhold elevtallet med resultaterne; deltagelsen regnes ikke ud for klassetrinnet

fund-K0307 = elevtallet på { $klassetrin }. klassetrin på skole { $skole } i { $skoleaar } kendes ikke

fund-K0307-hjaelp = tilføj det i elevtalsfilen; indtil da er der ingen deltagelse for klassetrinnet

fund-K0308 = skole { $skole } har 0,0 i fravær; det er manglende indberetning og ikke et resultat

fund-K0308-hjaelp = bed skolen indberette; tallet vises som ikke indberettet

fund-K0309 = skole { $skole } står i registeret, men har ingen række for { $skoleaar } i filen

fund-K0309-hjaelp = intet, hvis skolen er ny, lukket eller en afdeling; ellers hent filen igen

fund-K0310 = skole { $skole } har tal i filen, men står ikke i registeret

fund-K0310-hjaelp = intet, hvis skolen ikke er i kommunen; ellers hent registeret igen

fund-K0311 = samme oplysning står i mere end én række; den tæller én gang

fund-K0311-hjaelp = intet, hvis filerne er udtræk, der overlapper; ellers hent udtrækket igen

fund-K0312 = skole { $skole } har ingen resultater i { $skoleaar }

fund-K0312-hjaelp = intet, hvis skolen er ny, lukket eller fritaget; ellers se efter, om dens rækker mangler eller ligger i karantæne

fund-K0313 = eleven er på mere end én skole i samme skoleår

fund-K0313-hjaelp = intet, hvis eleven har skiftet skole; ellers ret skolen i kilden

fund-K0314 = testen er taget uden for testperioden eller, hvor den ikke er kendt, uden for skoleåret; rækken er brugt

fund-K0314-hjaelp = ret tidspunkt eller skoleår i kilden, hvis et af dem er forkert

fund-K0315 = elevtallet på skole { $skole } har ændret sig med mere end halvdelen til { $skoleaar }

fund-K0315-hjaelp = intet, hvis skolen er delt, lagt sammen eller har fået andre klassetrin; ellers se efter, om rækker mangler eller står dobbelt i elevtalsfilen

fund-K0316 = forskellen er ikke det ene tal minus det andet; rækken er brugt

fund-K0316-hjaelp = ret rækken i kilden; se efter, om kolonner er byttet om eller står i et andet skoleår

fund-K0317 = sumrækken er ikke summen af rækkerne over den

fund-K0317-hjaelp = se efter, om rækker mangler i filen eller er ændret; sumrækken selv tæller ikke med

fund-K0318 = antallene i { $fag } på { $klassetrin }. klassetrin på skole { $skole } i { $skoleaar } siger noget andet end elevrækkerne

fund-K0318-hjaelp = find ud af, hvilken kilde der er rigtig, og ret eller fjern den anden; antallene ligger i karantæne, og elevrækkerne er brugt

fund-K0319 = skole { $skole } har et tal for hele skolen, og dens afdelinger har hver deres; hele skolens er udeladt, så ingen tæller to gange

fund-K0319-hjaelp = intet, hvis afdelingernes tal tilsammen dækker skolen; ellers ret kilden

fund-K0320 = tallet er større end det tal, det er en del af

fund-K0320-hjaelp = ret rækken i kilden; se efter, om kolonner er forskudt eller byttet om

fund-K0321 = rækkens dele giver ikke helt det samlede tal, når de lægges sammen; rækken er brugt

fund-K0321-hjaelp = intet, hvis tallene er afrundet, eller en del ikke er med i filen; ellers ret rækken i kilden

fund-K0322 = tallet er større end det tal, det burde være en del af; rækken er brugt

fund-K0322-hjaelp = intet, hvis de to tal er gjort op på hver sin dag eller på hver sin måde; ellers ret rækken i kilden

fund-K0323 = skolen afløses af sig selv, direkte eller gennem andre skoler

fund-K0323-hjaelp = ret kolonnen `afloeses_af`, så kæden af skoler ender ved en skole, der findes nu

fund-K0324 = en tidligere fil har et andet tal for samme mål på skole { $skole } i samme skoleår

fund-K0324-hjaelp = intet, hvis planens første fil er den rigtige: dens tal står; ellers byt om på kilderne i planen. Tal fra to udtræk kan være lidt forskellige

fund-K0327 = rækken er fra { $skoleaar }, men planen siger, at kilden er fra { $plan }; rækkens år står, og andre rækker i filen kan være som denne

fund-K0327-hjaelp = intet, hvis filen har flere år; ellers ret `year` i planen eller skoleåret i kilden: et af dem er forkert

fund-K0328 = { $sagt ->
    [senere-kilde] filen står under to kilder af samme art i planen; den første gælder, og det, den anden siger om filen, er ikke brugt
   *[kolonnenavn] planen siger, hvad kolonnen hedder i filerne, men ingen af kildens filer har en kolonne med det navn
  }

fund-K0328-hjaelp = { $sagt ->
    [senere-kilde] lad filen stå under én af de to kilder
   *[kolonnenavn] ret navnet under `columns` i planen, så det er som i filens overskrift, eller slet det
  }

fund-K0325 = ingen række i filen bruges, for de siger intet

fund-K0325-hjaelp = se efter, om kolonnerne med tal er tomme eller holdt tilbage, eller om de har navne, som programmet ikke læser

fag-laesning = læsning

fag-matematik = matematik

fund-K0329 = afdelingerne af hovedskole { $skole } har ikke lige så mange resultater som hovedskolens egen række; afdelingernes er brugt

fund-K0329-hjaelp = se efter, om en afdeling mangler eller ligger i karantæne: kommunens tal mangler i så fald dens elever

fund-K0330 = der er ingen resultater i { $fag } på { $klassetrin }. klassetrin i { $skoleaar }, skønt andre klassetrin har dem

fund-K0330-hjaelp = se efter, om en fil mangler; deltagelsen på klassetrinnet vises ikke

fund-K0331 = rækken har intet institutionsnummer og er læst som hele kommunens tal

fund-K0331-hjaelp = er det en skole, så skriv dens nummer i kilden; ellers intet

fund-K0332 = tal for skole { $skole }{ $klassetrin ->
    [ingen] {""}
   *[other] {" "}på { $klassetrin }. klassetrin
  } i { $skoleaar } mangler, fordi en række er i karantæne, og summer er uden dem

fund-K0332-hjaelp = ret rækken i kilden, eller lav en rettelse; indtil da er tal for kommunen og for grupper uden skolens
