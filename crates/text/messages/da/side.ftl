### Siden i en browser

rap-side-ord = Ordene i tabellerne

rap-side-vaelg = Find en skole

rap-side-alle = Alle skoler

rap-side-kun = Skjul andre skolers rækker

rap-side-steder = Skolens tabeller

rap-side-afsnit = Afsnit

rap-side-ark = Skolens ark

rap-side-fundet = { "{school}" } er fremhævet i { "{tables}" } tabeller.

rap-side-piletaster = Piletasterne går fra tal til tal.

rap-side-stigende = Sorteret efter { "{column}" }, stigende.

rap-side-faldende = Sorteret efter { "{column}" }, faldende.

rap-side-usorteret = I rapportens egen rækkefølge.

rap-side-forklaring = Sådan er tallet lavet

rap-side-smaat = Bemærkning

rap-side-noegle = Tallets nøgle

rap-side-til-definition = Læs definitionen i rapporten

rap-side-luk = Luk

rap-side-regnes-ud = Hele regnestykket

rap-side-kommando = kvalitetsrapport explain { $plan }

rap-ord-for-faa = Tallet eller sammenligningen hviler på så få, at der ikke fældes dom.

rap-ord-for-faa-skoler = Der er for få skoler af samme slags til at sige, hvor skolen ligger imellem dem.

rap-ord-stigning = Tallet er steget mere, end tilfældigheder plejer at give. Ordet siger ikke, om det er godt.

rap-ord-fald = Tallet er faldet mere, end tilfældigheder plejer at give. Ordet siger ikke, om det er skidt.

rap-ord-ingen = Forskellen er ikke større end det udsving, tilfældigheder plejer at give. Det viser ikke, at intet er ændret.

rap-ord-brud = Tallene er gjort op på hver sin måde og sammenlignes derfor ikke.

rap-ord-kan-ikke = Der mangler noget for at kunne sige, hvor sikkert tallet er; derfor fældes ingen dom.

rap-ord-beskrevet = Ændringen er skrevet ned med sit interval. Den er ikke prøvet og har ingen dom.

rap-ord-kan-ikke-ses = Eleverne er så få, at selv det yderste tal på skalaen ikke ville være nok til en sikker ændring.

rap-ord-loft = Tallet er så højt, det kan blive.

rap-ord-bund = Tallet er så lavt, det kan blive.

rap-ord-over = Sikkert over kommunens skoler af samme slags taget under ét, uden hensyn til elevernes baggrund.

rap-ord-paa = Ikke sikkert adskilt fra kommunens skoler af samme slags taget under ét. Det er ikke det samme som ens.

rap-ord-under = Sikkert under kommunens skoler af samme slags taget under ét, uden hensyn til elevernes baggrund.

rap-ord-indfriet = Tallet opfylder reglen, ord for ord og uden hensyn til tilfældigheder.

rap-ord-delvist = Reglen er opfyldt på nogle af klassetrinnene.

rap-ord-ikke-indfriet = Tallet opfylder ikke reglen, ord for ord og uden hensyn til tilfældigheder.

rap-ord-intet-resultat = Der er intet tal at holde op mod reglen.

rap-ord-med-forbehold = Årene kan kun sammenlignes med forbehold; derfor fældes ingen dom.

rap-ord-klart = Hele usikkerheden ligger på den samme side af grænsen.

rap-ord-taet-paa = Grænsen ligger inden for usikkerheden: tilfældigheder kunne have vendt udfaldet.

rap-ord-kan-ikke-afgoeres = Der mangler noget for at kunne sige, hvor sikkert udfaldet er.

rap-ord-dom = Ministeriets egen dom over skolens karakterer, når elevernes baggrund er regnet med.

rap-ord-ingen-elever = Ingen elever har det, tallet handler om.

rap-ord-tilbageholdt = Kilden har tallet, men udleverer det ikke.

rap-ord-ikke-offentliggjort = Kilden har ikke offentliggjort tallet.
