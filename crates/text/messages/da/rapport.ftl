### Rapporten

maaned-01 = januar

maaned-02 = februar

maaned-03 = marts

maaned-04 = april

maaned-05 = maj

maaned-06 = juni

maaned-07 = juli

maaned-08 = august

maaned-09 = september

maaned-10 = oktober

maaned-11 = november

maaned-12 = december

rap-gaa-til-indhold = Gå til indholdet

rap-indhold = Indhold

rap-saadan-laeses = Sådan læses tallene

rap-kan-rulles = Tabellen kan rulles vandret.

rap-vis-tal = Vis tallene som tabel

rap-vis-domme = Vis bedømmelsen af målet for hver skole

rap-og = { $foerste } og { $sidste }

rap-kolofon = Lavet af kvalitetsrapport { $version } efter planen { $plan }. Samme kilder giver samme rapport, tegn for tegn.

rap-stempel-offentlig = UDKAST · må ikke offentliggøres

rap-stempel-offentlig-grund = Et udkast er ikke afprøvet: først når det udgives, forsøges det at regne de skjulte tal ud, og det holdes op mod tidligere udgaver.

rap-skoleaaret = Skoleåret { $aar }

rap-skoleaarene = Skoleårene { $aar }

rap-laes-skjult = Tallet findes, men hviler på for få elever, eller det kan regnes ud sammen med et tal, der gør. Hele tallet er skjult: værdi, antal og usikkerhed.

rap-laes-for-faa = Tallet vises, men hviler på så få elever, at det ikke bedømmes.

rap-laes-graenser = 69,9–72,7

rap-laes-interval = To tal med streg imellem er et 95 %-interval: så langt rækker tilfældigheder i, hvem eleverne var, og det, der rammer en hel klasse eller årgang.

rap-laes-streg = Der er intet at vise: ingen test det år eller ingen data.

rap-laes-dom = Indfriet, ikke indfriet

rap-laes-dom-om = Ministeriets regel anvendt ord for ord, uden hensyn til tilfældigheder og til elevernes baggrund. Farver bedømmer ikke; det gør kun ordene.

rap-folkeskoler = Folkeskoler

rap-specialskoler = Specialskoler

rap-specialskole = specialskole

rap-andre-skoler = Andre skoler

rap-samlet = Samlet

rap-skole = Skole

rap-enhed = Enhed

rap-enheder = Enheder

rap-talt = { $talt ->
    [raekker] Registreringer
    [andet] n
   *[other] Elever
  }

rap-klassetrin = Klassetrin

rap-klasse = { $klassetrin }. klasse

rap-alle-klassetrin = alle klassetrin

rap-niveau = Niveau

rap-niveau-1 = Ikke tilstrækkelig

rap-niveau-2 = Mangelfuld

rap-niveau-3 = Jævn

rap-niveau-4 = God

rap-niveau-5 = Rigtig god

rap-niveau-6 = Fremragende

rap-gode = Gode

rap-procent = procent

rap-tal = tal

rap-vaerdi-i-tekst = { $enhed ->
    [karakter] { $vaerdi }
   *[anden] { $vaerdi } { $enhed }
  }

rap-n = n { $n }

rap-skoleaar = Skoleår

rap-test = Test

rap-skjult = skjult

rap-for-faa = for få

rap-mangler-ingen-elever = ingen elever

rap-mangler-ingen-raekker = ingen registreringer

rap-mangler-intet-kommunetal = intet kommunetal

rap-mangler-tilbageholdt = tilbageholdt i kilden

rap-mangler-ikke-offentliggjort = ikke offentliggjort

rap-mangler-ikke-indberettet = ikke indberettet

rap-mangler-ikke-i-kilden = ikke i kilden

rap-intet-tal-kort = intet tal

rap-intet-tal = { $enhed } har intet tal, der kan vises.

rap-faerre-end = færre end { $antal }

rap-ikke-vist = ikke vist

rap-regel-indfriet = indfriet

rap-regel-delvist-indfriet = delvist indfriet

rap-regel-delvist = { $indfriet } af { $antal } klassetrin

rap-alle-raekker = alle { $antal }

rap-intet-tidligere-aar = intet tidligere år

rap-regel-ikke-indfriet = ikke indfriet

rap-regel-intet-resultat = intet resultat

rap-regel-med-forbehold = ikke bedømt

rap-regel-forbehold-aar = { $aar } har forbehold

rap-sikkerhed-klart = klart

rap-sikkerhed-taet-paa = tæt på grænsen

rap-sikkerhed-kan-ikke-afgoeres = kan ikke afgøres

rap-mod-aar = mod { $aar }

rap-dom-under = under niveau

rap-dom-paa = på niveau

rap-dom-over = over niveau

rap-krav-mindst = mindst { $procent }
rap-krav-hoejst = højst { $procent }

rap-krav-stiger = højere end året før

rap-krav-falder = lavere end året før

rap-maal = Mål

rap-maal-nummer = mål { $nummer }: { $krav }

rap-maal-linje = Mål { $procent }

rap-et-tidligere-aar = et tidligere år

rap-maalet-mindst = Målet om mindst { $procent }
rap-maalet-hoejst = Målet om højst { $procent }

rap-maalet-stiger = Målet om en højere andel end i { $aar }

rap-maalet-falder = Målet om en lavere andel end i { $aar }

rap-dom-indfriet = { $maal } er indfriet på { $antal-tal ->
    [one] det ene klassetrin med resultat.
   *[other] alle { $antal } klassetrin.
  }

rap-dom-delvist = { $maal } er indfriet på { $indfriet } af { $antal } klassetrin.

rap-dom-ikke = { $maal } er ikke indfriet på { $antal-tal ->
    [one] det ene klassetrin med resultat.
   *[other] nogen af de { $antal } klassetrin.
  }

rap-dom-indfriet-kort = { $maal } er indfriet i { $aar }.

rap-dom-ikke-kort = { $maal } er ikke indfriet i { $aar }.

rap-dom-intet = { $maal } kan ikke bedømmes i { $aar }, for der er intet at sammenligne med.

rap-dom-forbehold = { $maal } bedømmes ikke i { $aar }, fordi { $forbehold } kun kan sammenlignes med forbehold.

rap-dom-skjult = Bedømmelsen af { $aar } er skjult, fordi den hviler på for få elever.

rap-seneste-dom = Seneste år med en bedømmelse er { $aar }.

rap-sikker-over = For alle klassetrin under ét ligger andelen klart over grænsen.

rap-sikker-under = For alle klassetrin under ét ligger andelen klart under grænsen.

rap-sikker-taet-paa = For alle klassetrin under ét ligger andelen tæt på grænsen.

rap-sikker-kan-ikke = For alle klassetrin under ét kan det ikke afgøres, hvilken side af grænsen andelen ligger på.

rap-sikker-forskel = For alle klassetrin under ét er forskellen til { $aar } større, end tilfældigheder plejer at give.

rap-sikker-lille-forskel = For alle klassetrin under ét er forskellen til { $aar } så lille, at den kan være tilfældig.

rap-sikker-forskel-kan-ikke = For alle klassetrin under ét kan det ikke afgøres, om forskellen til { $aar } er andet end tilfældig.

rap-interval-parentes = (95 %-interval { $graenser })

rap-saetning-gode = I { $aar } havde { $vaerdi } af { $n } elever gode resultater

rap-saetning-allerdygtigste = I { $aar } hørte { $vaerdi } af { $n } elever til de allerdygtigste

rap-saetning-daarlige = I { $aar } havde { $vaerdi } af { $n } elever dårlige resultater

rap-saetning-deltagelse = I { $aar } havde { $vaerdi } af { $n } elever et resultat

rap-saetning-andel = { $navn }, { $enhed } { $aar }: { $vaerdi } { $talt ->
    [raekker] af { $n } registreringer
    [andet] (n { $n })
   *[other] af { $n } elever
  }

rap-saetning-vaerdi = { $navn }, { $enhed } { $aar }: { $vaerdi }

rap-maalene = Målene i ét blik

rap-maalene-om = De nationale mål efter ministeriets regel: læsning og matematik på hvert klassetrin for sig, trivsel for alle under ét. »Året før« er det nærmeste tidligere år i samme måleserie, der har tal for hele kommunen.

rap-maalene-tilfaeldet = Selv når intet virkelig har ændret sig, falder en andel omkring hver anden gang. At et mål om stigning eller fald er indfriet ét år, er derfor ikke i sig selv et tegn på, at noget er blevet bedre.

rap-maalene-sikkerhed = Ordet under bedømmelsen siger, hvor sikker sammenligningen er for alle klassetrin under ét: »klart«, »tæt på grænsen« eller »kan ikke afgøres«. Det hviler på samme interval som tallets eget.

rap-maalene-trivsel = Målet om elevernes trivsel er ikke bedømt her: rapporten har ingen tal for trivsel, som målet kan aflæses af. Hvor de er der, bedømmes det på gennemsnittet af generel trivsel eller på andelen over 3,0, som indstillingen siger.

rap-anden-serie = anden måleserie

rap-seriegraense = Matematik skifter måleserie: årene til og med { $slut } (klassetrin { $gamle }) og årene fra { $start } (klassetrin { $nye }) er ikke målt på samme klassetrin og sammenlignes aldrig med hinanden.

rap-tabel-maalene = { $enhed }: er målene indfriet?

rap-serie-om = Testede klassetrin: { $klassetrin }. Kilde: { $kilde }.

rap-aar-uden-kommunetal = { $aar } har intet tal for kommunen og dens grupper af skoler. { $grund }

rap-aar-med-forbehold = { $aar } kan kun sammenlignes med forbehold. { $grund }

rap-aar-uden-data = { $aar } mangler i tabellerne, fordi der ingen data er.

rap-kun-ord = Her står ord og ikke tal: efter folkeskolelovens § 55 b må resultater under landsniveau ikke offentliggøres, kun om et mål er indfriet. Hvor færre elever end grænsen er testet, er også ordet skjult.

rap-hvem = Hvem tæller med

rap-beregning = Beregning

rap-kilde = Kilde

rap-status = Status

rap-status-bekraeftet = bekræftet

rap-status-ubekraeftet = ubekræftet

rap-status-antaget = antaget

rap-status-med-note = { $status }. { $note }

rap-noegle = Nøgle

rap-noegle-version = { $noegle }, version { $version }

rap-formel-andel = rækker, hvor { $taeller }, af rækker, hvor { $naevner }

rap-formel-fordeling = andelen af hver værdi af { $kolonne } blandt rækker, hvor { $naevner }

rap-formel-gennemsnit = gennemsnittet af { $vaerdi } over rækker, hvor { $naevner }

rap-formel-forhold = summen af { $taeller } over summen af { $naevner }, i rækker, hvor { $raekker }

rap-formel-antal = antallet af rækker, hvor { $raekker }

rap-formel-kilde-andel = kildens andel af elever ({ $maal }); tælles, hvor kilden har tæller og nævner

rap-formel-kilde-gennemsnit = kildens gennemsnit over elever ({ $maal })

rap-formel-kilde-forhold = kildens forhold mellem to mængder ({ $maal }); tæller og nævner summeres hver for sig, hvor kilden har dem

rap-formel-kilde-antal = kildens antal ({ $maal })

rap-formel-kilde-vaerdi = kildens værdi, som den står ({ $maal }); lægges aldrig sammen

rap-eller = { $foerste } eller { $sidste }

rap-udtryk-er = { $navn } er { $vaerdi }
rap-udtryk-under = { $navn } er under { $vaerdi }
rap-udtryk-hoejst = { $navn } er højst { $vaerdi }
rap-udtryk-over = { $navn } er over { $vaerdi }
rap-udtryk-mindst = { $navn } er mindst { $vaerdi }
rap-udtryk-mellem = { $navn } er mellem { $vaerdi }
rap-udtryk-udfyldt = { $navn } er udfyldt
rap-udtryk-tom = { $navn } mangler
rap-udtryk-ikke = ikke ({ $udtryk })

kolonne-fag = faget
kolonne-niveau = niveauet
kolonne-niveau-foer = niveauet ved testen før
kolonne-klassetrin = klassetrinnet
kolonne-elevtal-kendt-ja = elevtallet på klassetrinnet kendes
kolonne-parret-ja = elevens test før kendes
kolonne-svarede-ja = eleven svarede
kolonne-mindst-2-ja = eleven har mindst 2 i dansk og matematik
kolonne-mindst-2 = mindst 2 i dansk og matematik
kolonne-generel = den generelle trivsel
kolonne-social = den sociale trivsel
kolonne-faglig = den faglige trivsel
kolonne-stoette = støtte og inspiration
kolonne-ro = ro og orden

kolonne-generel-baand = båndet for generel trivsel
kolonne-social-baand = båndet for social trivsel
kolonne-faglig-baand = båndet for faglig trivsel
kolonne-stoette-baand = båndet for støtte og inspiration
kolonne-ro-baand = båndet for ro og orden
kolonne-q = svaret på spørgsmål { $nummer }
kolonne-rigtige = antallet af rigtige svar
kolonne-rigtige-pct = andelen af rigtige svar
kolonne-pointinterval = pointintervallet
kolonne-standpunkt = standpunktet
kolonne-standpunkt-foer = standpunktet ved testen før
kolonne-fremgang = ændringen i standpunkt
kolonne-betinget-hoej = fremgangen ud over det forventede (høj måleusikkerhed)
kolonne-betinget-lav = fremgangen ud over det forventede (lav måleusikkerhed)
kolonne-vaekstpercentil = vækstpercentilen
kolonne-niveauskift = niveauskiftet
kolonne-bundne = gennemsnittet i de bundne prøver
kolonne-afgangseksamen = gennemsnittet i afgangseksamen
kolonne-dansk = gennemsnittet i dansk
kolonne-matematik = gennemsnittet i matematik

rap-trin-indskoling = indskoling

rap-trin-mellemtrin = mellemtrin

rap-trin-udskoling = udskoling

rap-trin-10-klasse = 10. klasse

rap-koen-pige = piger

rap-koen-dreng = drenge

rap-koen-uoplyst = køn uoplyst

rap-herkomst-dansk = dansk oprindelse

rap-herkomst-indvandrer = indvandrere

rap-herkomst-efterkommer = efterkommere

rap-herkomst-uoplyst = herkomst uoplyst

rap-baand-1 = 1,0 til 2,0

rap-baand-2 = over 2,0 til 3,0

rap-baand-3 = over 3,0 til 4,0

rap-baand-4 = over 4,0 til 5,0

rap-svar = svar { $svar }

rap-retning-hoejere = højere er bedre

rap-retning-lavere = lavere er bedre

rap-retning-neutral = beskriver kun

rap-tabel-skoler = { $navn } { $skoler-tal ->
    [0] efter år
   *[other] efter skole og år
  }{ $klassetrin-tal ->
    [0] {""}
   *[other] , alle klassetrin
  }{ $antal-tal ->
    [0] {""}
   *[other] . Småt: { $talt ->
      [raekker] antal registreringer (n)
      [andet] det antal, tallet hviler på (n)
     *[other] antal elever (n)
    }
  }

rap-tabel-domme = { $navn }: er målet om { $krav } indfriet?

rap-smaat = { $smaat ->
    [intet] {""}
    [interval] . Småt: 95 %-interval
    [antal] . Småt: { rap-smaat-antal }
   *[begge] . Småt: 95 %-interval og { rap-smaat-antal }
  }

rap-smaat-antal = { $talt ->
    [raekker] antal registreringer (n)
    [andet] det antal, tallet hviler på (n)
   *[other] antal elever (n)
  }

rap-tabel-klassetrin = { $navn }, { $enhed }{ rap-smaat }

rap-tabel-niveauer-aar = { $navn }, { $enhed }, alle klassetrin

rap-tabel-niveauer = { $navn } i { $aar }, alle klassetrin

rap-diagram-udvikling = { $navn }: { $vaerdi } i { $aar }

rap-diagram-udvikling-under = { $enhed }, { $maaleenhed }. Bånd: 95 %-interval

rap-diagram-udvikling-beskrivelse = Linjer over skoleår for hvert klassetrin og for alle klassetrin i { $enhed }. Seneste tal for alle klassetrin er { $vaerdi } i { $aar }. { rap-diagram-tal-under }

rap-diagram-niveauer = { $navn } i { $aar }

rap-diagram-niveauer-under = Eleverne fordelt på de seks niveauer, alle klassetrin. Procent

rap-diagram-niveauer-beskrivelse = En bjælke for hver skole og for kommunen viser, hvordan eleverne i { $aar } fordeler sig på seks niveauer fra ikke tilstrækkelig til fremragende. { rap-diagram-tal-under }

rap-diagram-skoler = { $navn } i { $aar }

rap-diagram-skoler-under = Hver prik er en skole. Enhed: { $enhed }

rap-diagram-skoler-beskrivelse = En prik for hver skole viser { $navn } i { $aar }, sammen med den midterste halvdel af alle folkeskoler i kilden, hvor den kendes. { rap-diagram-tal-under }

rap-diagram-kilde = Kilde: { $kilde }.

rap-diagram-note = Kilde: kommunens egne testresultater. Tal, der hviler på færre end { $antal } elever, er skjult.

rap-maerke-forbehold = med forbehold

rap-maerke-uden-kommunetal = intet kommunetal

rap-midterste-halvdel = Midterste halvdel af kildens folkeskoler

rap-median = Median

rap-kolonne-aar = { $navn } { $aar }

rap-reference = Af de { $skoler } folkeskoler i kilden, der har et tal, ligger den midterste halvdel mellem { $nedre } og { $oevre }; den midterste skole har { $midte }. { $uden-tal ->
    [0] Ingen folkeskole er uden tal.
    [one] Én folkeskole har intet tal.
   *[other] { $uden } folkeskoler har intet tal.
  } Det beskriver skoler og er ikke et landsgennemsnit for elever.

rap-datakvalitet = Datakvalitet og dækning

rap-datakvalitet-om = Ingen række forsvinder: hver linje i hver kilde er brugt, brugt efter rettelse, lagt i karantæne eller udeladt efter en navngiven regel.

rap-afstemning = Afstemning

rap-afstemning-om = Læst = brugt + rettet + karantæne + udeladt. Rettede rækker er brugt, efter at en celle er rettet; rettelsen står i en fil for sig med begrundelse. Hvor rækkerne er elever, står små antal som »færre end«, og antallet af brugte rækker vises ikke, hvis det lille tal kunne regnes ud af det.

rap-tabel-afstemning = Rækker i hver kilde

rap-ingen-kilder = Ingen kilder er opgjort.

rap-laest = Læst

rap-brugt = Brugt

rap-rettet = Rettet

rap-karantaene = Karantæne

rap-udeladt = Udeladt: { $regel }

rap-udeladt-frivillig-test = frivillig test

rap-udeladt-andet-fag = fag uden niveauskala

rap-udeladt-andet-klassetrin = testen eller spørgeskemaet hører til et andet klassetrin

rap-udeladt-ikke-foerste-forsoeg = ikke første forsøg

rap-udeladt-samme-raekke-to-gange = samme række to gange

rap-udeladt-uden-samlet-niveau = intet samlet niveau

rap-udeladt-andet-skoleaar = skoleår uden for planen

rap-udeladt-anden-kommune = anden kommune

rap-udeladt-anden-skoletype = anden skoletype

rap-udeladt-ikke-kommunal = ikke en kommunal skole

rap-udeladt-ikke-karakter = kode i stedet for karakter
rap-udeladt-specialklasse = elev i specialklasse
rap-udeladt-privatist = privatist
rap-udeladt-aarskarakter = årskarakter
rap-udeladt-uden-for-gennemsnit = prøve uden for gennemsnittet
rap-udeladt-anden-karakter-i-proeven = anden karakter i samme prøve

rap-udeladt-sumraekke = sumrække

rap-udeladt-overskrift-igen = overskriften igen

rap-udeladt-note-under-tabellen = note under tabellen

rap-udeladt-hovedskole-med-afdelinger = hele skolen, når afdelingerne har egne rækker

rap-udeladt-intet-offentliggjort = intet offentliggjort i rækken

rap-udeladt-staar-i-elevraekker = antal, som elevrækker også giver

rap-udeladt-register-ikke-laest = skole, der ikke kan slås op, fordi et register ikke kunne læses

rap-bruges-til = Bruges til

rap-bruges-til-indikatorer = { $antal-tal ->
    [one] én indikator
   *[other] { $antal } indikatorer
  }

rap-bruges-til-opslag = opslag og kontrol

rap-bruges-til-ingen-tal = ingen tal i rapporten

rap-bruges-til-ingen-tal-om = Kilder med »ingen tal i rapporten« er læst og kontrolleret som de andre, men intet tal i denne rapport hviler på dem.

rap-rettelser = Rettelser

rap-rettelser-om = Celler, som nogen har rettet, før de blev læst. Kilden selv er ikke ændret, og den nye værdi står kun i rettelsesfilen. En rettelse er brugt, når cellen er sat ind, og rækken derefter er rigtig.

rap-tabel-rettelser = Rettede celler

rap-rettelse-linje = Linje eller post

rap-rettelse-kolonne = Kolonne

rap-rettelse-begrundelse = Begrundelse

rap-rettelse-hvem = Rettet af

rap-rettelse-dato = Dato

rap-rettelse-brugt = Brugt

rap-rettelse-brugt-ja = ja

rap-rettelse-brugt-nej = nej

rap-rettelse-ingen-fil = ingen læst fil

rap-fund = Fund i data

rap-fund-om = Hvad indlæsningen har bemærket, optalt efter kode. Indholdet af en celle gengives aldrig.

rap-ingen-fund = Der er ingen fund i data.

rap-tabel-fund = Fund i hver kilde

rap-fund-kode = Kode

rap-fund-betyder = Betyder

rap-fund-alvor = Alvor

rap-fund-antal = Antal

rap-enkelte-skoler = Enkelte skoler i kilderne

rap-daekning = Dækning

rap-daekning-om = Andelen af klassetrinnenes elever, der har et resultat. Elever uden resultat er fritagne, fraværende eller mangler i kilden; resultaterne siger intet om dem.

rap-tabel-daekning = Deltagelse, { $enhed }, alle klassetrin. Småt: antal elever (n)

fundnavn-K0101 = filen findes ikke

fundnavn-K0102 = mønsteret passer på ingen fil

fundnavn-K0103 = filen kan ikke læses

fundnavn-K0104 = filen er tom eller har ingen linje med kolonnenavne

fundnavn-K0105 = en kolonne mangler i overskriften

fundnavn-K0106 = en kolonne står to gange i overskriften

fundnavn-K0107 = overskriften ligner intet kendt layout

fundnavn-K0108 = en kolonne hører ikke til layoutet og er ikke læst

fundnavn-K0109 = et anførselstegn lukkes ikke

fundnavn-K0110 = overskrift uden rækker

fundnavn-K0111 = hvad filen er læst som

fundnavn-K0112 = filen er for stor

fundnavn-K0113 = filen brydes af eller er beskadiget

fundnavn-K0114 = linjer over kolonnenavnene er ikke læst

fundnavn-K0115 = andre ark i regnearket er ikke læst

fundnavn-K0116 = regnearket er beskyttet med en adgangskode

fundnavn-K0117 = regnearket har den gamle form (`.xls`)

fundnavn-K0118 = der er ingen tabel i filen

fundnavn-K0119 = en kolonne ser ud til at være CPR-numre

fundnavn-K0120 = elevernes id er lavet med en anden nøgle

fundnavn-K0121 = en rettelse har ikke gjort en række rigtig

fundnavn-K0122 = en anden overskrift inde i filen

fundnavn-K0123 = flere ark har en tabel af samme art

fundnavn-K0126 = en gruppe af skoler kan ikke dannes

fundnavn-K0201 = en række har for få eller for mange celler

fundnavn-K0202 = en celle har ikke den form, kolonnen kræver

fundnavn-K0203 = en celle, der skal være udfyldt, er tom

fundnavn-K0204 = et tal ligger uden for det mulige

fundnavn-K0205 = et foranstillet nul er sat på igen

fundnavn-K0206 = en celle er ikke et af de ord, kolonnen tager

fundnavn-K0207 = skoleåret står hverken i rækken eller i planen

fundnavn-K0208 = en række siger ikke, hvem den handler om

fundnavn-K0301 = en skole står ikke i institutionsregisteret

fundnavn-K0302 = rækker om samme elev modsiger hinanden

fundnavn-K0303 = der er ingen obligatorisk test på klassetrinnet det år

fundnavn-K0304 = flere rækker siger det samme

fundnavn-K0305 = en rækkes dele giver ikke det samlede tal

fundnavn-K0306 = flere testede end elever på klassetrinnet

fundnavn-K0307 = elevtallet på klassetrinnet kendes ikke

fundnavn-K0308 = et nul, der betyder manglende indberetning

fundnavn-K0309 = en skole i registeret har ingen række i filen det år

fundnavn-K0310 = en skole i filen står ikke i registeret

fundnavn-K0311 = samme oplysning står i mere end én række

fundnavn-K0312 = en skole har ingen resultater det år

fundnavn-K0313 = en elev er på mere end én skole samme skoleår

fundnavn-K0314 = en test er taget uden for testperioden eller skoleåret

fundnavn-K0315 = elevtallet har ændret sig med mere end halvdelen

fundnavn-K0316 = en forskel passer ikke med sine to tal

fundnavn-K0317 = en sumrække er ikke summen af rækkerne over den

fundnavn-K0318 = antal siger noget andet end elevrækkerne

fundnavn-K0319 = både hele skolen og dens afdelinger har et tal

fundnavn-K0320 = et tal er større end det, det er en del af

fundnavn-K0321 = en rækkes dele giver ikke helt det samlede tal

fundnavn-K0322 = et tal er større end det, det burde være en del af

fundnavn-K0323 = en skole afløses af sig selv

fundnavn-K0324 = en tidligere fil har et andet tal

fundnavn-K0331 = en række uden skole er læst som kommunens

fundnavn-K0330 = et klassetrin er helt uden resultater

fundnavn-K0329 = afdelingerne har ikke lige så mange resultater som hovedskolen

fundnavn-K0327 = en række er fra et andet skoleår, end planen siger

fundnavn-K0328 = noget, som planen siger om en kilde, er ikke brugt

fundnavn-K0325 = ingen række i filen siger noget

fundnavn-K0127 = en ulæst kolonne ligner en, filen mangler

fundnavn-K0128 = det antal, tal hviler på, mangler i filen

fundnavn-K0129 = næsten alle rækker er fra andre skoleår

fundnavn-K0209 = en skoletype er ukendt, og skolen udeladt

fundnavn-K0210 = en procent kan være en andel af 1

fundnavn-K0332 = tal mangler, fordi en række er i karantæne

rap-metode = Metode og indstillinger

rap-usikkerhed = Usikkerhed

rap-usikkerhed-interval = Intervallet om en andel er Wilsons 95 %-interval og om et gennemsnit Students, begge gjort bredere med chokfaktoren. Sammenlignes to år på en skole, bruges Newcombes interval for to andele og Welchs for to gennemsnit.

rap-usikkerhed-fuld-aargang = Alle elever på årgangen er med; der er ikke trukket en stikprøve. Intervallet siger, hvor meget resultatet kunne have svinget med andre elever under samme vilkår, altså noget om vilkårene bag årgangen.

rap-usikkerhed-regel = Reglen og sikkerheden er to svar. Reglen er ministeriets enkle sammenligning af uafrundede andele, klassetrin for klassetrin. Sikkerheden siger, hvor intervallet for alle klassetrin under ét ligger i forhold til grænsen.

rap-evidens = Evidensklasser

rap-evidens-om = Hvert tal har en klasse, der siger, hvor meget det kan bære.

rap-evidens-a = optalt af én række pr. elev

rap-evidens-b = optalt af antal pr. skole og klassetrin

rap-evidens-c = en andel og dens antal elever, som leveret

rap-evidens-d = et gennemsnit og dets antal elever, uden spredning

rap-evidens-e = kan ikke vurderes: elevtal mangler

rap-indstillinger = Indstillinger

rap-indstillinger-om = Hvad kilderne lader stå åbent, er valgt her. En plan kan vælge andet.

rap-tabel-indstillinger = Indstillinger, der gælder for rapporten

rap-indstilling = Indstilling

rap-vaerdi = Værdi

rap-standard = Standard

rap-grundlag = Grundlag

rap-politik = Hvem må se hvad

rap-politik-om = Reglerne for denne modtager. Et tal, der hviler på færre personer end grænsen, er skjult helt, og det samme er de tal, det ellers kunne regnes ud af.

rap-politik-afrundes = { $indikator }: et tal, der ellers var skjult for det, der tælles, står med tælleren afrundet til nærmeste { $til }, så vidt intet andet kan regnes ud af det.

rap-afrundet = afrundet til nærmeste { $til }

rap-afrundet-om = Tælleren er afrundet til nærmeste { $til }, og værdien regnet af den, i stedet for at tallet er skjult. Hvad der ellers laves af tallet, er skjult.

rap-politik-afproevet = Skjulningen er afprøvet ved at forsøge at regne de skjulte tal ud, som læser med de tabeller, der allerede er offentlige, som skoleleder, der kender sine egne tal, og som en elev, der er alene om et skjult tal. Ingen af dem kunne. At heller ikke to skoleledere sammen kan regne et skjult elevtal ud, er bevist, da det blev skjult.
rap-politik-udkast = Skjulningen er ikke afprøvet: det sker først, når rapporten udgives.

rap-skjulte-tal = { $antal-tal ->
    [0] Ingen celler er skjult.
    [one] Én celle (serie, enhed, år og klassetrin) er skjult med alle sine tal.
   *[other] { $antal } celler (serie, enhed, år og klassetrin) er skjult med alle deres tal.
  }

rap-tabel-politik = Regler for, hvad der vises

rap-klasse-af-tal = Tal, der er

rap-klasse-aaben = åbne

rap-klasse-personlig = om personer

rap-klasse-fortrolig = fortrolige ved lov

rap-niveau-land = hele landet

rap-niveau-alle = alle enheder

rap-vises = Vises som

rap-viser-tal = tal

rap-viser-ord = ord alene

rap-viser-intet = intet

rap-graense = Grænse, personer

rap-definitioner = Definitioner

rap-tabel-definitioner = Indikatorer i rapporten

rap-indikator = Indikator

rap-version = Version

rap-retning = Retning

rap-del = Del

rap-antal = Antal

rap-interval = 95 %-interval

rap-bemaerk = Bemærk

rap-udgivers-dom = Udgiverens dom

rap-datakilder = Datakilder

rap-sum-af = Sum af

rap-regel-for-visning = Regel for, hvad der vises

rap-evidensklasse = Evidensklasse

rap-skjult-efter = Skjult fordi

rap-forklar-skjult = skjult

rap-forklar-af = { $taeller } af { $n }{ $talt ->
    [raekker] {" "}registreringer
    [andet] {""}
   *[other] {" "}elever
  }

rap-forklar-n = { $talt ->
    [raekker] { $n } registreringer
    [andet] { $n }
   *[other] { $n } elever
  }

rap-forklar-intet-interval = intet

rap-forklar-for-faa = færre end { $antal } elever: for få til at sige noget om

rap-forklar-regel-for-faa = tallet selv hviler på færre end { $antal } personer

rap-forklar-regel-for-faa-andre = tallet hviler på færre personer end grænsen for dem

rap-laesere-administration = administrationen

rap-laesere-leder = skolernes ledere

rap-laesere-bestyrelse = skolernes bestyrelser

rap-laesere-offentlig = offentligheden

rap-forklar-regel-samme-sum = et andet tal i samme sum hviler på færre end { $antal } personer og kunne regnes ud af dette

rap-forklar-regel-skjult = det selv eller et andet tal i samme sum hviler på færre end { $antal } personer

rap-forklar-regel-andel = for få har, eller mangler, det der tælles, eller ingen eller alle har det

rap-forklar-regel-dominans = én skole er næsten hele summen

rap-forklar-regel-offentlig = den offentlige udgave viser det heller ikke

rap-forklar-regel-daekker = { $andet } kunne ellers regnes ud

rap-forklar-skjult-for = Skjult for

rap-forklar-afrundet-for = Afrundet for

rap-forklar-indstilling = { $navn }: { $vaerdi } ({ $status })

rap-sammenlign-laes = I parentes: antal elever (n). En streg betyder, at der intet tal er. »For få« bedømmes ikke.

rap-fejl-ukendt-indikator = der er ingen indikator, der hedder `{ $id }`; den nærmeste er `{ $naermest }`

rap-fejl-ikke-for-modtager = modtageren `{ $modtager }` må ikke se tal for `{ $indikator }`

rap-fejl-ingen-enhed = `{ $indikator }` har intet tal for `{ $enhed }`

rap-fejl-ingen-periode = `{ $indikator }` har intet tal for `{ $periode }`; der er tal for { $kendte }

rap-fejl-ingen-figur = der er intet tal under nøglen `{ $noegle }`; ret klassetrin eller niveau, eller se efter, om rækken er i karantæne

rap-fejl-intet-om = der er intet om `{ $enhed }`

rap-alle-folkeskoler = Alle folkeskoler i kilden

rap-alle-folkeskoler-raekke = Den midterste skole; under den den midterste halvdel

rap-uden-resultat = Uden resultat

rap-forklar-uden-resultat = { $antal } af { $n } elever på klassetrinnet: fritagne og fraværende; de tæller ikke med her

rap-aar-uden-serie = { $aar } ligger uden for de måleserier, rapporten bedømmer: der er ingen mål at læse af.

rap-pointinterval = pointinterval { $interval }

rap-graense-forbehold = Tal fra { $aar } og frem kan kun sammenlignes med tal fra før med forbehold. { $grund }

rap-graense-brud = Tal fra { $aar } og frem sammenlignes ikke med tal fra før. { $grund }

rap-maaler-klassetrinnet-foer = Testene tages om efteråret og måler til og med forrige klassetrin. Skoleåret her er det, testen er taget i; det, der måles, er undervisningen til og med skoleåret før.

rap-land-reference = Tallet gælder hele landet og er en reference, som er offentliggjort for dette skoleår. Kommunens tal er ikke prøvet mod det.

rap-land-laest-i = Læst i

rap-land-adresse = Adresse

rap-lignende = Lignende skoler

rap-lignende-reference = Skolerne er fundet ved, at deres socioøkonomiske reference ligger nærmest skolens egen. Tallene beskriver; de er ingen dom.

rap-lignende-stoerrelse-og-klassetrin = Skolen har ingen socioøkonomisk reference. Skolerne har de samme klassetrin og ligger nærmest i størrelse; det siger intet om elevernes baggrund.

rap-lignende-stoerrelse = Skolen har ingen socioøkonomisk reference. Skolerne ligger nærmest i størrelse, uanset klassetrin; det siger intet om elevernes baggrund.

rap-lignende-ingen-for-faa-skoler = Færre end tre andre skoler af samme slags kan sammenlignes med skolen.

rap-lignende-ingen-for-langt-fra = Færre end tre skoler ligger tæt nok på skolen.

rap-lignende-ingen-uden-elevtal = Skolens elevtal er ikke læst, så dens størrelse og klassetrin kendes ikke.

rap-lignende-midten = Midten af de { $antal } lignende skoler med tal

rap-statens-maal-led = Statens mål

rap-maal-gjaldt = { $maal } (gjaldt fra { $fra } til { $til }).

rap-maal-gaelder = { $maal } (fra { $fra }).
