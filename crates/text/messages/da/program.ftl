### Programmet i terminalen, og det, der ligger ved siden af rapporten

enhed-land = Hele landet

enhed-kommune = Kommune { $nummer }

gruppe-folkeskoler = Folkeskoler i alt

gruppe-specialskoler = Specialskoler i alt

laes-mig =
    Resultat af kvalitetsrapport. Mappen erstattes helt ved næste kørsel: læg ikke egne filer i den.

    fortrolig/   til kommunens administration. Testresultater under landsniveau er fortrolige
                 (folkeskolelovens § 55 b). Åbn rapport.html.
    offentlig/   det, som kan blive offentligt. Er den stemplet »må ikke offentliggøres«, må den ikke
                 sendes ud.
    fortrolig/skoler/   et ark til hver skoles leder og et til dens bestyrelse. Hvert ark er kun til
                 den skole, hvis nummer mappen har.
    fortrolig/kvalitet/   fund i kilderne, rækker i karantæne, rettelser, afstemning og
                 manifest.

laes-mig-afvist =
    Kilderne kunne ikke bruges, og der er ikke lavet nogen rapport. Den forrige rapport er urørt.

    fund.FORTROLIGT.csv       hvad der er galt, hvor, og hvad man kan gøre; linjer i træk står sammen
    karantaene/               rækker, der ikke kunne bruges: en fil for hver kilde, som CSV og til Excel
                              (over 100.000 rækker kun som CSV)
    rettelser.FORTROLIGT.csv  hvad der blev af rettelserne, hvis der er nogen
    afstemning.json           hvad der blev af hver række

fejl = fejl

trin-simuler = Simulerer kilder

trin-indlaes = Indlæser kilder

trin-tal = Regner tal ud

trin-frigiv = Skjuler, hvad der skal skjules

trin-rapport = Skriver rapporter

trin-skriv = Lægger resultatet på plads

plan-sted = { $fil }, linje { $linje }, kolonne { $kolonne }

plan-ulaeselig = planen `{ $fil }` kan ikke læses: { $hvorfor }

plan-toml = planen kan ikke læses herfra: se efter et anførselstegn, et komma eller en parentes, der mangler, her eller på linjen før (TOML: { $hvad })

plan-form = værdien har en anden form, end planen tager her; docs/plan.md siger, hvad nøglen tager (TOML: { $hvad })

plan-form-ventet = værdien har en anden form, end planen tager her; den skal være { $ventet }

plan-mangler-noegle = her mangler nøglen `{ $noegle }`; docs/plan.md siger, hvad den tager

plan-ventet-tekst = tekst i anførselstegn, som "tekst"

plan-ventet-liste = en liste i kantede parenteser, som ["a", "b"]

plan-ventet-ja-nej = `true` eller `false`

plan-ventet-helt-tal = et helt tal uden anførselstegn, som 5

plan-ventet-afsnit = et afsnit med nøgler, som [report]

plan-ukendt-noegle = ukendt nøgle `{ $noegle }` i { $afsnit }; den nærmeste hedder `{ $naermest }`
    { $afsnit } kan have { $kendte }

plan-vaerdi = `{ $noegle }` skal være { $ventet }

plan-ukendt-indstilling = der er ingen indstilling `{ $noegle }`; den nærmeste hedder `{ $naermest }`

plan-graense = grænsen for { $modtager } kan kun hæves: den er { $graense }, planen siger { $bedt }

plan-ikke-afrundes = { $indikator } kan ikke afrundes: det kan kun en andel, som offentligheden ser, og som skjules, når få har det, der tælles

plan-for-fin = { $indikator } skal afrundes til mindst { $graense }, planen siger { $bedt }

plan-program = programmets egne definitioner er forkerte: { $hvad }

plan-udtryk = `{ $noegle }` i `{ $navn }`: { $hvad }

plan-ulaeselig-kolonne = intet udtryk kan læse kolonnen `{ $kolonne }` i `{ $tabel }`: den rummer en dato, en skole, et år, en nøgle, et navn eller tekst

plan-ukendt-tabel = der er ingen tabel `{ $navn }`; den nærmeste hedder `{ $naermest }`

plan-ukendt-indikator = der er ingen indikator `{ $navn }`; den nærmeste hedder `{ $naermest }`

plan-ukendt-maal = der er intet mål `{ $navn }` før her; det nærmeste hedder `{ $naermest }`

plan-under-delmaal = `{ $navn }` er selv et delmål

plan-ukendt-maaling = ingen kilde har målingen `{ $navn }`; den nærmeste hedder `{ $naermest }`

plan-to-gange = `{ $navn }` findes allerede

plan-fortrolighed = `{ $navn }` er lavet af noget, der er `{ $klasse }`: `confidentiality` kan kun hæves

plan-tabel-optaget = `{ $tabel }` er en af programmets egne tabeller: giv jeres et andet navn

plan-to-skemaer = to kilder har tabellen `{ $tabel }` med hver sit `schema`

plan-laeses-ikke = ingen kilde i planen har `{ $tabel }`

plan-uden-sted = en indikator skal kende skole og skoleår for hver række i `{ $tabel }`: kolonner, der rummer `institution_number` og `school_year`, skal være der og aldrig være tomme (eller kilden har `year`)

plan-maal-uden-indikator = et `target` skal have en `indicator`, det aflæses af

udtryk-form = her ventes et udtryk som `niveau >= 4`

udtryk-ikke-tilladt = kun sammenligning, and, or, not, in, between, is null, + - * på hele tal er tilladt

udtryk-kolonne = ingen kolonne hedder `{ $navn }` i `{ $tabel }`; den nærmeste hedder `{ $naermest }`

udtryk-ord = `{ $kolonne }` er et af { $ord }

ventet-en-af = en af { $ord }

ventet-dato = en dato som 2022-03-31

ventet-kommunenummer = et kommunenummer fra 101 til 999

ventet-skoleaar = et skoleår som "2018/19"

ventet-skoleaar-flere = skoleår som "2018/19", hvert én gang og mindst ét

ventet-filer = mindst ét filnavn eller mønster

ventet-procent = en procent fra 0 til 100

ventet-noegle = enten `key_file` eller `key_env`

ventet-tabel = et navn sammen med et `schema`, og kun i en kilde af arten `local`

ventet-foerste-og-sidste-skoleaar = to skoleår, det første og det sidste, som ["2022/23", "2025/26"]

ventet-aendring = et tal som 5 eller -0.2 sammen med en `indicator`: procentpoint af det, der er i procent, højst 100, ellers i tallets egen enhed

ventet-frist = en dato som 2023-06-30, ikke før `from`

ventet-opfoelgningsdato = en dato som 2022-03-31, ikke efter rapportens egen dato

ventet-gruppe = `id` og `name` med enten `members` (og eventuelt `from`) eller `rule` og `groups`, eller `prefix` alene

ventet-gruppe-id = en id på 1 til 40 af `a-z`, `0-9` og `-`

ventet-antal-grupper = et antal grupper fra 2 til 99

ventet-institutionsnumre = institutionsnumre på seks cifre, som tekst, mindst ét

ventet-helt-tal = et helt tal fra { $mindst } til { $hoejst }

indstilling-vaerdi = indstillingen `{ $noegle }` skal være { $ventet }

data-mangler = mappen `{ $mappe }` efter `--data` findes ikke; kilderne læses fra den

kilder-afvist = kilderne kunne ikke bruges; se { $mappe }

kilder-afvist-graense = i { $kilde } er { $karantaene } af { $laest } rækker i karantæne, mere end { $graense } procent, som `quarantine_limit` under `[data]` i planen tillader; ret rækkerne, eller hæv grænsen, hvis de må mangle i tallene

kilder-afvist-skoler = institutionsregisteret har ingen skoler i kommune { $kommune }{ $kendte ->
    [ingen] ; ingen skole i det har en kommune: se efter kolonnen med kommunens nummer eller navn
   *[other] ; det har skoler i kommune { $kendte }: ret `municipality` i planen eller kolonnen i registeret
  }

fund-flere = … og { $antal } fund mere; alle står i fund.FORTROLIGT.csv

kilder-afvist-noegle = nøglen til elevernes pseudonymer har kontrolværdien { $er }, men { $ventet } er ventet, af planens `check` eller af det resultat, der skulle erstattes. Er nøglen skiftet med vilje, så skriv `check = "{ $er }"` i `[pseudonymisation]`

normer-fil = normfilen `{ $fil }` kan ikke læses: { $hvorfor }; `norms` læses fra planens egen mappe

normer-form = normfilen `{ $fil }` har ikke formen af `normer.json`: linje { $linje }, tegn { $tegn }. Formen står i docs/progression.md; en kørsel med elevrækker skriver selv en

normer-to-gange = normfilen `{ $fil }` har to normer for den samme test eller den samme vej: behold én

normer-umulige = normfilen `{ $fil }` har en norm uden spredning, eller en korrelation, der ikke ligger fra 0 til 1: ret den

pseudonym-noegle-fil = nøglefilen `{ $fil }` kan ikke læses: { $hvorfor }; `key_file` læses fra planens egen mappe

pseudonym-noegle-variabel = miljøvariablen `{ $navn }`, som skal holde nøglen, er ikke sat

pseudonym-noegle-tegn = miljøvariablen `{ $navn }`, som skal holde nøglen, er ikke tekst i UTF-8

pseudonym-noegle-kort = nøglen i `{ $navn }` er på { $bytes } byte og skal være på mindst { $mindst }

pseudonym-noegle-ens = nøglen i `{ $navn }` er det samme tegn igen og igen

pseudonym-noegle-hjaelp = er der lavet pseudonymer før, så brug nøglen fra dengang; ellers lav en ny, for eksempel med `openssl rand -hex 32`, og gem den et sikkert sted, ikke i planen

raa-endelse = `{ $fil }` skal ende på .csv eller .xlsx

raa-findes = `{ $fil }` findes allerede og bliver ikke overskrevet; slet den, eller vælg et andet navn

raa-i-resultat = `{ $fil }` ligger i et resultat, som bliver erstattet eller givet videre; rækkerne er personoplysninger og skal ligge et andet sted

raa-i-data = `{ $fil }` ligger i datamappen og kunne blive læst som en kilde; vælg en mappe uden for den

raa-ingen-mappe = mappen, som `{ $fil }` skal ligge i, findes ikke

raa-for-stor = rækkerne kan ikke være i et regneark; skriv dem som CSV i stedet for `{ $fil }`

raa-skrevet = Personoplysninger: { $fil } holder { $raekker-tal ->
    [one] én række, som den
   *[other] { $raekker } rækker, som de
  } står i kilderne. Slet filen, når kilderne er rettet, og send den ikke til nogen.

raa-ingen = Ingen rækker er i karantæne; { $fil } er ikke lavet.

tjek-kilde-ingen-tal = ingen indikator bruger den

kunne-ikke-skrive = kan ikke skrive `{ $sti }`: { $hvorfor }

ikke-vores-mappe = mappen `{ $mappe }` findes og er ikke lavet af programmet; vælg en anden med --out

kunne-ikke-simulere = den simulerede kommune kunne ikke skrives til `{ $mappe }`: { $hvorfor }

ukendt-enhed = `{ $enhed }` er hverken et institutionsnummer eller en enhed som `skole:999001`

ukendt-noegle = `{ $noegle }`: { $hvorfor }

ukendt-modtager = der er ingen modtager `{ $modtager }`; skriv `administration`, `offentlig`, eller `leder:` eller `bestyrelse:` med en skoles nummer

ukendt-indikator = der er ingen indikator `{ $indikator }`; den nærmeste hedder `{ $naermest }`

ukendt-kilde = der er ingen kilde af arten `{ $art }`; den nærmeste hedder `{ $naermest }`

ukendte-aar = `{ $aar }` er ikke skoleår som `2016/17-2021/22`

vores-fejl = programmet har en fejl: { $hvad }

faerdig = Færdig: { $mappe }

faerdig-raekker = { $laest } rækker læst: { $brugt } brugt{ $rettet-tal ->
    [0] {""}
   *[other] , { $rettet } brugt efter rettelse
  }, { $udeladt } udeladt efter regel, { $karantaene } i karantæne

faerdig-fund = { $advarsler } advarsler, { $oplysninger } oplysninger

faerdig-mangler = Tal mangler, fordi deres række er i karantæne, og summer er uden dem ({ $antal-tal ->
    [one] ét sted
   *[other] { $antal } steder
  }): { $hvor }{ $flere-tal ->
    [0] {""}
   *[other] {" "}og { $flere } mere
  } (K0332)

faerdig-aabn = Åbn { $fil }

tjek-kilde = { $kilde } ({ $layout }): { $laest } læst, { $brugt } brugt{ $rettet-tal ->
    [0] {""}
   *[other] , { $rettet } brugt efter rettelse
  }, { $udeladt } udeladt, { $karantaene } i karantæne

tjek-ingen-fund = Ingen fund.

tjek-udeladt = udeladt: { $regler }

tjek-fund = { $kode } { $alvor }, { $antal-tal ->
    [one] én gang
   *[other] { $antal } gange
  } i { $kilde }: { $fund }

tjek-fund-foerste = først: { $sted }

tjek-fund-sted = hvor: { $sted }

tjek-fund-flere-slags = { $navn }, for eksempel: { $fund }

tjek-alle-fund = Alle { $antal } fund; linjer i træk står sammen:

simuleret = Skrevet til { $mappe }: { $skoler } skoler, { $elever } elever, { $raekker } testrækker

noegle-form = skriv indikator/enhed/periode, eventuelt /opdeling, som `laesning.gode/skole:999001/2018-19/klasse:4`

noegle-indikator = indikatoren skal være et id som `laesning.gode`

noegle-enhed = enheden skal være som `skole:999001`, `gruppe:folkeskoler`, `kommune:999` eller `land`

noegle-periode = perioden skal være et skoleår som `2018-19`

noegle-opdeling = opdelingen skal være som `klasse:4`, `niveau:6` eller `klasse:4,niveau:6`

plan-selv = planen

io-findes-ikke = den findes ikke

io-ingen-adgang = der er ingen adgang til den

io-ingen-plads = der er ikke plads på disken

io-ingen-mappe = noget på vejen er en fil og ikke en mappe

io-mappe = det er en mappe og ikke en fil

io-ikke-utf8 = den er ikke tekst i UTF-8

io-andet = systemet afviste det

simuler-ingen-skoler = der skal være mindst én skole

simuler-skoler = der kan højst være { $hoejst } skoler

simuler-aar = der kan højst være { $hoejst } skoleår

simuler-aar-omvendt = det sidste skoleår ligger før det første

simuler-elever = der skal være mellem { $mindst } og { $hoejst } elever

faerdig-karantaene = Rækkerne i karantæne ligger i { $mappe }, og fund.FORTROLIGT.csv ved siden af siger hvorfor

faerdig-se-sikre = Se først: { $sikre-tal ->
    [0] ingen af { $antal } sammenligninger er sikker
    [one] én af { $antal } sammenligninger er sikker
   *[other] { $sikre } af { $antal } sammenligninger er sikre
  } (kapitlet »{ $kapitel }«)

faerdig-se-uafgjort = { $antal-tal ->
    [one] Om ét af skolernes og kommunens hovedtal kan det ikke afgøres, hvordan det har udviklet sig
   *[other] Om { $antal } af skolernes og kommunens hovedtal kan det ikke afgøres, hvordan de har udviklet sig
  }: brud, forbehold eller for få (temaernes kapitler siger hvilke)

faerdig-se-advarsler = { $antal-tal ->
    [one] Én advarsel om kilderne
   *[other] { $antal } advarsler om kilderne
  } (kapitlet »{ $kapitel }«)

fremgang-trin = { $trin } ({ $nr } af { $antal })

fremgang-tilbage = ca. { $tid } tilbage

io-for-stor = den ville blive større, end systemet tillader
