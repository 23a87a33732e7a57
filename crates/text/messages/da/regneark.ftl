### Regnearket med tallene og hovedtallene som JSON-stat.

rap-regneark-kommune = Kommune

rap-regneark-aar = Skoleår

rap-regneark-dato = Dato

rap-regneark-stempel = Stempel

rap-regneark-ark = Arkene

rap-regneark-laes = Sådan læses tallene

rap-regneark-figurer = Hvert tal i rapporten, ét pr. række, med de kolonner, figurer.csv har. Kolonnernes navne ændres ikke.

rap-regneark-skoler = Hovedtallene for hver skole i det seneste skoleår med tal. Kommunen og landet står først. Skolernes tal er uden hensyn til elevernes baggrund, og arket er ingen rangliste.

rap-regneark-kommunen = Kommunens hovedtal år for år, med dommen om udviklingen. Et hovedtal er delt i flere rækker, hvor der er et brud, som dets år ikke kan sammenlignes over.

rap-regneark-udvikling = Hver ændring mellem to skoleår med sin dom. Kun stigning og fald er sikre, og kun de er fremhævet. Ingen sikker ændring viser ikke, at intet er ændret. Forskelle i procent er procentpoint.

rap-regneark-definitioner = Hvad hver indikator er, hvordan den regnes ud, hvor definitionen er fra, og siden hvornår den er målt på samme måde.

rap-regneark-handlinger = Hvad der gøres for målene, og hvad der er aftalt med skolerne; det mest presserende først.

rap-regneark-raekker = Rækker i Figurer

rap-regneark-antal = { $hvad ->
    [spoergsmaal] { $antal }. Arket kan ikke rumme flere: { $udeladt } svar på enkelte spørgsmål er udeladt. De står i { $fil }.
    [dele] { $antal }. Arket kan ikke rumme flere: { $udeladt } tal er udeladt, svar på enkelte spørgsmål og alle tal for dele af eleverne. De står i { $fil }.
    [resten] { $antal }. Arket kan ikke rumme flere: { $udeladt } tal er udeladt, svar på enkelte spørgsmål, alle tal for dele af eleverne og det, der kommer sidst efter indikatorens navn. De står i { $fil }.
   *[intet] { $antal }. Intet er udeladt.
  }

rap-regneark-procent = Procent er tal mellem 0 og 1, vist som procent. Alle tal er afrundet, som rapporten skriver dem; en forskel mellem to viste tal kan ligge 1 på sidste decimal fra den viste ændring.

rap-regneark-vist = vist

rap-regneark-vist-om = Tallet står der, som rapporten har det.

rap-regneark-ellers = andre ord

rap-regneark-ellers-om = Der er intet tal, og ordene siger hvorfor. En celle uden tal er tom eller har ordet i stedet for tallet; skjulte tal står ingen steder i regnearket, heller ikke bag diagrammet. En streg er, at der ingen oplysning er.

rap-regneark-dom = Dom

rap-regneark-dom-om = Dommen er rapportens. En ændring uden dom er beskrevet og ikke bedømt.

rap-regneark-soejler = Søjler i Skoler

rap-regneark-soejler-om = En lys søjle viser et tal i procent på skalaen fra 0 til 100. Den siger ikke, om forskelle er mere end tilfældige. Tal på andre skalaer, tal om for få og skjulte tal har ingen.

rap-regneark-program = Program

rap-regneark-skoletype = Skoletype

rap-regneark-maaleenhed = Måleenhed

rap-regneark-bemaerk = Bemærk

rap-regneark-fra-aar = { $navn } (fra { $aar })

rap-regneark-diagram = { $enhed }: hovedtal i procent, år for år

rap-regneark-diagram-lave = { $enhed }: små hovedtal i procent, år for år, på en akse for sig

rap-regneark-forbehold = Kan kun sammenlignes med forbehold: { $hvad }

rap-regneark-linje = { $navn }: { $fra } i { $aar-fra }, { $til } i { $aar-til }.

rap-jsonstat-om = Hovedtal for alle elever. Tal er som offentliggjort i rapporten, procent 0-100. Et felt uden tal siger hvorfor i status. Skolernes tal er uden hensyn til elevernes baggrund.

rap-jsonstat-intet = ingen oplysning

rap-jsonstat-enhed = Enhed

rap-jsonstat-skoleaar = Skoleår
