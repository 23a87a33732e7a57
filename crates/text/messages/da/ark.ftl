### Arket til en skoles leder eller bestyrelse, og stemplet på det, der ikke er offentligt

rap-stempel-lov = FORTROLIGT, folkeskolelovens § 55 b, modtager: { $modtager }

rap-stempel-fortrolig = FORTROLIGT, modtager: { $modtager }

rap-stempel-udkast = UDKAST · { $stempel }

rap-stempel-lov-grund = Resultater af test under landsniveau er fortrolige. De må ikke offentliggøres og ikke gives videre til andre end dem, der skal bruge dem i deres arbejde eller hverv.

rap-stempel-personlig-grund = Tallene hviler på færre elever, end der må i en offentlig udgave. De må ikke offentliggøres og ikke gives videre til andre end dem, der skal bruge dem i deres arbejde eller hverv.

rap-stempel-aaben-grund = Tallene er af den slags, der er offentlig, men her kan stå tal om så få, at de er skjult i den offentlige udgave.

rap-modtager-administration = kommunens administration

rap-modtager-leder = lederen af { $skole }

rap-modtager-bestyrelse = bestyrelsen for { $skole }

rap-ark-leder = { $skole }: skolens tal til lederen

rap-ark-bestyrelse = { $skole }: skolens tal til bestyrelsen

rap-ark-overblik = Skolen i ét blik

rap-ark-overblik-om = Skolens vigtigste tal, hvert i det nyeste år, skolen har et. Kommunens tal er fra samme år.

rap-ark-overblik-note = Under »Udvikling« står rapportens dom over forskellen mellem de to år, korrigeret for, at mange er prøvet. En streg betyder, at der intet er, eller at årene ikke er bedømt. Kommunen og landet er der til at holde op imod: elevernes baggrund er ikke regnet med, og en forskel er ikke i sig selv et resultat af skolens arbejde.

rap-ark-tabel-overblik = { $enhed } ved siden af kommunen og landet. Småt: 95 %-interval, antal (n) og skoleår

rap-ark-kommunen = Kommunen

rap-ark-skolen = Skolen

rap-ark-andre-skoler = Midterste halvdel af de andre

rap-ark-skoler = { $antal } skoler

rap-ark-antal-skoler = Andre skoler med et tal

rap-ark-tabel-aar = { $navn } år for år{ rap-smaat }

rap-ark-vis-dele = Vis skolens tal fordelt på elever

rap-ark-spoergsmaal-om = Skolens svar i { $aar }, spørgsmål for spørgsmål. Svarene er vendt, så det højeste nummer er det bedste svar. Elever, der ikke ønskede at svare, tæller ikke med.

rap-ark-diagram-andre = { $navn } i { $aar }: skolen og de andre

rap-ark-diagram-andre-under = Prikken er skolen, båndet er mindst ti andre skoler under ét. Enhed: { $enhed }

rap-ark-diagram-andre-note = Båndet er den midterste halvdel af { $skoler } andre skoler af samme slags. Hver ende er et gennemsnit af tre skoler og rundet af; den er ingen enkelt skoles tal. Båndet siger ikke, hvor en bestemt skole ligger, hvor langt de yderste ligger, eller om forskellen er mere end tilfældig. Prikken og båndet er { $aar } alene. Elevernes baggrund er ikke regnet med.

rap-ark-diagram-andre-beskrivelse = En prik viser { $navn } på { $skole } i { $aar }; et bånd fra { $nedre } til { $oevre } viser, hvor den midterste halvdel af { $skoler } andre skoler ligger. { rap-diagram-tal-under }

rap-ark-baand = Midterste halvdel af { $skoler } andre skoler

rap-ark-tabel-andre = { $navn } i { $aar }: skolen og den midterste halvdel af de andre

rap-ark-metode-om = Her står, hvad skolens tal og domme hviler på. Kilderne, fundene i dem og indstillingerne står i kommunens rapport, som forvaltningen har.

rap-niveau-andre = alle andre enheder

rap-niveau-kommune = kommunen og dens grupper af skoler

rap-niveau-egen-skole = egen skole

rap-niveau-anden-skole = andre skoler
