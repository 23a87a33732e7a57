# Handlinger, målpilen og opfølgningen på sidste rapport. Hvor langt en handling er, siger kommunen; hvad
# tegnet siger, siger tallene. De to blandes aldrig, og intet tal kalder en handling en succes.

rap-hand = Handlinger
rap-hand-note = Hvor langt en handling er, siger kommunen selv. Hvad tegnet siger nu, er tallene alene: de siger ikke, om det var handlingen, der gjorde det.
rap-hand-tabel = Handlinger pr. { $dato }; det, der er over tid, står først
rap-hand-handling = Handling
rap-hand-hvem-og-hvornaar = Hvem og hvornår
rap-hand-tegn = Tegn
rap-hand-siger = Kommunen siger
rap-hand-tegnet-nu = Tegnet nu
rap-hand-fordi = Hvorfor: { $hvorfor }
rap-hand-fra-til = { $fra } til { $frist }
rap-hand-senest = senest { $frist }
rap-hand-planlagt = planlagt
rap-hand-i-gang = i gang
rap-hand-gennemfoert = gennemført
rap-hand-opgivet = opgivet
rap-hand-over-tid = over tid
rap-hand-fulgt-op = fulgt op { $dato }
rap-hand-ikke-fulgt-op = ikke fulgt op
rap-hand-ventet-stigning = ventet: en stigning på { $aendring }
rap-hand-ventet-fald = ventet: et fald på { $aendring }
rap-hand-tal = { $vaerdi } ({ $aar })
rap-hand-intet-tal = Intet tal for denne modtager
rap-hand-ikke-bedoemt = Om tallet har ændret sig, er ikke bedømt.
rap-hand-foer-handlingen = tallet er fra før, handlingen begyndte
rap-hand-tegn-steget = Tallet er steget (sikkert) fra { $fra } til { $til }. Hvorfor, vides ikke.
rap-hand-tegn-faldet = Tallet er faldet (sikkert) fra { $fra } til { $til }. Hvorfor, vides ikke.
rap-hand-tegn-ingen = Ingen sikker ændring fra { $fra } til { $til }.
rap-hand-tegn-forbehold = { $fra } og { $til } kan kun sammenlignes med forbehold: ingen dom.
rap-hand-tegn-brud = { $fra } og { $til } kan ikke sammenlignes.
rap-hand-tegn-for-faa = For få fra { $fra } til { $til } til en dom.
rap-hand-tegn-kan-ikke = Ændringen fra { $fra } til { $til } kan ikke vurderes.
rap-hand-tegn-skjult = Ændringen fra { $fra } til { $til } er skjult.

rap-maal-med-aar = { $tekst } ({ $aar })
rap-maalpil = Målpil: vision, mål, handlinger og tegn
rap-maalpil-vision = Visionen:
rap-maalpil-vision-aar = Visionen for { $aar }:
rap-maalpil-om = Hvert mål står med sine delmål, det, der gøres, og de tegn, der vil vise, at vi er på vej. Hvor langt en handling er, siger kommunen selv. Hvad et tegn siger, er tallene alene, og hvorfor et tal har ændret sig, siger de ikke.
rap-maalpil-over-tid = Over tid pr. { $dato }: { $navne }.
rap-maalpil-intet-over-tid = Ingen handling er over tid pr. { $dato }.
rap-maalpil-ingen-handling = Planen har ingen handling for dette mål.
rap-maalpil-uden-maal = Handlinger uden for målene

rap-opf = Opfølgning på sidste rapport
rap-opf-om = Hvad blev aftalt, hvad er der sket, hvad siger tegnet nu, hvad har vi lært, og hvad følger? Det, der er over tid pr. { $dato }, og det, ingen har fulgt op på, står først.
rap-opf-set = Hvad så vi?
rap-opf-laert = Hvad lærte vi?
rap-opf-deltog = Hvem var med?
rap-opf-naeste = Hvad følger?
rap-opf-ikke-sagt = Det siger planen ikke.
rap-opf-skoler = Aftaler med skolerne
rap-opf-skoler-om = Aftalt ved den enkelte skoles samtale om sin udvikling. Kun forvaltningen og skolens egne læser dem.
