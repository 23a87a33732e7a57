# Arket til skoleudviklingssamtalen: to sider om én skole. Spørgsmål ser fremad, og ingen får karakter.

rap-samtale = Skoleudviklingssamtale
rap-samtale-titel = { $skole }: til samtalen om skolens udvikling
rap-samtale-skiller = Det er sikkert
rap-samtale-intet-sikkert = { $antal-tal ->
    [0] Ingen ændring og ingen placering kan prøves i årets tal.
    [one] Ét nøgletal kan prøves, og hverken ændringen eller placeringen er sikker. Det betyder ikke, at intet er sket, men at tallene ikke kan vise det.
   *[other] { $antal } nøgletal kan prøves, og ingen ændring eller placering er sikker. Det betyder ikke, at intet er sket, men at tallene ikke kan vise det.
}
rap-samtale-ogsaa = Sikkert er også noget om: { $navne }.
rap-samtale-naermere = Det er værd at se nærmere på
rap-samtale-ikke = Det kan tallene ikke sige
rap-samtale-ikke-sikker = Ændringen kan være tilfældig
rap-samtale-ikke-brud = Årene kan ikke sammenlignes uden forbehold
rap-samtale-ikke-faa = For få elever til en dom
rap-samtale-ikke-skjult = Skjult for denne modtager
rap-samtale-baggrund = Tallene siger ikke hvorfor, og de tager ikke hensyn til elevernes baggrund. Det ved skolen mere om end tallene.
rap-samtale-spoergsmaal = Spørgsmål til samtalen
rap-samtale-sp-aendring = { $dom ->
    [stigning] { $navn } er sikkert steget. Hvad har I gjort, hvem har været med, og hvad skal der til, for at det holder?
    [fald] { $navn } er sikkert faldet. Hvad ser I selv bag det, hvem vil I undersøge det sammen med, og hvad vil I prøve?
   *[ingen] { $navn }: Hvad ser I selv bag tallet?
}
rap-samtale-sp-sted = { $navn }: Skolen skiller sig sikkert ud, uden hensyn til elevernes baggrund. Hvad kan forklare det, og hvad vil I lære af eller dele med andre skoler?
rap-samtale-sp-maal = { $navn }: { $antal-tal ->
    [one] Målet er ikke indfriet.
   *[other] Målene er ikke indfriet.
} Hvilket skridt vil I tage først, og hvilke tegn vil vise, at det virker?
rap-samtale-sp-usikker = { $navn }: { $antal-tal ->
    [one] Tallet kan ikke vise en sikker ændring.
   *[other] Tallene kan ikke vise en sikker ændring.
} Hvilke andre tegn har I på, hvor det bærer hen?
rap-samtale-sp-faa = { $navn }: Der er for få elever til en dom. Hvordan følger I dem på andre måder?
rap-samtale-sp-frem = Hvad skal vi kunne se om et år, hvem gør hvad, og hvornår taler vi om det igen?
rap-samtale-aftaler = Sidste samtales aftaler og deres tegn
rap-samtale-aftaler-om = Udfyldes før samtalen: hvad blev aftalt, hvad skulle kunne ses, og hvor langt er I?
rap-samtale-nummer = Nr.
rap-samtale-aftale = Aftale
rap-samtale-tegn = Tegn
rap-samtale-hvem = Hvem og hvornår
rap-samtale-hvor-langt = Hvor langt er I?
rap-samtale-skolen = Skolens egne ord
rap-samtale-aftaler-fra-planen = Aftalt ved sidste samtale; det, der er over tid, står først. Hvor langt I er, er skrevet ind før samtalen.
rap-samtale-ogsaa-aftalt = Der er også aftalt: { $navne }.
rap-samtale-andre = Andre skoler
rap-samtale-midten-af = midten af { $antal } lignende
rap-samtale-halvdelen-af = midterste halvdel af { $antal }
rap-samtale-lignende = Lignende skoler: { $navne }. { $regel } »Andre skoler« er midten af dem, hvis tal vises her.
rap-samtale-ingen-lignende = Ingen lignende skoler: { $hvorfor }
