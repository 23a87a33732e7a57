### Fund om data. Celleindhold står aldrig i et fund.

fund-linje = linje

fund-kolonne = kolonne

fund-hjaelp = gør dette

alvor-oplysning = oplysning

alvor-advarsel = advarsel

alvor-karantaene = karantæne

alvor-stop = stop

form-heltal = et helt tal som `123`

form-decimaltal = et tal med komma som `7,3`

form-skoleaar = et skoleår som `2018/19` eller `2018/2019`

form-klassetrin = et klassetrin fra 0 til 10

form-niveau = et niveau fra 1 til 6

form-fagid = en testkode på fire cifre som `0203`

form-fag = `laesning` eller `matematik`

form-institutionsnummer = et institutionsnummer på seks cifre

form-kommunenummer = et kommunenummer på tre cifre

form-tidspunkt = et tidspunkt som `2018-03-20 12:20`

form-testtype = `obligatorisk` eller `frivillig`

form-skoletype = `f`, `p`, `e` eller `u`

form-dom = `Over niveau`, `På niveau` eller `Under niveau`

form-utf8 = tekst i UTF-8 uden styretegn

fund-K0101 = filen findes ikke

fund-K0101-hjaelp = ret navnet i planens `files`, eller læg filen i datamappen; filer uden for datamappen kan ikke nævnes

fund-K0102 = mønsteret passer på ingen fil

fund-K0102-hjaelp = ret mønsteret i planens `files`, eller brug `--data` til at pege på den rigtige mappe

fund-K0103 = filen kan ikke læses

fund-K0103-hjaelp = se efter, om den er åben i et andet program, og om du har adgang til den

fund-K0104 = filen har ingen overskriftslinje

fund-K0104-hjaelp = eksportér den igen; første linje skal være kolonnenavnene

fund-K0105 = kolonnen mangler i overskriften{ $naermest ->
    [ingen] {""}
   *[other] ; den nærmeste hedder `{ $naermest }`
  }

fund-K0105-hjaelp = hedder den noget andet i din fil, så skriv det i planen: `columns = {"{"} navn-her = "navn i filen" {"}"}`

fund-K0106 = kolonnen står to gange i overskriften

fund-K0106-hjaelp = fjern eller omdøb den ene

fund-K0107 = overskriften ligner intet kendt layout af denne art

fund-K0107-hjaelp = se efter, om første linje er kolonnenavnene, om skilletegnet er `;`, om linjerne slutter med LF eller CRLF, og om filen er gemt som UTF-8; hedder kolonnerne noget andet, så brug `columns` i planen

fund-K0108 = kolonnen hører ikke til layoutet og er ikke læst

fund-K0108-hjaelp = intet; er det en kolonne, der skulle være brugt, så brug `columns` i planen

fund-K0109 = et anførselstegn åbnes og lukkes ikke

fund-K0109-hjaelp = ret anførselstegnet i filen; linjen ligger i karantæne, og læsningen fortsætter på den næste

fund-K0201 = rækken har { $fundet } celler, overskriften har { $ventet }

fund-K0201-hjaelp = se efter et skilletegn inde i en celle eller en række, der er knækket

fund-K0202 = cellen er ikke { $ventet }; den er { $laengde } tegn lang

fund-K0202-hjaelp = { $ventet-id ->
    [utf8] gem filen som UTF-8 (i Excel: CSV UTF-8), og eksportér den igen
   *[other] ret cellen i kilden; se efter, om kolonner er forskudt
  }

fund-K0203 = cellen er tom og skal være { $ventet }

fund-K0203-hjaelp = udfyld cellen i kilden

fund-K0204 = tallet ligger uden for det mulige

fund-K0204-hjaelp = ret cellen i kilden; se efter komma og punktum

fund-K0301 = skole { $skole } står ikke i institutionsregisteret

fund-K0301-hjaelp = tilføj skolen i registerfilen, eller ret nummeret

fund-K0302 = samme elev har taget samme test flere gange på samme tidspunkt med forskellige resultater eller på forskellige skoler

fund-K0302-hjaelp = find det rigtige resultat i kildesystemet; alle rækkerne ligger i karantæne

fund-K0303 = der er ingen obligatorisk test i { $fag } på { $klassetrin }. klassetrin i { $skoleaar }

fund-K0303-hjaelp = ret testkode, klassetrin eller skoleår

fund-K0304 = samme skole (og samme klassetrin, fag og skoleår, hvor filen har dem) står i mere end én række

fund-K0304-hjaelp = slet den forkerte; alle rækkerne ligger i karantæne

fund-K0305 = niveauerne lægges ikke sammen til antallet af testede

fund-K0305-hjaelp = ret rækken i kilden

fund-K0306 = flere testede end elever i { $fag } på { $klassetrin }. klassetrin på skole { $skole } i { $skoleaar }

fund-K0306-hjaelp = sammenhold elevtallet med resultaterne; deltagelsen regnes ikke ud for klassetrinnet

fund-K0307 = elevtallet på { $klassetrin }. klassetrin på skole { $skole } i { $skoleaar } kendes ikke

fund-K0307-hjaelp = tilføj det i elevtalsfilen; indtil da er der ingen deltagelse for klassetrinnet

fund-K0308 = skole { $skole } har 0,0 i fravær; det er manglende indberetning og ikke et resultat

fund-K0308-hjaelp = bed skolen indberette; tallet vises som ikke indberettet

fund-K0309 = skole { $skole } står i registeret, men har ingen række i filen

fund-K0309-hjaelp = intet, hvis skolen er ny, lukket eller en afdeling; ellers hent filen igen

fund-K0310 = skole { $skole } har tal i filen, men står ikke i registeret

fund-K0310-hjaelp = intet, hvis skolen ikke er i kommunen; ellers hent registeret igen

fund-K0311 = samme elevs samme forsøg står i mere end én række; det tæller én gang

fund-K0311-hjaelp = intet, hvis filerne er udtræk, der overlapper; ellers hent udtrækket igen

fund-K0312 = skole { $skole } har ingen resultater i { $skoleaar }

fund-K0312-hjaelp = intet, hvis skolen er ny, lukket eller fritaget; ellers se efter, om dens rækker mangler eller ligger i karantæne

fund-K0110 = filen har en overskrift og ingen rækker

fund-K0110-hjaelp = intet, hvis der ingen rækker er; ellers eksportér filen igen

form-elevid = elevens id

fag-laesning = læsning

fag-matematik = matematik
