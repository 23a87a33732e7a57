### Udgivelse og register

laes-mig-afvist-udgave =
    Udgaven er ikke udgivet. Den forrige rapport er urørt, og registeret er, som det var.

    udgivelse.json            hvad der står i vejen, og hvordan udgaven står til de tidligere
    skjult.FORTROLIGT.json    hvilke tal der er skjult, og hvorfor

rap-stempel-udgivet = Udgave { $udgave }

rap-stempel-udgivet-grund = Udgaven er holdt op mod de tidligere udgaver, og skjulte tal er forsøgt regnet ud, før den blev udgivet.

rap-fra-tidligere-udgave = som i en tidligere udgave

advarsel = advarsel

udgave-navn = `{ $navn }` kan ikke være navn på en udgave: skriv 1 til 60 bogstaver, cifre, mellemrum og tegnene . - _ /

udgave-ukendt = ingen udgave i registeret hedder `{ $navn }`; den nærmeste hedder `{ $naermest }`

udgave-ingen = ingen udgave hedder `{ $navn }`: registeret `{ $fil }` er tomt eller findes ikke

udgave-begrundelse = --reason skal sige, hvorfor udgaven retter en tidligere; begrundelsen skrives i rettelsesbladet og i registeret

udgave-i-mappen = `{ $mappe }` er udgaven `{ $navn }`, som er givet ud; et udkast lægges ikke oven i den. Skriv --out med en anden mappe

udgave-sig-selv = en udgave kan ikke rette sig selv: giv den nye et andet navn

udgave-andet-indhold = udgaven `{ $navn }` er allerede udgivet med andet indhold. Hvad der er offentligt, kan ikke tages tilbage: giv den nye udgave et andet navn

udgave-afbrudt = en udgivelse blev afbrudt, og dens udgave regnes for udgivet, fordi den kan være givet videre: udgiv den samme udgave igen for at gøre den færdig. Er det sikkert, at ingen har fået den, så slet `{ $fil }`

udgave-afvist = udgaven `{ $navn }` er ikke udgivet; se { $mappe }

udgave-ville-afvises = som rapporten er nu, kunne den ikke udgives; se { $fil }

udgave-ikke-afproevet = de skjulte tal kunne ikke afprøves: det, der vises, passer ikke med de tal, det er lavet af

udgave-ikke-afproevet-tal = de skjulte tal kunne ikke afprøves: det, der vises af { $noegle }, passer ikke med det tal, det er lavet af

udgave-kan-regnes-ud = { $antal-tal ->
    [one] ét skjult tal kan regnes ud
   *[other] { $antal } skjulte tal kan regnes ud
  } af de tal, der vises, for eksempel { $noegle }

udgave-forskelle = { $antal-tal ->
    [one] ét tal røber
   *[other] { $antal } tal røber
  } sammen med en tidligere udgave noget om færre personer, end der må. Vælg i planen med `[[edition_difference]]`: `choose = "keep"` lader den tidligere udgaves tal stå med en note, `choose = "hide"` skjuler dem. { $hoert-tal ->
    [0] Eller skriv `--stage rettelsesblad` med --corrects og --reason, hvis udgaven skal rette og afløse den tidligere
   *[other] Er tallet i høringen forkert, så vælg `hide`: det rigtige ville sammen med det forkerte røbe, hvem der er rettet
  }

udgave-forskel-personer = { $noegle }: færre end { $graense } personer flere eller færre end i { $udgave }

udgave-forskel-resultater = { $noegle }: lige så mange personer som i { $udgave }, men færre end { $graense } har, eller kan have, et andet resultat

udgave-forskel-ukendt-antal = { $noegle }: en anden værdi end i { $udgave }, og det vides ikke, hvor mange personer begge er om

udgave-forskel-sum = { $noegle }: skjult i en af udgaverne, men følger af en sum ({ $gennem }), og sammen med { $udgave } røber det noget om færre end { $graense } personer

udgave-sum-tidligere = de tidligere udgaver

udgave-forskel-flere = … og { $antal } tal mere; alle står i udgivelse.json

udgave-tal-om-test = { $fil }, linje { $linje }, kolonne { $kolonne }: et tal står nær et ord om test. Resultater af test under landsniveau er fortrolige (folkeskolelovens § 55 b): skriv teksten uden tallet

udgave-offentligt-foer = { $antal-tal ->
    [one] ét tal er skjult nu og var vist
   *[other] { $antal } tal er skjult nu og var vist
  } i en tidligere udgave. Hvad der har været offentligt, kan ikke tages tilbage

udgave-godtaget = { $antal-tal ->
    [one] ét tal røber
   *[other] { $antal } tal røber
  } sammen med { $udgave } noget om få personer. Det er godtaget med --corrects og skrevet i registeret

udgave-beholdt = { $antal-tal ->
    [one] ét tal står som i en tidligere udgave eller er skjult
   *[other] { $antal } tal står som i en tidligere udgave eller er skjult
  }, fordi forskellen ville røbe noget om få personer

ingen-sikker-udgave = der findes ingen sikker udgave for { $modtager }: { $antal ->
    [one] ét tal
   *[other] { $antal } tal
  } af { $serie } i { $periode } følger af det, der allerede er offentligt eller ikke må skjules ({ $tal }). Fjern tallet fra planen, eller ret `[[known]]`, hvis det ikke er offentligt

udgivet = Udgivet: { $navn } i { $mappe }

udgivet-igen = Udgaven { $navn } var udgivet i forvejen og er den samme: { $mappe }

udgivet-register = Registeret er { $fil }. Gem det sammen med planen: uden det kan næste udgave røbe, hvad denne skjuler

register-form = registeret `{ $fil }` kan ikke læses: linje { $linje }, tegn { $tegn }. Det skrives af programmet; er det rettet i hånden, så hent en kopi

register-version = registeret `{ $fil }` er af version { $fundet }, og programmet læser version { $kendt }: brug det program, der skrev det, eller et nyere

register-to-gange = registeret `{ $fil }` har to udgaver med navnet `{ $navn }`

register-ulaeseligt = registeret `{ $fil }` kan ikke læses: { $hvorfor }

kendte-fil = filen `{ $fil }` under `[[known]]` kan ikke læses: { $hvorfor }; den læses fra planens egen mappe

kendte-sted = { $hvad }
    --> { $fil }, linje { $linje }

kendte-kolonne = der er ingen kolonne `{ $kolonne }`

kendte-linje = linjen kan ikke deles i celler som kolonnenavnene

kendte-tal = `{ $kolonne }` skal være et tal

kendte-intet = linjen har hverken `vaerdi`, `n` eller `taeller`

kendte-del-over-hele = `taeller` er større end `n`

kendte-to-gange = tallet står også på en tidligere linje

kendte-noegle = `noegle` er ikke nøglen til et tal: { $hvorfor }

kendte-indikator = `noegle` nævner en indikator, der ikke findes; den nærmeste hedder `{ $naermest }`

ventet-udgiver = hvem der offentliggjorde det, med ord

ventet-institutionsnummer = et institutionsnummer på seks cifre, som tekst

rap-udtalelser = Skolernes egne ord

rap-udtalelser-om = Hvad skolebestyrelser og ledere har skrevet, som de har skrevet det.

rap-udtalelse-frigivet = Frigivet af { $hvem }, { $dato }.

rap-udtalelse-fortrolig = Ikke frigivet: står ikke i den offentlige udgave.

udtalelse-fil = filen `{ $fil }` under `[[statement]]` kan ikke læses: { $hvorfor }; den læses fra planens egen mappe

udtalelse-aabent-hoved = filen begynder med `+++`, men hovedet slutter ikke med en linje `+++`

udtalelse-hoved = hovedet mellem linjerne `+++` skal være `frigivet_af = "hvem"` og `dato = 2022-02-01`

udtalelse-noegle = hovedet har en ukendt nøgle; den nærmeste hedder `{ $naermest }`

udtalelse-halvt-frigivet = `frigivet_af` og `dato` skal stå begge to, med et navn og en dato uden klokkeslæt, eller slet ikke

udtalelse-tom = der står ingenting i filen
