### The pages about sources and rules

kilde-oversigt = Sources

kilde-oversigt-om = The program reads the kinds of sources listed here. Each kind has its own page: what it is, where the municipality gets it, which columns the file must have, an example, and what is checked. The layout of a file is known by the names of its columns; their order and upper or lower case do not matter. No row disappears: every one is used, used after a correction, put in quarantine or left out by a named rule.

kilde-oversigt-links = Which files can be read, and how cells are written, is in [the page on files (in Danish)]({ $filer }). Everything the program can notice is in [the page on rules](../regler.md). How a source is named in the plan is in [the page on plans]({ $plan }). `kvalitetsrapport sources --language en` shows the same pages in the terminal.

kilde-genereret = *This page is made by the program: `UPDATE_DOCS=1 cargo test -p kvalitet-pipeline --test documentation`.*

kilde-kilde = Source

kilde-hvor = Where the municipality gets it

kilde-hvornaar = When it comes

kilde-lokal = Tables of the municipality's own

kilde-lokal-om = A table that fits none of the kinds can be read as the kind `local`: the plan itself says which columns it has. See [the page on plans]({ $plan }).

kilde-plan = In the plan

kilde-plan-om = `files` are names or patterns in the data folder, such as `*2018*.csv`. Where a column has another name in your file, say so under the source: `columns = {"{"} name-here = "name in the file" {"}"}`. Where the file writes numbers with a point, add `decimal = "point"`. Every key is in [the page on plans]({ $plan }).

kilde-layouts = Layouts

kilde-layouts-om = A file of this kind has one of these layouts. The program itself chooses the one that fits the names of the columns best.

kilde-layout = Layout

kilde-personer = A row is a person. The file is personal data, and nothing about the pupil is repeated anywhere. Where a column looks like civil registration numbers, the file is not used unless the plan makes pseudonyms of the numbers.

kilde-kolonner = Columns

kilde-kolonner-om = How each sort of content is written is in [the page on files (in Danish)]({ $filer }). A column that is not required may be absent, and its cells may be empty.

kilde-kolonne = Column

kilde-indhold = Holds

kilde-kraevet = Required

kilde-eksempel = Example

kilde-betyder = Meaning

kilde-ja = yes

kilde-ja-maa-vaere-tom = yes, a cell may be empty

kilde-nej = no

kilde-fra-til = { $fra } to { $til }

kilde-raekke-af-kolonner = { $fra } to { $til }

kilde-mindst-en = Of each of these at least one column must be there:

kilde-ogsaa-kaldet = Other names the columns are known by:

kilde-ordene = Words the columns take (upper and lower case are one):

kilde-ogsaa = also

kilde-enestaaende = There may be only one row for each combination of { $kolonner }.

kilde-enestaaende-personer = Rows with the same { $kolonner } are about the same: where they are alike they count once, otherwise they contradict each other.

kilde-maal = Measures read from the columns

kilde-maal-om = What a measure can be used for depends on which of its columns the file has: see [the page on files (in Danish)]({ $filer }).

kilde-maalet = Measure

kilde-slags = Sort

kilde-laest-af = Read from

kilde-vaerdi = value

kilde-antal = number

kilde-taeller = numerator

kilde-naevner = denominator

kilde-dom = verdict

kilde-nul = 0 means not reported

kilde-andel = share of persons

kilde-gennemsnit = mean over persons

kilde-forhold = ratio of two amounts

kilde-optaelling = count

kilde-fremskrivning = projection

kilde-kontrol = Checks of each row

kilde-kontrol-om = A check is made where all its cells have a value. Behind it stands the rule that is broken where it does not hold.

kilde-afvigelse = with up to { $hoejst } for rounding

kilde-langform = Long form: one measure in each row

kilde-langform-om = The file may also have one row for each measure. It then has { $kolonner } as above, and in place of the columns of the measures these:

kilde-langform-maal = The measure is written in one of these ways:

kilde-eksempelfil = Example

kilde-eksempelfil-lang = Example of the long form

kilde-ulaest = Columns that are known and not read

kilde-fund = Findings

kilde-fund-om = This is what the program can notice about a source of this kind. The code leads to the rule: what becomes of the row, and what to do.

kilde-kode = Code

kilde-alvor = Severity

kilde-hvad-fundet-er = What the finding is

kilde-regler-titel = Rules that data is checked by

kilde-regler-om = Here is everything that the program can notice about the sources. Each rule has a code that does not change, a severity and a scope: where it looks. What stands between ‹ and › the finding itself says. The content of a cell is never repeated, for it can be a name or a civil registration number.

kilde-alvor-stop = The source is not used, and no report is made until it is right.

kilde-alvor-karantaene = The row is not used, but kept in `karantaene/`, so that it can be corrected.

kilde-alvor-advarsel = The row is used, but something is probably wrong.

kilde-alvor-oplysning = Worth knowing; nothing is wrong until you say so.

kilde-regler-udeladt = Rows can also be left out without anything being wrong: see [rows left out](#rows-left-out).

kilde-regler-K01 = The file

kilde-regler-K02 = Rows and cells

kilde-regler-K03 = Data held against each other

kilde-goer = Do this

kilde-naar = If it is { $hvad }

kilde-foelge-stop = the source is not used

kilde-foelge-karantaene = the row is in quarantine

kilde-foelge-fil-brugt = the file is used

kilde-foelge-brugt = the row is used

kilde-foelge-taeller-en-gang = one of the rows is used, the others are left out by `samme-raekke-to-gange`

kilde-foelge-hovedskole = the row of the whole school is left out by `hovedskole-med-afdelinger`

kilde-foelge-anden-skoletype = the school's row is left out by `anden-skoletype`

kilde-udeladt = Rows left out

kilde-udeladt-om = A row with nothing wrong may lie outside what the figures are about. It is left out by one of these rules, and the reconciliation says how many there are of each.

kilde-regel = Rule

kilde-udeladt-hvad = What

kilde-udeladt-hvorfor = Why

kilde-udeladt-frivillig-test = Only the obligatory tests count.

kilde-udeladt-andet-fag = Only Danish reading and mathematics have the criterion scale.

kilde-udeladt-andet-klassetrin = Counted are the test and the questionnaire of the pupil's own grade.

kilde-udeladt-ikke-foerste-forsoeg = The pupil's first obligatory attempt counts.

kilde-udeladt-samme-raekke-to-gange = The same information about the same pupil counts once; K0311 says so.

kilde-udeladt-uden-samlet-niveau = The test gave neither an overall level nor abilities in all areas; the pupil is not tested.

kilde-udeladt-andet-skoleaar = The plan's `years` say which school years are in.

kilde-udeladt-anden-kommune = The report is about the plan's municipality.

kilde-udeladt-anden-skoletype = The report is about folkeskoler and special schools.

kilde-udeladt-ikke-kommunal = No municipality runs the school.

kilde-udeladt-ikke-karakter = The pupil is exempt, ill or absent; the code is no mark and counts in no mean.
kilde-udeladt-specialklasse = The pupil is in a special class; such pupils do not count in means of marks.
kilde-udeladt-privatist = The pupil takes the exam privately; such pupils do not count in means of marks.
kilde-udeladt-aarskarakter = A year mark counts only in 2019/20-2021/22, where it was raised to an exam mark.
kilde-udeladt-uden-for-gennemsnit = The mark is of none of the exams of 9th grade, or of one that is in no mean, as Danish orden.
kilde-udeladt-anden-karakter-i-proeven = The pupil has another mark in the exam in the same school year: exam marks before year marks, then the highest.

kilde-udeladt-sumraekke = What it says follows from the other rows; K0317 holds it against them.

kilde-udeladt-overskrift-igen = Files were put together, and the names of the columns stand there more than once.

kilde-udeladt-note-under-tabellen = A source or a remark behind the last row.

kilde-udeladt-hovedskole-med-afdelinger = Otherwise pupils would count twice; K0319 says so.

kilde-udeladt-intet-offentliggjort = All figures of the row are empty, withheld or not reported.

kilde-udeladt-staar-i-elevraekker = The pupil rows say the same and are used.

kilde-udeladt-register-ikke-laest = Then it is not known whether the school exists; what is wrong with the register is told by itself, and the run stops.

kilde-plads-naermest = ‹column of the file›

kilde-plads-til = ‹line›

kilde-plads-form = ‹form›

kilde-plads-antal = ‹number›

kilde-plads-ark = ‹number›

kilde-plads-nummer = ‹number›

kilde-plads-ord = ‹the words›

kilde-plads-laengde = ‹number›

kilde-plads-ventet = ‹what the column holds›

kilde-plads-fundet = ‹number›

kilde-plads-skole = ‹number›

kilde-plads-fag = ‹subject›

kilde-plads-klassetrin = ‹grade›

kilde-plads-skoleaar = ‹school year›

kilde-plads-en-af = ‹columns›

kilde-plads-ment = ‹column of the layout›

kilde-plads-udeladt = ‹number›

kilde-plads-laest = ‹number›

kilde-plads-aar = ‹school years›

kilde-plads-tekst = text that cannot be read

kilde-form-skoleaar = school year

kilde-form-institutionsnummer = institution number

kilde-form-kommune = municipality, name or number

kilde-form-kommunenummer = municipality number

kilde-form-kommunenavn = name of the municipality

kilde-form-elevid = the pupil's key

kilde-form-klassetrin = grade

kilde-form-trin = stage

kilde-form-klassetrin-eller-trin = grade or stage

kilde-form-klasse = label of the class

kilde-form-fag = subject

kilde-form-fagid = test code, four digits

kilde-form-dato = date

kilde-form-tidspunkt = date and time

kilde-form-niveau = level, 1 to 6

kilde-form-score = score, 1 to 100

kilde-form-antal = number of

kilde-form-heltal = whole number

kilde-form-tal = number

kilde-form-procent = per cent

kilde-form-karakter = mark

kilde-form-svar = answer, 0 to 5

kilde-form-ord = a word (see below)

kilde-form-tekst = text that is never shown

kilde-form-navn = text

kilde-form-dom = over, at or under the level

kilde-form-sha256 = SHA-256, 64 characters

kilde-form-ja-nej = yes or no

kilde-enhed-dage = days

kilde-enhed-point = points

kilde-enhed-procent = per cent

kilde-enhed-elever = pupils

kilde-enhed-sager = cases

kilde-enhed-klasser = classes

kilde-enhed-aarsvaerk = full-time posts

kilde-enhed-karakter = mark

kilde-enhed-gennemsnit = mean

kilde-enhed-timer = hours

kilde-brug-national_test =
    Counted is a pupil's first obligatory attempt at the test of the pupil's own grade. Two attempts at the same moment with different results contradict each other, and both are in quarantine.
    Pupil rows of some schools and counts of others may stand in one plan. Where there are both for the same school, subject, grade and year, the pupil rows are used and the counts are held against them.
    With pupil rows participation comes from [the roll](roll.md): who should have been tested. Counts have a roll of their own, `elever_i_alt`, with exempt and absent pupils.

kilde-brug-roll =
    Used with pupil rows of [the national tests](national_test.md): a school that has pupils of the grade and no result counts with nobody tested, except in years in which not every school tested. Counts per level have a roll of their own and are not touched.

kilde-brug-school_register =
    The other sources are held against the register: a school that is not in it cannot be used. Counted are folkeskoler (1012) and special schools (1015) run by the plan's municipality.

kilde-brug-key_figures =
    The measures are shown as published: with no interval, no verdict and no figure of the municipality, for they have no denominator. Schools of another type than `f` are left out. An empty cell is a figure that was not published; 0.0 in absence is a missing report.
    Where the file does not say the school year, the plan does: `year = "2024/25"`.

kilde-brug-corrections =
    `kvalitetsrapport check` gives line and column of each finding; the SHA-256 of the file is in `afstemning.json` and `manifest.json`. The new value is put in before the row is read, and is checked as any other. A correction that makes no row right is reported.
