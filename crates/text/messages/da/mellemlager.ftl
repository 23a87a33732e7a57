### Hvad en kørsel tog fra den forrige, hvorfor, og hvor længe den var om det

mellemlager-om =
    Hvad kvalitetsrapport husker fra sidste kørsel, så den næste kun gør det, der er ændret: kontrolsummer
    og det, programmet svarede. Ingen rækker. Mappen er fortrolig og kan slettes; så laves alt forfra.

hvorfor-gjort = { $trin }: gjort, { $grund }

hvorfor-genbrugt = { $trin }: ikke gjort igen, { $grund }

hvorfor-bedt = for der er bedt om det hele forfra

hvorfor-intet-gemt = for der er intet brugbart fra en tidligere kørsel

hvorfor-raekker = for der er bedt om rækker i karantæne, som de står

hvorfor-program = for programmet er et andet

hvorfor-plan = for planen er ændret

hvorfor-noegle = for nøglen til pseudonymer er en anden

hvorfor-normer = for normerne er ændret

hvorfor-kendte = for en tabel over kendte tal er ændret

hvorfor-udtalelser = for en udtalelse er ændret

hvorfor-register = for registret over det offentliggjorte er ændret

hvorfor-mappe = for resultatet skal et andet sted hen

hvorfor-andet = for noget, planen bygger på, er ændret

hvorfor-simulering = for simuleringen har andre indstillinger

hvorfor-kilde = for `{ $fil }` er ændret

hvorfor-kilder = for filerne, der passer på `{ $monster }`, er andre

hvorfor-resultat = for `{ $fil }` i resultatet er ikke, som den blev skrevet

hvorfor-simuleret = for `{ $fil }` blandt de simulerede kilder er ikke, som den blev skrevet

hvorfor-uaendret = for intet af det, den bygger på, er ændret

tid-trin = { $trin }: { $sekunder } s

tid-trin-processor = { $trin }: { $sekunder } s, processorer { $processor } s

tid-i-alt = I alt

tid-hukommelse = Hukommelse, højst: { $mebibyte } MiB
