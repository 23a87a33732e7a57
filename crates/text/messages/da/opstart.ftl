### En ny mappe: planen og mapperne til kilder

opstart-hoved =
    Planen siger, hvad der skal rapporteres, hvad der læses, og hvilke valg der gælder.
    Linjer, der begynder med #, bruges ikke. Fjern # foran en linje for at bruge den.
    Hver nøgle er forklaret i docs/plan.md.

opstart-titel = Titlen på forsiden.

opstart-dato = Datoen på hvert dokument. Programmet spørger aldrig uret.

opstart-profil = `kvalitetsrapport` (til og med 2021/22), `skoleudviklingssamtale` (fra 2022/23) eller `lokal`.

opstart-kommune = Kommunens nummer på tre cifre. 999 er en opdigtet kommune: ret det.

opstart-aar = De skoleår, rapporten handler om.

opstart-titel-kvalitetsrapport = Kvalitetsrapport { $fra }-{ $til }

opstart-titel-skoleudviklingssamtale = Skoleudviklingssamtale { $fra }-{ $til }

opstart-data = Mappen med kilder, set fra planen.

opstart-graense = Er mere end så mange procent af rækkerne i en kilde i karantæne, afvises kørslen.

opstart-databeskyttelse =
    Hvorfor oplysningerne bruges, på hvilket grundlag, hvem der er dataansvarlig, og hvornår resultatet
    senest slettes. Det står ved siden af rapporten og i dens manifest, og `purge` retter sig efter datoen.

opstart-formaal = Kommunens tilsyn med folkeskolerne

opstart-retsgrundlag = Skriv loven og paragraffen her

opstart-ansvarlig = Skriv kommunens navn her

opstart-kilder =
    KILDER. Hver mappe i `kilder` har en OM-MAPPEN.txt, som siger, hvad der skal ligge i den.
    En kilde i planen skal have mindst én fil. Har I den ikke, så sæt # foran dens tre linjer.
    `*.[!t]*` er alle filer i mappen undtagen .txt: CSV, Excel og JSON.

opstart-kilde =
    { $navn }
    Hvor: { $hvor }

opstart-noegle =
    Er der elevers personnumre i kilderne, bliver de til pseudonymer med en hemmelig nøgle.
    Lav den med `openssl rand -hex 32 > noegle.txt`, uden for denne mappe. Den står aldrig i planen.

opstart-skjul = Hvor få personer et tal må handle om, før det skjules. Grænserne kan kun hæves.

opstart-indstillinger = Valg, som lov og definition lader stå åbne. Alle står i docs/plan.md.

opstart-grupper = Grupper af skoler, som der også laves tal for.

opstart-maal = Kommunens egne mål og deres tegn.

opstart-indsatser = Indsatser for målene: hvad der gøres, hvem der har ansvaret, og hvornår.

opstart-vurdering = Kommunens egen vurdering af et kapitel, skrevet i en fil ved siden af planen.

opstart-hvad = Hvad filerne kan være

opstart-laeg = Læg filen eller filerne her, som de er hentet. Alle filer i mappen læses undtagen .txt, og programmet ser på kolonnenavnene, hvad hver fil er. Har I ingen, så sæt # foran linjerne med `{ $art }` i plan.toml.

opstart-personer = Filer med en række pr. elev er personoplysninger. Læg dem kun her, hvis mappen er et sted, hvor de må ligge.

opstart-slaaet-fra = Kilden læses ikke endnu. Fjern # foran linjerne med `{ $art }` i plan.toml, når filen ligger her.

opstart-mere = Alle kolonner, med eksempler: kvalitetsrapport sources { $art }

opstart-findes = mappen `{ $mappe }` er ikke tom, og intet er skrevet; vælg en anden mappe

opstart-lavet = Lavet: { $mappe }

opstart-naeste =
    Læg kilderne i { $kilder } (OM-MAPPEN.txt i hver mappe siger hvad), og ret kommune og skoleår i { $plan }.
    Så:
      kvalitetsrapport check { $plan }
      kvalitetsrapport run { $plan } --out { $ud }
