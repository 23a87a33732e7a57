### Profiler: opsummeringen, skolerne kort, grupper, sammenfattende vurderinger og den retlige ramme

rap-del-maal = Mål

rap-del-skoler = Skolerne

rap-nationale-maal = De nationale mål

rap-opsummering = Opsummering

rap-ops-intet = Rapporten bedømmer hverken mål eller ændringer. Tallene står i kapitlerne.

rap-ops-ikke-indfriet = Mål, der ikke er indfriet: { $navne }.

rap-ops-steget = Sikkert steget for kommunen: { $navne }.

rap-ops-faldet = Sikkert faldet for kommunen: { $navne }.

rap-ops-maal = Målene

rap-ops-maal-tabel = { $enhed }: den nyeste bedømmelse af hvert mål

rap-ops-bedoemmelse = Bedømmelse

rap-ops-maal-flere = Her står de første mål; resten står i kapitlet »{ $kapitel }«.

rap-ops-aendret = Hvad der sikkert har ændret sig

rap-ops-aendret-tabel = Sikre ændringer, tema for tema

rap-ops-kommunen = Kommunen

rap-ops-skolerne = Skolernes ændringer

rap-ops-sikre-af = { $sikre } af { $antal } sikre

rap-ops-fra-til = { $fra } til { $til }

rap-ops-aendret-flere = Flere temaer har intet sikkert at vise; de står i kapitlerne.

rap-ops-uafgjort = Hvad der ikke kan afgøres

rap-ops-ingen-sikker = Ingen sikker ændring for kommunen: { $navne }. Det viser ikke, at intet er ændret.

rap-ops-ikke-bedoemt = Ændringen kan ikke bedømmes for kommunen: { $navne }.

rap-ops-maal-uafgjort = Om målet er nået, kan ikke afgøres: { $navne }.

rap-ops-og-flere = { $navne } med flere

rap-ops-mere = Hvor der står mere

rap-ops-mere-tabel = Kapitler at gå videre til

rap-ops-kapitel = Kapitel

rap-ops-hvad = Hvad der står

rap-ops-mere-opfoelgning = Hvad der kom ud af det, sidste rapport satte i gang

rap-ops-mere-overblik = Hvert temas hovedtal, og hvor sikkert det hele er

rap-ops-mere-maal = Målene år for år, og hvad staten bad om hvornår

rap-ops-mere-egne-maal = Kommunens egne mål og deres tegn

rap-ops-mere-skolerne = En linje om hver skole

rap-ops-mere-datakvalitet = Hvor hver række blev af, og hvad der mangler

rap-ops-mere-metode = Hvad en sikker ændring er, og den retlige ramme

rap-skolerne = Skolerne kort

rap-skolerne-om = En linje om hver skole: temaernes første hovedtal i det nyeste år, ved siden af kommunens, og de ændringer, der er sikre. Tallene er uden hensyn til elevernes baggrund.

rap-skolerne-ark = Skolens navn fører til lederens ark i mappen »skoler«.

rap-skolerne-tabel = Skolerne: hovedtal og sikre ændringer

rap-skolerne-sikkert = Sikkert ændret

rap-skolerne-intet = intet sikkert

rap-grupper = Grupper af skoler

rap-grupper-om = Gruppernes hovedtal i det nyeste år ved siden af kommunens. En gruppe er summen af sine skoler; en skole kan være i flere. Grupperne er ikke bedømt mod hinanden.

rap-grupper-tabel = Grupper og kommunen: hovedtal

rap-grupper-skoler = { $antal-tal ->
    [one] én skole
   *[other] { $antal } skoler
  }

rap-vurdering = Opsummering og sammenfattende vurdering

rap-vurdering-samlet = Sammenfattende vurdering

rap-vurdering-kommune-sikker = Kommunen: { $aendringer }.

rap-vurdering-en-sikker = { $navn } viser { $retning ->
    [op] en sikker stigning
   *[ned] et sikkert fald
  } fra { $fra } til { $til }

rap-vurdering-kommune-ingen = Ingen af temaets hovedtal viser en sikker ændring for kommunen. Det viser ikke, at intet er ændret.

rap-vurdering-kommune-ikke = Kommunens udvikling kan ikke bedømmes: { $grunde }.

rap-vurdering-grund = { $navn } ({ $grund })

rap-vurdering-maal = Målene i { $aar }: { $domme }.

rap-vurdering-dom = { $navn }: { $dom }

rap-vurdering-beskrevet = Temaets tal er beskrevet og ikke bedømt: rapporten siger ikke, om noget er ændret.

rap-vurdering-mangler = Kommunens egen vurdering mangler.

rap-vurdering-egne = Kommunens egne vurderinger

rap-vurdering-saadan = En vurdering skrives i en fil, som planen nævner under [[assessment]] med kapitlets navn som chapter. Den mangler for: { $kapitler }.

rap-vurdering-fortrolig = Ikke frigivet: vurderingen står ikke i den offentlige udgave.

rap-vurdering-frigivet = Vurderingen er frigivet af { $hvem }, { $dato }.

vurdering-fil = filen `{ $fil }` under `[[assessment]]` kan ikke læses: { $hvorfor }; den læses fra planens egen mappe

plan-ukendt-kapitel = intet kapitel hedder `{ $id }`; det nærmeste er `{ $naermest }`

plan-kapitel-ikke-naevnt = kapitlet `{ $id }` er ikke nævnt for sig i denne plans kapitler: skriv det i `chapters` under `[report]`, så kan det få sine egne læsere

plan-kapitel-to-gange = kapitlet `{ $id }` står der to gange

plan-kapitel-skal-med = kapitlet `{ $id }` kan ikke udelades: det siger, hvad tallene hviler på

rap-ramme = Den retlige ramme

rap-ramme-om = Hvad loven krævede eller kræver af kommunens opfølgning i rapportens skoleår, med kalenderen, hvor den er fundet. Linjer, der ikke er bekræftet, siger det.

rap-ramme-tabel = Den retlige ramme i rapportens skoleår

rap-ramme-hvad = Ramme

rap-ramme-gaelder = Skoleår

rap-ramme-tekst = Hvad den siger

rap-ramme-kalender = Kalender

rap-ramme-grundlag = Grundlag

rap-ramme-lovpligtig = lovpligtig

rap-ramme-frivillig = frivillig

rap-ramme-fra = fra { $fra }

rap-ramme-fra-til = { $fra } til { $til }

rap-ramme-frist = { $hvornaar }: { $hvad }

rap-ramme-frist-status = { $hvornaar }: { $hvad } ({ $status })
