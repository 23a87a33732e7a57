### The report

maaned-01 = January

maaned-02 = February

maaned-03 = March

maaned-04 = April

maaned-05 = May

maaned-06 = June

maaned-07 = July

maaned-08 = August

maaned-09 = September

maaned-10 = October

maaned-11 = November

maaned-12 = December

rap-gaa-til-indhold = Skip to the contents

rap-indhold = Contents

rap-saadan-laeses = How to read the numbers

rap-kan-rulles = The table scrolls sideways.

rap-vis-tal = Show the numbers as a table

rap-vis-domme = Show the verdict on the target for each school

rap-og = { $foerste } and { $sidste }

rap-kolofon = Made by kvalitetsrapport { $version } from the plan { $plan }. The same sources give the same report, byte for byte.

rap-stempel-offentlig = DRAFT · not for publication

rap-stempel-offentlig-grund = A draft has not been tested: only when it is published is it tried to work out the hidden figures, and is it held against earlier editions.

rap-skoleaaret = School year { $aar }

rap-skoleaarene = School years { $aar }

rap-laes-skjult = There is a figure, but it rests on too few pupils, or it could be worked out together with one that does. All of it is hidden: value, number and uncertainty.

rap-laes-for-faa = The figure is shown but rests on so few pupils that it is not judged.

rap-laes-graenser = 69.9–72.7

rap-laes-interval = Two numbers with a dash between them are a 95% interval: how far chance in who the pupils were, and what strikes a whole class or year at once, could reach.

rap-laes-streg = There is nothing to show: no test that year, or no data.

rap-laes-dom = Met, not met

rap-laes-dom-om = The ministry's rule applied to the letter, without regard to chance or to the pupils' background. Colours do not judge; only words do.

rap-folkeskoler = Folkeskoler

rap-specialskoler = Special schools

rap-specialskole = special school

rap-andre-skoler = Other schools

rap-samlet = Together

rap-skole = School

rap-enhed = Unit

rap-enheder = Units

rap-talt = { $talt ->
    [raekker] Records
    [andet] n
   *[other] Pupils
  }

rap-klassetrin = Grade

rap-klasse = Grade { $klassetrin }

rap-alle-klassetrin = all grades

rap-niveau = Level

rap-niveau-1 = Insufficient

rap-niveau-2 = Inadequate

rap-niveau-3 = Fair

rap-niveau-4 = Good

rap-niveau-5 = Very good

rap-niveau-6 = Outstanding

rap-gode = Good

rap-procent = per cent

rap-tal = number

rap-vaerdi-i-tekst = { $enhed ->
    [mark] { $vaerdi }
   *[other] { $vaerdi } { $enhed }
  }

rap-n = n { $n }

rap-skoleaar = School year

rap-test = Test

rap-skjult = hidden

rap-for-faa = too few

rap-mangler-ingen-elever = no pupils

rap-mangler-ingen-raekker = no records

rap-mangler-intet-kommunetal = no municipal figure

rap-mangler-tilbageholdt = withheld in the source

rap-mangler-ikke-offentliggjort = not published

rap-mangler-ikke-indberettet = not reported

rap-mangler-ikke-i-kilden = not in the source

rap-intet-tal-kort = no figure

rap-intet-tal = { $enhed } has no figure that can be shown.

rap-faerre-end = fewer than { $antal }

rap-ikke-vist = not shown

rap-regel-indfriet = met

rap-regel-delvist-indfriet = partly met

rap-regel-delvist = { $indfriet } of { $antal } grades

rap-alle-raekker = all { $antal }

rap-intet-tidligere-aar = no earlier year

rap-regel-ikke-indfriet = not met

rap-regel-intet-resultat = no result

rap-regel-med-forbehold = not judged

rap-regel-forbehold-aar = { $aar } has a reservation

rap-sikkerhed-klart = clear

rap-sikkerhed-taet-paa = near the limit

rap-sikkerhed-kan-ikke-afgoeres = undecided

rap-mod-aar = against { $aar }

rap-dom-under = below level

rap-dom-paa = at level

rap-dom-over = above level

rap-krav-mindst = at least { $procent }
rap-krav-hoejst = at most { $procent }

rap-krav-stiger = higher than the year before

rap-krav-falder = lower than the year before

rap-maal = Target

rap-maal-nummer = target { $nummer }: { $krav }

rap-maal-linje = Target { $procent }

rap-et-tidligere-aar = an earlier year

rap-maalet-mindst = The target of at least { $procent }
rap-maalet-hoejst = The target of at most { $procent }

rap-maalet-stiger = The target of a higher share than in { $aar }

rap-maalet-falder = The target of a lower share than in { $aar }

rap-dom-indfriet = { $maal } is met on { $antal-tal ->
    [one] the one grade with a result.
   *[other] all { $antal } grades.
  }

rap-dom-delvist = { $maal } is met on { $indfriet } of { $antal } grades.

rap-dom-ikke = { $maal } is not met on { $antal-tal ->
    [one] the one grade with a result.
   *[other] any of the { $antal } grades.
  }

rap-dom-indfriet-kort = { $maal } is met in { $aar }.

rap-dom-ikke-kort = { $maal } is not met in { $aar }.

rap-dom-intet = { $maal } cannot be judged in { $aar }, because there is nothing to compare with.

rap-dom-forbehold = { $maal } is not judged in { $aar }, because { $forbehold } is comparable only with reservation.

rap-dom-skjult = The verdict on { $aar } is hidden because it rests on too few pupils.

rap-seneste-dom = The latest year with a verdict is { $aar }.

rap-sikker-over = For all grades together the share lies clearly above the limit.

rap-sikker-under = For all grades together the share lies clearly below the limit.

rap-sikker-taet-paa = For all grades together the share lies near the limit.

rap-sikker-kan-ikke = For all grades together it cannot be decided on which side of the limit the share lies.

rap-sikker-forskel = For all grades together the difference from { $aar } is larger than chance usually gives.

rap-sikker-lille-forskel = For all grades together the difference from { $aar } is so small that it may be chance.

rap-sikker-forskel-kan-ikke = For all grades together it cannot be decided whether the difference from { $aar } is anything but chance.

rap-interval-parentes = (95% interval { $graenser })

rap-saetning-gode = In { $aar }, { $vaerdi } of { $n } pupils had good results

rap-saetning-allerdygtigste = In { $aar }, { $vaerdi } of { $n } pupils were among the very best

rap-saetning-daarlige = In { $aar }, { $vaerdi } of { $n } pupils had poor results

rap-saetning-deltagelse = In { $aar }, { $vaerdi } of { $n } pupils had a result

rap-saetning-andel = { $navn }, { $enhed } { $aar }: { $vaerdi } { $talt ->
    [raekker] of { $n } records
    [andet] (n { $n })
   *[other] of { $n } pupils
  }

rap-saetning-vaerdi = { $navn }, { $enhed } { $aar }: { $vaerdi }

rap-maalene = The targets at a glance

rap-maalene-om = The national targets by the ministry's rule: reading and mathematics on each grade by itself, wellbeing on all together. "The year before" is the nearest earlier year of the same series that has figures for the whole municipality.

rap-maalene-tilfaeldet = Even when nothing has truly changed, a share falls about half the time. That a target of rise or fall is met in one year is therefore no sign by itself that anything has improved.

rap-maalene-sikkerhed = The word under the verdict says how sure the comparison is for all grades together: "clear", "near the limit" or "undecided". It rests on the same interval as the figure itself.

rap-maalene-trivsel = The target on the pupils' wellbeing is not judged here: the report has no figures of wellbeing that the target can be read off. Where there are, it is judged on the mean of general wellbeing or on the share above 3.0, as the setting says.

rap-anden-serie = another series

rap-seriegraense = Mathematics changes series: the years until { $slut } (grades { $gamle }) and the years from { $start } (grades { $nye }) are not measured on the same grades and are never compared with each other.

rap-tabel-maalene = { $enhed }: are the targets met?

rap-serie-om = Grades tested: { $klassetrin }. Source: { $kilde }.

rap-aar-uden-kommunetal = No figure for the municipality and its groups of schools in { $aar }. { $grund }

rap-aar-med-forbehold = { $aar } can be compared only with reservation. { $grund }

rap-aar-uden-data = { $aar } is missing from the tables because there are no data.

rap-kun-ord = Here are words and not numbers: by the folkeskole act § 55 b results below national level may not be published, only whether a target is met. Where fewer pupils than the threshold were tested, the word is hidden too.

rap-hvem = Who counts

rap-beregning = Calculation

rap-kilde = Source

rap-status = Status

rap-status-bekraeftet = confirmed

rap-status-ubekraeftet = unconfirmed

rap-status-antaget = assumed

rap-status-med-note = { $status }. { $note }

rap-noegle = Key

rap-noegle-version = { $noegle }, version { $version }

rap-formel-andel = rows where { $taeller }, of rows where { $naevner }

rap-formel-fordeling = the share of each value of { $kolonne } among rows where { $naevner }

rap-formel-gennemsnit = the mean of { $vaerdi } over rows where { $naevner }

rap-formel-forhold = the sum of { $taeller } over the sum of { $naevner }, in rows where { $raekker }

rap-formel-antal = the number of rows where { $raekker }

rap-formel-kilde-andel = the source's share of pupils ({ $maal }); counted where the source has numerator and denominator

rap-formel-kilde-gennemsnit = the source's mean over pupils ({ $maal })

rap-formel-kilde-forhold = the source's ratio of two amounts ({ $maal }); numerator and denominator are summed apart where the source has them

rap-formel-kilde-antal = the source's number ({ $maal })

rap-formel-kilde-vaerdi = the source's value as it stands ({ $maal }); never added up

rap-eller = { $foerste } or { $sidste }

rap-udtryk-er = { $navn } is { $vaerdi }
rap-udtryk-under = { $navn } is below { $vaerdi }
rap-udtryk-hoejst = { $navn } is at most { $vaerdi }
rap-udtryk-over = { $navn } is above { $vaerdi }
rap-udtryk-mindst = { $navn } is at least { $vaerdi }
rap-udtryk-mellem = { $navn } is between { $vaerdi }
rap-udtryk-udfyldt = { $navn } is filled in
rap-udtryk-tom = { $navn } is missing
rap-udtryk-ikke = not ({ $udtryk })

kolonne-fag = the subject
kolonne-niveau = the level
kolonne-niveau-foer = the level at the test before
kolonne-klassetrin = the grade
kolonne-elevtal-kendt-ja = the number of pupils in the grade is known
kolonne-parret-ja = the test before is known of the pupil
kolonne-svarede-ja = the pupil answered
kolonne-mindst-2-ja = the pupil has at least 2 in Danish and mathematics
kolonne-mindst-2 = at least 2 in Danish and mathematics
kolonne-generel = general wellbeing
kolonne-social = social wellbeing
kolonne-faglig = academic wellbeing
kolonne-stoette = support and inspiration
kolonne-ro = calm and order

kolonne-generel-baand = the band of general wellbeing
kolonne-social-baand = the band of social wellbeing
kolonne-faglig-baand = the band of academic wellbeing
kolonne-stoette-baand = the band of support and inspiration
kolonne-ro-baand = the band of calm and order
kolonne-q = the answer to question { $nummer }
kolonne-rigtige = the number of right answers
kolonne-rigtige-pct = the share of right answers
kolonne-pointinterval = the interval of points
kolonne-standpunkt = the standing
kolonne-standpunkt-foer = the standing at the test before
kolonne-fremgang = the change of standing
kolonne-betinget-hoej = the progress beyond the expected (high measurement error)
kolonne-betinget-lav = the progress beyond the expected (low measurement error)
kolonne-vaekstpercentil = the growth percentile
kolonne-niveauskift = the change of level
kolonne-bundne = the mean of the fixed examinations
kolonne-afgangseksamen = the mean of the leaving examination
kolonne-dansk = the mean in Danish
kolonne-matematik = the mean in mathematics

rap-trin-indskoling = grades 0-3

rap-trin-mellemtrin = grades 4-6

rap-trin-udskoling = grades 7-9

rap-trin-10-klasse = grade 10

rap-koen-pige = girls

rap-koen-dreng = boys

rap-koen-uoplyst = sex not stated

rap-herkomst-dansk = Danish origin

rap-herkomst-indvandrer = immigrants

rap-herkomst-efterkommer = descendants

rap-herkomst-uoplyst = heritage not stated

rap-baand-1 = 1.0 to 2.0

rap-baand-2 = above 2.0 to 3.0

rap-baand-3 = above 3.0 to 4.0

rap-baand-4 = above 4.0 to 5.0

rap-svar = answer { $svar }

rap-retning-hoejere = higher is better

rap-retning-lavere = lower is better

rap-retning-neutral = only describes

rap-tabel-skoler = { $navn } by { $skoler-tal ->
    [0] year
   *[other] school and year
  }{ $klassetrin-tal ->
    [0] {""}
   *[other] , all grades
  }{ $antal-tal ->
    [0] {""}
   *[other] . Small: { $talt ->
      [raekker] number of records (n)
      [andet] the number that the figure rests on (n)
     *[other] number of pupils (n)
    }
  }

rap-tabel-domme = { $navn }: is the target met ({ $krav })?

rap-smaat = { $smaat ->
    [intet] {""}
    [interval] . Small print: 95% interval
    [antal] . Small print: { rap-smaat-antal }
   *[begge] . Small print: 95% interval and { rap-smaat-antal }
  }

rap-smaat-antal = { $talt ->
    [raekker] number of records (n)
    [andet] the number that the figure rests on (n)
   *[other] number of pupils (n)
  }

rap-tabel-klassetrin = { $navn }, { $enhed }{ rap-smaat }

rap-tabel-niveauer-aar = { $navn }, { $enhed }, all grades

rap-tabel-niveauer = { $navn } in { $aar }, all grades

rap-diagram-udvikling = { $navn }: { $vaerdi } in { $aar }

rap-diagram-udvikling-under = { $enhed }, { $maaleenhed }. Bands: 95% interval

rap-diagram-udvikling-beskrivelse = Lines over school years for each grade and for all grades in { $enhed }. The latest figure for all grades is { $vaerdi } in { $aar }. { rap-diagram-tal-under }

rap-diagram-niveauer = { $navn } in { $aar }

rap-diagram-niveauer-under = Pupils by the six levels, all grades. Per cent

rap-diagram-niveauer-beskrivelse = A bar for each school and for the municipality shows how the pupils in { $aar } fall on six levels from insufficient to outstanding. { rap-diagram-tal-under }

rap-diagram-skoler = { $navn } in { $aar }

rap-diagram-skoler-under = Each dot is a school. Unit: { $enhed }

rap-diagram-skoler-beskrivelse = A dot for each school shows { $navn } in { $aar }, together with the middle half of all folkeskoler in the source where it is known. { rap-diagram-tal-under }

rap-diagram-kilde = Source: { $kilde }.

rap-diagram-note = Source: the municipality's own test results. Figures that rest on fewer than { $antal } pupils are hidden.

rap-maerke-forbehold = with reservation

rap-maerke-uden-kommunetal = no municipal figure

rap-midterste-halvdel = Middle half of the source's folkeskoler

rap-median = Median

rap-kolonne-aar = { $navn } { $aar }

rap-reference = Of the { $skoler } folkeskoler in the source that have a figure, the middle half lie between { $nedre } and { $oevre }; the middle school has { $midte }. { $uden-tal ->
    [0] No folkeskole is without a figure.
    [one] One folkeskole has no figure.
   *[other] { $uden } folkeskoler have no figure.
  } This describes schools and is not a national mean of pupils.

rap-datakvalitet = Data quality and coverage

rap-datakvalitet-om = No row disappears: every line of every source is used, used after a correction, put in quarantine or left out by a named rule.

rap-afstemning = Reconciliation

rap-afstemning-om = Read = used + corrected + quarantine + left out. Corrected rows are used after a cell was corrected; the correction stands in a file of its own with its reason. Where rows are pupils, small counts stand as "fewer than", and the number of rows used is not shown if the small count could be worked out from it.

rap-tabel-afstemning = Rows of each source

rap-ingen-kilder = No sources are accounted for.

rap-laest = Read

rap-brugt = Used

rap-rettet = Corrected

rap-karantaene = Quarantine

rap-udeladt = Left out: { $regel }

rap-udeladt-frivillig-test = voluntary test

rap-udeladt-andet-fag = subject without levels

rap-udeladt-andet-klassetrin = test or questionnaire of another grade

rap-udeladt-ikke-foerste-forsoeg = not the first attempt

rap-udeladt-samme-raekke-to-gange = the same row twice

rap-udeladt-uden-samlet-niveau = no overall level

rap-udeladt-andet-skoleaar = school year not in the plan

rap-udeladt-anden-kommune = another municipality

rap-udeladt-anden-skoletype = another kind of school

rap-udeladt-ikke-kommunal = not a municipal school

rap-udeladt-ikke-karakter = code in place of a mark
rap-udeladt-specialklasse = pupil of a special class
rap-udeladt-privatist = private candidate
rap-udeladt-aarskarakter = year mark
rap-udeladt-uden-for-gennemsnit = exam outside the means
rap-udeladt-anden-karakter-i-proeven = another mark in the same exam

rap-udeladt-sumraekke = row of totals

rap-udeladt-overskrift-igen = the header again

rap-udeladt-note-under-tabellen = note under the table

rap-udeladt-hovedskole-med-afdelinger = whole school, where its departments have rows

rap-udeladt-intet-offentliggjort = nothing published in the row

rap-udeladt-staar-i-elevraekker = counts that pupil rows give too

rap-udeladt-register-ikke-laest = school that cannot be looked up, for a register could not be read

rap-bruges-til = Used for

rap-bruges-til-indikatorer = { $antal-tal ->
    [one] one indicator
   *[other] { $antal } indicators
  }

rap-bruges-til-opslag = look-ups and checks

rap-bruges-til-ingen-tal = no figure in the report

rap-bruges-til-ingen-tal-om = Sources marked "no figure in the report" were read and checked like the others, but no figure of this report rests on them.

rap-rettelser = Corrections

rap-rettelser-om = Cells that somebody corrected before they were read. The source itself is not changed, and the new value stands in the file of corrections alone. A correction is used when the cell was put in and the row is right with it.

rap-tabel-rettelser = Corrected cells

rap-rettelse-linje = Line or record

rap-rettelse-kolonne = Column

rap-rettelse-begrundelse = Reason

rap-rettelse-hvem = Corrected by

rap-rettelse-dato = Date

rap-rettelse-brugt = Used

rap-rettelse-brugt-ja = yes

rap-rettelse-brugt-nej = no

rap-rettelse-ingen-fil = no file that was read

rap-fund = Findings in the data

rap-fund-om = What reading has noticed, counted by code. The content of a cell is never repeated.

rap-ingen-fund = There are no findings in the data.

rap-tabel-fund = Findings in each source

rap-fund-kode = Code

rap-fund-betyder = Means

rap-fund-alvor = Severity

rap-fund-antal = Number

rap-enkelte-skoler = Single schools in the sources

rap-daekning = Coverage

rap-daekning-om = The share of the grades' pupils who have a result. Pupils without one are exempt, absent or missing from the source; the results say nothing about them.

rap-tabel-daekning = Participation, { $enhed }, all grades. Small: number of pupils (n)

fundnavn-K0101 = the file is not there

fundnavn-K0102 = the pattern matches no file

fundnavn-K0103 = the file cannot be read

fundnavn-K0104 = the file is empty or has no names of columns

fundnavn-K0105 = a column is missing from the header

fundnavn-K0106 = a column stands twice in the header

fundnavn-K0107 = the header fits no known layout

fundnavn-K0108 = a column is not part of the layout and was not read

fundnavn-K0109 = a quotation mark is not closed

fundnavn-K0110 = a header without rows

fundnavn-K0111 = what the file was read as

fundnavn-K0112 = the file is too large

fundnavn-K0113 = the file breaks off or is damaged

fundnavn-K0114 = lines above the names of the columns were not read

fundnavn-K0115 = other sheets of the workbook were not read

fundnavn-K0116 = the workbook is protected by a password

fundnavn-K0117 = the workbook has the old form (`.xls`)

fundnavn-K0118 = there is no table in the file

fundnavn-K0119 = a column looks like civil registration numbers

fundnavn-K0120 = the pupils' ids are made with another key

fundnavn-K0121 = a correction made no row right

fundnavn-K0122 = another header inside the file

fundnavn-K0123 = more than one sheet has a table of the same kind

fundnavn-K0126 = a group of schools cannot be made

fundnavn-K0201 = a row has too few or too many cells

fundnavn-K0202 = a cell has not the form its column asks for

fundnavn-K0203 = a cell that must be filled is empty

fundnavn-K0204 = a number is outside what is possible

fundnavn-K0205 = a leading zero was put back

fundnavn-K0206 = a cell is none of the words its column takes

fundnavn-K0207 = neither the row nor the plan says the school year

fundnavn-K0208 = a row does not say whom it is about

fundnavn-K0301 = a school is not in the register

fundnavn-K0302 = rows about the same pupil contradict each other

fundnavn-K0303 = there is no obligatory test of the grade that year

fundnavn-K0304 = more than one row says the same thing

fundnavn-K0305 = the parts of a row do not add up to their total

fundnavn-K0306 = more tested than pupils of the grade

fundnavn-K0307 = the roll of the grade is not known

fundnavn-K0308 = a zero that means nothing was reported

fundnavn-K0309 = a school of the register has no row in the file that year

fundnavn-K0310 = a school of the file is not in the register

fundnavn-K0311 = the same stands in more than one row

fundnavn-K0312 = a school has no results that year

fundnavn-K0313 = a pupil is at more than one school in a school year

fundnavn-K0314 = a test was taken outside the test window or the school year

fundnavn-K0315 = the roll changed by more than half

fundnavn-K0316 = a difference does not fit its two numbers

fundnavn-K0317 = a row of totals is not the sum of the rows above it

fundnavn-K0318 = counts say something else than the pupil rows

fundnavn-K0319 = both the whole school and its departments have a figure

fundnavn-K0320 = a number is greater than the one it is part of

fundnavn-K0321 = the parts of a row do not quite add up to their total

fundnavn-K0322 = a number is greater than the one it should be part of

fundnavn-K0323 = a school is succeeded by itself

fundnavn-K0324 = an earlier file has another number

fundnavn-K0331 = a row without a school is read as the municipality's

fundnavn-K0330 = a grade is without any results

fundnavn-K0329 = the branches have not as many results as the main school

fundnavn-K0327 = a row is of another school year than the plan says

fundnavn-K0328 = something that the plan says of a source was not used

fundnavn-K0325 = no row of the file says anything

fundnavn-K0127 = a column that was not read is like one the file lacks

fundnavn-K0128 = the number that figures rest on is missing in the file

fundnavn-K0129 = nearly all rows are of other school years

fundnavn-K0209 = a kind of school is unknown, and the school left out

fundnavn-K0210 = a per cent may be a share of 1

fundnavn-K0332 = figures are missing because a row is in quarantine

rap-metode = Methods and settings

rap-usikkerhed = Uncertainty

rap-usikkerhed-interval = The interval around a share is Wilson's 95% interval and around a mean Student's, both widened by the shock factor. Where two years of a school are compared, Newcombe's interval is used of two shares and Welch's of two means.

rap-usikkerhed-fuld-aargang = All pupils of the year are in; no sample was drawn. The interval says how much the result could have varied with other pupils under the same conditions: it speaks of the conditions behind the year.

rap-usikkerhed-regel = The rule and the certainty are two answers. The rule is the ministry's plain comparison of unrounded shares, grade by grade. The certainty says how the interval of all grades together lies against the limit.

rap-evidens = Evidence classes

rap-evidens-om = Every figure has a class that says how much it can bear.

rap-evidens-a = counted from one row per pupil

rap-evidens-b = counted from numbers per school and grade

rap-evidens-c = a share and its number of pupils, as delivered

rap-evidens-d = a mean and its number of pupils, without spread

rap-evidens-e = cannot be assessed: number of pupils missing

rap-indstillinger = Settings

rap-indstillinger-om = What the sources leave open is chosen here. A plan can choose otherwise.

rap-tabel-indstillinger = Settings in force in this report

rap-indstilling = Setting

rap-vaerdi = Value

rap-standard = Default

rap-grundlag = Basis

rap-politik = Who may see what

rap-politik-om = The rules for this recipient. A figure that rests on fewer persons than the threshold is hidden whole, and so are the figures it could otherwise be worked out from.

rap-politik-afrundes = { $indikator }: a figure that would be hidden for what is counted stands with its numerator rounded to the nearest { $til }, as far as nothing else can be worked out from it.

rap-afrundet = rounded to the nearest { $til }

rap-afrundet-om = The numerator is rounded to the nearest { $til }, and the value made from it, instead of the figure being hidden. What else is made of the figure is hidden.

rap-politik-afproevet = The hiding was tested by trying to work out the hidden figures: as a reader with the tables that are already public, as a school leader who knows the own figures, and as a pupil who is alone in a hidden figure. None of them could. That two school leaders together cannot work out a hidden number of pupils either was proven when it was hidden.
rap-politik-udkast = The hiding has not been tested: that is done when the report is published.

rap-skjulte-tal = { $antal-tal ->
    [0] No cells are hidden.
    [one] One cell (series, unit, year and grade) is hidden with all its figures.
   *[other] { $antal } cells (series, unit, year and grade) are hidden with all their figures.
  }

rap-tabel-politik = Rules of what is shown

rap-klasse-af-tal = Figures that are

rap-klasse-aaben = open

rap-klasse-personlig = about persons

rap-klasse-fortrolig = confidential by law

rap-niveau-land = the whole country

rap-niveau-alle = every unit

rap-vises = Shown as

rap-viser-tal = numbers

rap-viser-ord = words alone

rap-viser-intet = nothing

rap-graense = Threshold, persons

rap-definitioner = Definitions

rap-tabel-definitioner = Indicators in this report

rap-indikator = Indicator

rap-version = Version

rap-retning = Direction

rap-del = Part

rap-antal = Number

rap-interval = 95% interval

rap-bemaerk = Note

rap-udgivers-dom = Publisher's verdict

rap-datakilder = Data sources

rap-sum-af = Sum of

rap-regel-for-visning = Rule of what is shown

rap-evidensklasse = Evidence class

rap-skjult-efter = Hidden because

rap-forklar-skjult = hidden

rap-forklar-af = { $taeller } of { $n }{ $talt ->
    [raekker] {" "}records
    [andet] {""}
   *[other] {" "}pupils
  }

rap-forklar-n = { $talt ->
    [raekker] { $n } records
    [andet] { $n }
   *[other] { $n } pupils
  }

rap-forklar-intet-interval = none

rap-forklar-for-faa = fewer than { $antal } pupils: too few to say anything about

rap-forklar-regel-for-faa = the figure itself rests on fewer than { $antal } persons

rap-forklar-regel-for-faa-andre = the figure rests on fewer persons than their threshold

rap-laesere-administration = the administration

rap-laesere-leder = heads of schools

rap-laesere-bestyrelse = school boards

rap-laesere-offentlig = the public

rap-forklar-regel-samme-sum = another figure of the same sum rests on fewer than { $antal } persons and could be worked out from this one

rap-forklar-regel-skjult = it, or another figure of the same sum, rests on fewer than { $antal } persons

rap-forklar-regel-andel = too few have, or lack, what is counted, or nobody or everybody has it

rap-forklar-regel-dominans = one school is nearly all of the sum

rap-forklar-regel-offentlig = the public edition does not show it either

rap-forklar-regel-daekker = { $andet } could be worked out from it

rap-forklar-skjult-for = Hidden from

rap-forklar-afrundet-for = Rounded for

rap-forklar-indstilling = { $navn }: { $vaerdi } ({ $status })

rap-sammenlign-laes = In brackets: number of pupils (n). A dash means that there is no figure. "Too few" is not judged.

rap-fejl-ukendt-indikator = there is no indicator named `{ $id }`; the nearest is `{ $naermest }`

rap-fejl-ikke-for-modtager = the audience `{ $modtager }` may not see figures of `{ $indikator }`

rap-fejl-ingen-enhed = `{ $indikator }` has no figure of `{ $enhed }`

rap-fejl-ingen-periode = `{ $indikator }` has no figure of `{ $periode }`; there are figures of { $kendte }

rap-fejl-ingen-figur = there is no figure under the key `{ $noegle }`; correct grade or level, or see whether the row is in quarantine

rap-fejl-intet-om = there is nothing about `{ $enhed }`

rap-alle-folkeskoler = All folkeskoler of the source

rap-alle-folkeskoler-raekke = The middle school; under it the middle half

rap-uden-resultat = Without a result

rap-forklar-uden-resultat = { $antal } of { $n } pupils of the grade: exempt and absent; they do not count here

rap-aar-uden-serie = { $aar } lies outside the series that the report judges: there is no target to read off.

rap-pointinterval = interval { $interval }

rap-graense-forbehold = Figures from { $aar } on can be compared with earlier ones only with reservation. { $grund }

rap-graense-brud = Figures from { $aar } on are not compared with earlier ones. { $grund }

rap-maaler-klassetrinnet-foer = The tests are taken in autumn and measure up to and with the grade before. The school year here is the one in which the test was taken; what is measured is the teaching up to and with the school year before.

rap-land-reference = The figure is of the whole country and is a reference that was published for this school year. The municipality's figures are not tested against it.

rap-land-laest-i = Read in

rap-land-adresse = Address

rap-lignende = Similar schools

rap-lignende-reference = The schools were found by their socioeconomic reference, nearest to the school's own. The figures describe; they are no verdict.

rap-lignende-stoerrelse-og-klassetrin = The school has no socioeconomic reference. The schools have the same grades and are nearest in size; that says nothing of the pupils' background.

rap-lignende-stoerrelse = The school has no socioeconomic reference. The schools are nearest in size, whatever their grades; that says nothing of the pupils' background.

rap-lignende-ingen-for-faa-skoler = Fewer than three other schools of the same kind can be compared with the school.

rap-lignende-ingen-for-langt-fra = Fewer than three schools are near enough to the school.

rap-lignende-ingen-uden-elevtal = The school's roll was not read, so its size and grades are not known.

rap-lignende-midten = Middle of the { $antal } similar schools with a figure

rap-statens-maal-led = Target of the state

rap-maal-gjaldt = { $maal } (held from { $fra } to { $til }).

rap-maal-gaelder = { $maal } (from { $fra }).
