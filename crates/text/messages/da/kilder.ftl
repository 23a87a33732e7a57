### Siderne om kilder og regler

kilde-oversigt = Kilder

kilde-oversigt-om = Programmet læser de arter af kilder, der står her. Hver art har sin egen side: hvad den er, hvor kommunen får den, hvilke kolonner filen skal have, et eksempel, og hvad der kontrolleres. Hvilket layout en fil har, ses af dens kolonnenavne; rækkefølgen og store eller små bogstaver betyder ikke noget. Ingen række forsvinder: hver eneste er brugt, brugt efter rettelse, lagt i karantæne eller udeladt efter en navngiven regel.

kilde-oversigt-links = Hvilke filer der kan læses, og hvordan celler skrives, står i [siden om filer]({ $filer }). Alt, hvad programmet kan bemærke, står i [siden om regler](../regler.md). Hvordan en kilde nævnes i planen, står i [siden om planen]({ $plan }). De samme sider vises i terminalen af `kvalitetsrapport sources`.

kilde-genereret = *Siden er lavet af programmet: `UPDATE_DOCS=1 cargo test -p kvalitet-pipeline --test documentation`.*

kilde-kilde = Kilde

kilde-hvor = Hvor kommunen får den

kilde-hvornaar = Hvornår den kommer

kilde-lokal = Kommunens egne tabeller

kilde-lokal-om = En tabel, som ingen af arterne passer på, kan læses med arten `local`: planen siger selv, hvilke kolonner den har. Se [siden om planen]({ $plan }).

kilde-plan = I planen

kilde-plan-om = `files` er navne eller mønstre i datamappen, som `*2018*.csv`. Hedder en kolonne noget andet i din fil, så skriv det under kilden: `columns = {"{"} navn-her = "navn i filen" {"}"}`. Skriver filen tal med punktum, så tilføj `decimal = "point"`. Alle nøgler står i [siden om planen]({ $plan }).

kilde-layouts = Layouts

kilde-layouts-om = En fil af denne art har ét af disse layouts. Programmet vælger selv det, der passer bedst på kolonnenavnene.

kilde-layout = Layout

kilde-personer = En række er en person. Filen er personoplysninger, og intet, der handler om eleven, gengives nogen steder. Ligner en kolonne CPR-numre, bruges filen ikke, medmindre planen gør numrene til pseudonymer.

kilde-kolonner = Kolonner

kilde-kolonner-om = Hvordan hver slags indhold skrives, står i [siden om filer]({ $filer }). En kolonne, der ikke er krævet, kan mangle, og dens celler kan være tomme.

kilde-kolonne = Kolonne

kilde-indhold = Indhold

kilde-kraevet = Krævet

kilde-eksempel = Eksempel

kilde-betyder = Betydning

kilde-ja = ja

kilde-ja-maa-vaere-tom = ja, cellen må være tom

kilde-nej = nej

kilde-fra-til = { $fra } til { $til }

kilde-raekke-af-kolonner = { $fra } til { $til }

kilde-mindst-en = Af hver af disse skal mindst én kolonne være der:

kilde-ogsaa-kaldet = Andre navne, som kolonnerne kendes på:

kilde-ordene = Ord, som kolonnerne tager (store og små bogstaver er ét):

kilde-ogsaa = også

kilde-enestaaende = Der må kun være én række for hver kombination af { $kolonner }.

kilde-enestaaende-personer = Rækker med samme { $kolonner } er om det samme: er de ens, tæller de én gang, og ellers modsiger de hinanden.

kilde-maal = Mål, der læses af kolonnerne

kilde-maal-om = Hvad et mål kan bruges til, kommer an på, hvilke af dets kolonner filen har: se [siden om filer]({ $filer }).

kilde-maalet = Mål

kilde-slags = Slags

kilde-laest-af = Læses af

kilde-vaerdi = værdi

kilde-antal = antal

kilde-taeller = tæller

kilde-naevner = nævner

kilde-dom = vurdering

kilde-nul = 0 betyder ikke indberettet

kilde-andel = andel af personer

kilde-gennemsnit = gennemsnit over personer

kilde-forhold = forhold mellem to mængder

kilde-optaelling = optælling

kilde-fremskrivning = fremskrivning

kilde-kontrol = Kontrol af hver række

kilde-kontrol-om = En kontrol laves, hvor alle dens celler har en værdi. Bag den står reglen, der brydes, hvis den ikke holder.

kilde-afvigelse = med op til { $hoejst } i afrunding

kilde-langform = Lang form: ét mål i hver række

kilde-langform-om = Filen kan også have én række for hvert mål. Så har den { $kolonner } som ovenfor, og i stedet for målenes kolonner disse:

kilde-langform-maal = Målet skrives på en af disse måder:

kilde-eksempelfil = Eksempel

kilde-eksempelfil-lang = Eksempel på lang form

kilde-ulaest = Kolonner, der er kendt og ikke læses

kilde-fund = Fund

kilde-fund-om = Det kan programmet bemærke ved en kilde af denne art. Koden fører til reglen: hvad der sker med rækken, og hvad du gør.

kilde-kode = Kode

kilde-alvor = Alvor

kilde-hvad-fundet-er = Hvad fundet er

kilde-regler-titel = Regler for kontrol af data

kilde-regler-om = Her står alt, hvad programmet kan bemærke om kilderne. Hver regel har en kode, der ikke ændrer sig, en alvor og et omfang: hvor den ser. Det, der står mellem ‹ og ›, siger fundet selv. Indholdet af en celle gengives aldrig, for det kan være et navn eller et CPR-nummer.

kilde-alvor-stop = Kilden bruges ikke, og der laves ingen rapport, før den er i orden.

kilde-alvor-karantaene = Rækken bruges ikke, men er gemt i `karantaene/`, så den kan rettes.

kilde-alvor-advarsel = Rækken er brugt, men noget er sandsynligvis forkert.

kilde-alvor-oplysning = Værd at vide; intet er forkert, før du siger det.

kilde-regler-udeladt = Rækker kan også udelades, uden at noget er galt: se [udeladte rækker](#udeladte-rækker).

kilde-regler-K01 = Filen

kilde-regler-K02 = Rækker og celler

kilde-regler-K03 = Data holdt op mod hinanden

kilde-goer = Gør dette

kilde-naar = Er det { $hvad }

kilde-foelge-stop = kilden bruges ikke

kilde-foelge-karantaene = rækken er i karantæne

kilde-foelge-fil-brugt = filen er brugt

kilde-foelge-brugt = rækken er brugt

kilde-foelge-taeller-en-gang = én af rækkerne er brugt, de andre er udeladt efter `samme-raekke-to-gange`

kilde-foelge-hovedskole = hele skolens række er udeladt efter `hovedskole-med-afdelinger`

kilde-foelge-anden-skoletype = skolens række er udeladt efter `anden-skoletype`

kilde-udeladt = Udeladte rækker

kilde-udeladt-om = En række, der intet er galt med, kan være uden for det, tallene handler om. Den udelades efter en af disse regler, og afstemningen siger, hvor mange der er af hver.

kilde-regel = Regel

kilde-udeladt-hvad = Hvad

kilde-udeladt-hvorfor = Hvorfor

kilde-udeladt-frivillig-test = Kun de obligatoriske test tæller.

kilde-udeladt-andet-fag = Kun dansk, læsning og matematik har den kriteriebaserede skala.

kilde-udeladt-andet-klassetrin = Talt er testen og spørgeskemaet til elevens eget klassetrin.

kilde-udeladt-ikke-foerste-forsoeg = Elevens første obligatoriske forsøg tæller.

kilde-udeladt-samme-raekke-to-gange = Samme oplysning om samme elev tæller én gang; det siges med K0311.

kilde-udeladt-uden-samlet-niveau = Testen gav hverken samlet niveau eller dygtighed i alle områder; eleven er ikke testet.

kilde-udeladt-andet-skoleaar = Planens `years` siger, hvilke skoleår der er med.

kilde-udeladt-anden-kommune = Rapporten handler om planens kommune.

kilde-udeladt-anden-skoletype = Rapporten handler om folkeskoler og specialskoler.

kilde-udeladt-ikke-kommunal = Ingen kommune driver skolen.

kilde-udeladt-ikke-karakter = Eleven er fritaget, syg eller udeblevet; koden er ikke en karakter og tæller ikke i gennemsnit.
kilde-udeladt-specialklasse = Eleven går i specialklasse; sådanne elever tæller ikke i karaktergennemsnit.
kilde-udeladt-privatist = Eleven er privatist; sådanne elever tæller ikke i karaktergennemsnit.
kilde-udeladt-aarskarakter = En årskarakter tæller kun i 2019/20-2021/22, hvor den blev ophøjet til prøvekarakter.
kilde-udeladt-uden-for-gennemsnit = Karakteren er ikke fra en af 9. klasses prøver, eller fra en, der ikke er med i noget gennemsnit, som dansk orden.
kilde-udeladt-anden-karakter-i-proeven = Eleven har en anden karakter i prøven samme skoleår: prøvekarakterer før årskarakterer, derefter den højeste.

kilde-udeladt-sumraekke = Det, den siger, følger af de andre rækker; den holdes op mod dem med K0317.

kilde-udeladt-overskrift-igen = Filer er sat sammen, og kolonnenavnene står der flere gange.

kilde-udeladt-note-under-tabellen = En kilde eller anmærkning efter den sidste række.

kilde-udeladt-hovedskole-med-afdelinger = Ellers talte eleverne to gange; det siges med K0319.

kilde-udeladt-intet-offentliggjort = Alle rækkens tal er tomme, skjulte eller ikke indberettet.

kilde-udeladt-staar-i-elevraekker = Elevrækkerne siger det samme og er brugt.

kilde-udeladt-register-ikke-laest = Så vides det ikke, om skolen findes; det, der er galt med registeret, siges for sig, og kørslen standser.

kilde-plads-naermest = ‹kolonne i filen›

kilde-plads-til = ‹linje›

kilde-plads-form = ‹form›

kilde-plads-antal = ‹antal›

kilde-plads-ark = ‹nummer›

kilde-plads-nummer = ‹nummer›

kilde-plads-ord = ‹ordene›

kilde-plads-laengde = ‹antal›

kilde-plads-ventet = ‹det, kolonnen holder›

kilde-plads-fundet = ‹antal›

kilde-plads-skole = ‹nummer›

kilde-plads-fag = ‹fag›

kilde-plads-klassetrin = ‹klassetrin›

kilde-plads-skoleaar = ‹skoleår›

kilde-plads-en-af = ‹kolonner›

kilde-plads-ment = ‹kolonne i layoutet›

kilde-plads-udeladt = ‹antal›

kilde-plads-laest = ‹antal›

kilde-plads-aar = ‹skoleår›

kilde-plads-tekst = tekst, der ikke kan læses

kilde-form-skoleaar = skoleår

kilde-form-institutionsnummer = institutionsnummer

kilde-form-kommune = kommunens navn eller nummer

kilde-form-kommunenummer = kommunenummer

kilde-form-kommunenavn = kommunens navn

kilde-form-elevid = elevens nøgle

kilde-form-klassetrin = klassetrin

kilde-form-trin = trin

kilde-form-klassetrin-eller-trin = klassetrin eller trin

kilde-form-klasse = klassens betegnelse

kilde-form-fag = fag

kilde-form-fagid = testkode, fire cifre

kilde-form-dato = dato

kilde-form-tidspunkt = dato og klokkeslæt

kilde-form-niveau = niveau, 1 til 6

kilde-form-score = score, 1 til 100

kilde-form-antal = antal

kilde-form-heltal = helt tal

kilde-form-tal = tal

kilde-form-procent = procent

kilde-form-karakter = karakter

kilde-form-svar = svar, 0 til 5

kilde-form-ord = et ord (se nedenfor)

kilde-form-tekst = tekst, der aldrig vises

kilde-form-navn = tekst

kilde-form-dom = over, på eller under niveau

kilde-form-sha256 = SHA-256, 64 tegn

kilde-form-ja-nej = ja eller nej

kilde-enhed-dage = dage

kilde-enhed-point = point

kilde-enhed-procent = procent

kilde-enhed-elever = elever

kilde-enhed-sager = sager

kilde-enhed-klasser = klasser

kilde-enhed-aarsvaerk = årsværk

kilde-enhed-karakter = karakter

kilde-enhed-gennemsnit = gennemsnit

kilde-enhed-timer = timer

kilde-brug-national_test =
    Talt er elevens første obligatoriske forsøg på testen til elevens eget klassetrin. To forsøg på samme tidspunkt med forskelligt resultat modsiger hinanden og ligger begge i karantæne.
    Elevrækker for nogle skoler og antal for andre kan stå i samme plan. Er der begge dele for samme skole, fag, klassetrin og skoleår, bruges elevrækkerne, og antallene holdes op mod dem.
    Med elevrækker kommer deltagelsen fra [elevtallet](roll.md): hvor mange der burde være testet. Antal har deres eget elevtal, `elever_i_alt`, med fritagne og fraværende.

kilde-brug-roll =
    Bruges sammen med elevrækker fra [de nationale test](national_test.md): en skole, der har elever på klassetrinnet og intet resultat, tæller med nul testede, undtagen i år hvor ikke alle skoler blev testet. Antal pr. niveau har deres eget elevtal og påvirkes ikke.

kilde-brug-school_register =
    De øvrige kilder holdes op mod registeret: en skole, der ikke står der, kan ikke bruges. Med regnes folkeskoler (1012) og specialskoler (1015), som planens kommune driver.

kilde-brug-key_figures =
    Målene vises, som de er offentliggjort: uden interval, uden vurdering og uden kommunetal, for de har ingen nævner. Skoler af anden type end `f` udelades. En tom celle er et tal, der ikke er offentliggjort; 0,0 i fravær er en manglende indberetning.
    Mangler skoleåret i filen, skrives det i planen: `year = "2024/25"`.

kilde-brug-corrections =
    `kvalitetsrapport check` siger linje og kolonne for hvert fund; filens SHA-256 står i `afstemning.json` og `manifest.json`. Den nye værdi sættes ind, før rækken læses, og kontrolleres som enhver anden. En rettelse, der ikke gør en række rigtig, meldes.
