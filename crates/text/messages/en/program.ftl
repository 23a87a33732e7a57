### The program in the terminal, and what lies beside the report

enhed-land = The whole country

enhed-kommune = Municipality { $nummer }

gruppe-folkeskoler = All folkeskoler

gruppe-specialskoler = All special schools

laes-mig =
    Result of kvalitetsrapport. The folder is replaced whole by the next run: keep no files of your own in it.

    fortrolig/   for the municipality's administration. Test results below national level are
                 confidential (Folkeskole act § 55 b). Open rapport.html.
    offentlig/   what can become public. If it is stamped "not for publication", it must not be
                 sent out.
    fortrolig/skoler/   a sheet for the leader of each school and one for its board. Each is only for
                 the school whose number the folder has.
    fortrolig/kvalitet/   findings about the sources, rows in quarantine, corrections, account and
                 manifest.

laes-mig-afvist =
    The sources could not be used, and no report was made. The last report is untouched.

    fund.FORTROLIGT.csv       what is wrong, where, and what can be done; lines in a row stand together
    karantaene/               rows that could not be used: a file for each source, as CSV and for Excel
                              (above 100,000 rows as CSV alone)
    rettelser.FORTROLIGT.csv  what became of the corrections, where there are any
    afstemning.json           what became of every row

fejl = error

trin-simuler = Simulating sources

trin-indlaes = Reading sources

trin-tal = Working out figures

trin-frigiv = Hiding what must be hidden

trin-rapport = Writing reports

trin-skriv = Putting the result in its place

plan-sted = { $fil }, line { $linje }, column { $kolonne }

plan-ulaeselig = the plan `{ $fil }` cannot be read: { $hvorfor }

plan-toml = the plan cannot be read from here on: look for a quotation mark, a comma or a bracket that is missing, here or on the line before (TOML: { $hvad })

plan-form = the value has another form than the plan takes here; docs/plan.md says what the key takes (TOML: { $hvad })

plan-form-ventet = the value has another form than the plan takes here; it should be { $ventet }

plan-mangler-noegle = the key `{ $noegle }` is missing here; docs/plan.md says what it takes

plan-ventet-tekst = text in quotation marks, such as "text"

plan-ventet-liste = a list in square brackets, such as ["a", "b"]

plan-ventet-ja-nej = `true` or `false`

plan-ventet-helt-tal = a whole number without quotation marks, such as 5

plan-ventet-afsnit = a table of keys, such as [report]

plan-ukendt-noegle = unknown key `{ $noegle }` in { $afsnit }; the nearest is `{ $naermest }`
    { $afsnit } may have { $kendte }

plan-vaerdi = `{ $noegle }` must be { $ventet }

plan-ukendt-indstilling = there is no setting `{ $noegle }`; the nearest is `{ $naermest }`

plan-graense = the threshold of { $modtager } may only be raised: it is { $graense }, the plan says { $bedt }

plan-ikke-afrundes = { $indikator } cannot be rounded: only a share that the public sees, and that is hidden where few have what is counted, can be

plan-for-fin = { $indikator } must be rounded to at least { $graense }, the plan says { $bedt }

plan-program = the program's own definitions are wrong: { $hvad }

plan-udtryk = `{ $noegle }` of `{ $navn }`: { $hvad }

plan-ulaeselig-kolonne = no expression reads the column `{ $kolonne }` of `{ $tabel }`: it holds a date, a school, a year, an id, a name or text

plan-ukendt-tabel = there is no table `{ $navn }`; the nearest is `{ $naermest }`

plan-ukendt-indikator = there is no indicator `{ $navn }`; the nearest is `{ $naermest }`

plan-ukendt-maal = there is no goal `{ $navn }` before this; the nearest is `{ $naermest }`

plan-under-delmaal = `{ $navn }` is a sub-goal itself

plan-ukendt-maaling = no source has the measure `{ $navn }`; the nearest is `{ $naermest }`

plan-to-gange = `{ $navn }` is there already

plan-fortrolighed = `{ $navn }` is made of what is `{ $klasse }`: `confidentiality` may only be raised

plan-tabel-optaget = `{ $tabel }` is a table of the program's own: give yours another name

plan-to-skemaer = two sources have the table `{ $tabel }` with different schemas

plan-laeses-ikke = no source of the plan has `{ $tabel }`

plan-uden-sted = an indicator needs a school and a school year of every row of `{ $tabel }`: columns that hold `institution_number` and `school_year`, required and never empty (or the source's `year`)

plan-maal-uden-indikator = a `target` needs an `indicator` that it is read off

udtryk-form = expected an expression such as `niveau >= 4`

udtryk-ikke-tilladt = only comparison, and, or, not, in, between, is null, + - * on whole numbers are allowed

udtryk-kolonne = no column is called `{ $navn }` in `{ $tabel }`; the nearest is `{ $naermest }`

udtryk-ord = `{ $kolonne }` takes one of { $ord }

ventet-en-af = one of { $ord }

ventet-dato = a date such as 2022-03-31

ventet-kommunenummer = a municipality number from 101 to 999

ventet-skoleaar = a school year such as "2018/19"

ventet-skoleaar-flere = school years such as "2018/19", each once and at least one

ventet-filer = at least one file name or pattern

ventet-procent = a per cent from 0 to 100

ventet-noegle = either `key_file` or `key_env`

ventet-tabel = a name with a `schema` beside it, and only in a source of the kind `local`

ventet-foerste-og-sidste-skoleaar = two school years, the first and the last, such as ["2022/23", "2025/26"]

ventet-aendring = a number such as 5 or -0.2 beside an `indicator`: percentage points of what is per cent, at most 100, otherwise in the number's own unit

ventet-frist = a date such as 2023-06-30, not before `from`

ventet-opfoelgningsdato = a date such as 2022-03-31, not after the report's own date

ventet-gruppe = `id` and `name` with either `members` (and perhaps `from`) or `rule` and `groups`, or `prefix` alone

ventet-gruppe-id = an id of 1 to 40 of `a-z`, `0-9` and `-`

ventet-antal-grupper = a number of groups from 2 to 99

ventet-institutionsnumre = institution numbers of six digits, as text, at least one

ventet-helt-tal = a whole number from { $mindst } to { $hoejst }

indstilling-vaerdi = the setting `{ $noegle }` must be { $ventet }

data-mangler = the folder `{ $mappe }` behind `--data` does not exist; the sources are read from it

kilder-afvist = the sources could not be used; see { $mappe }

kilder-afvist-graense = in { $kilde } { $karantaene } of { $laest } rows are in quarantine, more than the { $graense } per cent that `quarantine_limit` in `[data]` of the plan allows; mend the rows, or raise the limit if the figures may be without them

kilder-afvist-skoler = the register of institutions has no schools in municipality { $kommune }{ $kendte ->
    [ingen] ; no school in it has a municipality: look at the column with the municipality's number or name
   *[other] ; it has schools in municipality { $kendte }: mend `municipality` in the plan or the column in the register
  }

fund-flere = … and { $antal } more findings; all are in fund.FORTROLIGT.csv

kilder-afvist-noegle = the key of the pupils' pseudonyms has the check value { $er }, but { $ventet } is expected, by `check` in the plan or by the result that was to be replaced. If the key was changed on purpose, write `check = "{ $er }"` in `[pseudonymisation]`

normer-fil = the file of norms `{ $fil }` cannot be read: { $hvorfor }; `norms` is read from the folder of the plan

normer-form = the file of norms `{ $fil }` has not the form of `normer.json`: line { $linje }, column { $tegn }. The form is in docs/progression.md; a run with pupil rows writes one itself

normer-to-gange = the file of norms `{ $fil }` has two norms of the same test or the same way: keep one

normer-umulige = the file of norms `{ $fil }` has a norm without spread, or a correlation that does not lie from 0 to 1: correct it

pseudonym-noegle-fil = the key file `{ $fil }` cannot be read: { $hvorfor }; `key_file` is read from the folder of the plan

pseudonym-noegle-variabel = the environment variable `{ $navn }`, which should hold the key, is not set

pseudonym-noegle-tegn = the environment variable `{ $navn }`, which should hold the key, is not text in UTF-8

pseudonym-noegle-kort = the key in `{ $navn }` has { $bytes } bytes and must have at least { $mindst }

pseudonym-noegle-ens = the key in `{ $navn }` is one character again and again

pseudonym-noegle-hjaelp = if pseudonyms were made before, use the key from then; otherwise make a new one, for example with `openssl rand -hex 32`, and keep it in a safe place, not in the plan

raa-endelse = `{ $fil }` must end in .csv or .xlsx

raa-findes = `{ $fil }` is there already and is not overwritten; delete it or choose another name

raa-i-resultat = `{ $fil }` lies in a result, which is replaced or handed on; the rows are personal data and belong somewhere else

raa-i-data = `{ $fil }` lies in the data folder and could be read as a source; choose a folder outside it

raa-ingen-mappe = the folder that `{ $fil }` should lie in is not there

raa-for-stor = the rows do not fit into a workbook; write them as CSV in place of `{ $fil }`

raa-skrevet = Personal data: { $fil } holds { $raekker-tal ->
    [one] one row as it stands
   *[other] { $raekker } rows as they stand
  } in the sources. Delete the file when the sources are mended, and send it to nobody.

raa-ingen = No rows are in quarantine; { $fil } was not made.

tjek-kilde-ingen-tal = no indicator uses it

kunne-ikke-skrive = cannot write `{ $sti }`: { $hvorfor }

ikke-vores-mappe = the folder `{ $mappe }` exists and was not made by this program; choose another with --out

kunne-ikke-simulere = the simulated municipality could not be written to `{ $mappe }`: { $hvorfor }

ukendt-enhed = `{ $enhed }` is neither an institution number nor a unit such as `skole:999001`

ukendt-noegle = `{ $noegle }`: { $hvorfor }

ukendt-modtager = there is no audience `{ $modtager }`; write `administration`, `offentlig`, or `leder:` or `bestyrelse:` with the number of a school

ukendt-indikator = there is no indicator `{ $indikator }`; the nearest is `{ $naermest }`

ukendt-kilde = there is no kind of source `{ $art }`; the nearest is `{ $naermest }`

ukendte-aar = `{ $aar }` are no school years such as `2016/17-2021/22`

vores-fejl = the program has a bug: { $hvad }

faerdig = Done: { $mappe }

faerdig-raekker = { $laest } rows read: { $brugt } used{ $rettet-tal ->
    [0] {""}
   *[other] , { $rettet } used after a correction
  }, { $udeladt } left out by rule, { $karantaene } in quarantine

faerdig-fund = { $advarsler } warnings, { $oplysninger } notes

faerdig-mangler = Figures are missing because their row is in quarantine, and sums are without them ({ $antal-tal ->
    [one] one place
   *[other] { $antal } places
  }): { $hvor }{ $flere-tal ->
    [0] {""}
   *[other] {" "}and { $flere } more
  } (K0332)

faerdig-aabn = Open { $fil }

tjek-kilde = { $kilde } ({ $layout }): { $laest } read, { $brugt } used{ $rettet-tal ->
    [0] {""}
   *[other] , { $rettet } used after a correction
  }, { $udeladt } left out, { $karantaene } in quarantine

tjek-ingen-fund = No findings.

tjek-udeladt = left out: { $regler }

tjek-fund = { $kode } { $alvor }, { $antal-tal ->
    [one] once
   *[other] { $antal } times
  } in { $kilde }: { $fund }

tjek-fund-foerste = first: { $sted }

tjek-fund-sted = where: { $sted }

tjek-fund-flere-slags = { $navn }, for example: { $fund }

tjek-alle-fund = All { $antal } findings; lines in a row stand together:

simuleret = Written to { $mappe }: { $skoler } schools, { $elever } pupils, { $raekker } test rows

noegle-form = write indicator/unit/period and, if you want, /breakdown, such as `laesning.gode/skole:999001/2018-19/klasse:4`

noegle-indikator = the indicator must be an id such as `laesning.gode`

noegle-enhed = the unit must be like `skole:999001`, `gruppe:folkeskoler`, `kommune:999` or `land`

noegle-periode = the period must be a school year such as `2018-19`

noegle-opdeling = the breakdown must be like `klasse:4`, `niveau:6` or `klasse:4,niveau:6`

plan-selv = the plan

io-findes-ikke = it is not there

io-ingen-adgang = there is no access to it

io-ingen-plads = the disk is full

io-ingen-mappe = something on the way is a file and not a folder

io-mappe = it is a folder and not a file

io-ikke-utf8 = it is not UTF-8 text

io-andet = the system refused it

simuler-ingen-skoler = there must be at least one school

simuler-skoler = there can be at most { $hoejst } schools

simuler-aar = there can be at most { $hoejst } school years

simuler-aar-omvendt = the last school year lies before the first

simuler-elever = there must be between { $mindst } and { $hoejst } pupils

faerdig-karantaene = The rows in quarantine are in { $mappe }, and fund.FORTROLIGT.csv beside it says why

faerdig-se-sikre = Look first: { $sikre-tal ->
    [0] none of { $antal } comparisons is sure
    [one] one of { $antal } comparisons is sure
   *[other] { $sikre } of { $antal } comparisons are sure
  } (the chapter "{ $kapitel }")

faerdig-se-uafgjort = { $antal-tal ->
    [one] Of one headline figure of a school or the municipality nobody can say how it developed
   *[other] Of { $antal } headline figures of schools and the municipality nobody can say how they developed
  }: breaks, reservations or too few (the chapters of the themes say which)

faerdig-se-advarsler = { $antal-tal ->
    [one] One warning about the sources
   *[other] { $antal } warnings about the sources
  } (the chapter "{ $kapitel }")

fremgang-trin = { $trin } ({ $nr } of { $antal })

fremgang-tilbage = about { $tid } left

io-for-stor = it would become larger than the system allows
