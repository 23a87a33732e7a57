### Findings about data. The text of a cell is never in a finding.

fund-linje = line

fund-kolonne = column

fund-hjaelp = do this

alvor-oplysning = note

alvor-advarsel = warning

alvor-karantaene = quarantine

alvor-stop = stop

omfang-fil = the whole file

omfang-raekke = a row

omfang-celle = a cell

omfang-tabel = rows of one kind, held against each other

omfang-paa-tvaers = sources of different kinds, held against each other

form-heltal = a whole number such as `123`

form-decimaltal = a number with decimal comma such as `7,3`

form-skoleaar = a school year such as `2018/19` or `2018/2019`

form-klassetrin = a grade from 0 to 10

form-niveau = a level from 1 to 6

form-fagid = a test code of four digits such as `0203`

form-fag = `laesning` or `matematik`

form-institutionsnummer = an institution number of six digits

form-kommunenummer = a municipality number of three digits

form-tidspunkt = a date such as `2018-03-20` or a time such as `2018-03-20 12:20`

form-testtype = `obligatorisk` or `frivillig`

form-skoletype = `f`, `p`, `e` or `u`

form-dom = `Over niveau`, `På niveau` or `Under niveau`

form-utf8 = UTF-8 text without control characters

form-elevid = the pupil's id

form-kommune = the name or number of a municipality

form-trin = `indskoling`, `mellemtrin`, `udskoling` or `10. klasse`

form-klassetrin-eller-trin = a grade from 0 to 10 or a stage such as `mellemtrin`

form-score = a whole number from 1 to 100

form-procent = a per cent such as `16,7` or `16,7 %`

form-karakter = a mark of the seven-step scale such as `02`, or a code that stands in place of one

form-svar = an answer from 0 to 5

form-ord = one of the words the column takes

form-sha256 = a SHA-256 of 64 characters, 0-9 and a-f

form-ja-nej = `ja` or `nej`

form-gruppeid = the id of a group: lower-case letters, digits and hyphens

form-navn = a name; one with six digits or more, school years apart, may hold a person's number

form-klassetrin-eller-tom = a grade or stage; if the row is about every grade, leave the cell empty

laest-som-windows-1252 = text in Windows-1252

laest-som-utf-16 = text in UTF-16

laest-som-gzip = a packed file (gzip)

laest-som-regneark = a workbook

laest-som-json = JSON

laest-som-komma = text with commas between the cells

laest-som-tabulator = text with tabs between the cells

fund-K0101 = the file is not there

fund-K0101-hjaelp = correct the name in the plan's `files`, or put the file into the data folder; files outside the data folder cannot be named

fund-K0102 = the pattern matches no file

fund-K0102-hjaelp = put the file into the folder, or correct the pattern in the plan's `files`; if you have no such file, delete the source from the plan, and if the files lie elsewhere, point at them with `--data`

fund-K0103 = the file cannot be read

fund-K0103-hjaelp = see whether another program has it open and whether you may read it

fund-K0104 = the file is empty or has no line with names of columns

fund-K0104-hjaelp = export it again; the names of the columns must stand above the rows

fund-K0105 = the header lacks this column{ $en-af ->
    [ingen] {""}
   *[other] ; one of these is enough: { $en-af }
  }{ $naermest ->
    [ingen] {""}
   *[other] ; the nearest is called `{ $naermest }`
  }

fund-K0105-hjaelp = if your file calls it something else, say so in the plan: `columns = {"{"} name-here = "name in the file" {"}"}`{ $er-skoleaar ->
    [ja] ; if the file does not say the school year at all, say it of the source: `year = "2018/19"`
   *[nej] {""}
  }

fund-K0106 = the header has this column twice

fund-K0106-hjaelp = remove or rename one of them

fund-K0107 = the header is like no known layout of this kind

fund-K0107-hjaelp = see whether it is the right file and whether the names of the columns stand on a line of their own among the first 40; the file may be CSV with `;`, `,` or tabs between the cells (UTF-8, UTF-16 or Windows-1252, lines that end in LF or CRLF), a workbook (`.xlsx`) or JSON, and may be packed with gzip; if the columns are called something else, use `columns` in the plan

fund-K0108 = the column is not part of the layout and was not read

fund-K0108-hjaelp = nothing; if it should have been used, use `columns` in the plan

fund-K0109 = a quotation mark is opened and not closed on its line{ $til ->
    [ingen] {""}
   *[other] ; a program that believed it would have swallowed the lines up to line { $til }
  }

fund-K0109-hjaelp = correct the quotation mark in the file; the line is in quarantine, and reading goes on with the next

fund-K0110 = the file has a header and no rows

fund-K0110-hjaelp = nothing, if there are no rows; otherwise export the file again

fund-K0111 = the file was read as { $form }

fund-K0111-hjaelp = { $form-id ->
    [windows-1252] nothing, if æ, ø and å look right; otherwise save the file as UTF-8 (in Excel: CSV UTF-8)
    [komma] nothing, if the figures look right; a number with decimal comma must stand in quotation marks
   *[other] nothing
  }

fund-K0112 = the file is too large or unpacks to far more than its size

fund-K0112-hjaelp = see whether it is the right file; if it is, cut the extract into several files or save it as CSV without packing

fund-K0113 = the file breaks off or is damaged

fund-K0113-hjaelp = fetch or export it again; if the program it comes from can open it, save it from there as a new file

fund-K0114 = { $antal-tal ->
    [one] one line above the names of the columns was not read
   *[other] { $antal } lines above the names of the columns were not read
  }

fund-K0114-hjaelp = nothing, if it is a title or an explanation; if it is rows, move them below the names of the columns

fund-K0115 = sheet { $ark } was read; { $antal-tal ->
    [one] one other sheet of the file was not
   *[other] { $antal } other sheets of the file were not
  }

fund-K0115-hjaelp = nothing, if it is the right sheet; otherwise save the other sheet as a file of its own

fund-K0116 = the workbook is protected by a password

fund-K0116-hjaelp = remove the password in Excel and save the file again; then mind who can get at the data folder

fund-K0117 = the workbook has the old form from before 2007 (`.xls`)

fund-K0117-hjaelp = open it and save it as `.xlsx` or CSV

fund-K0118 = there is no table in the file

fund-K0118-hjaelp = save the table as CSV, as a workbook (`.xlsx`) or as JSON with a list of rows; other documents and archives are not read

fund-K0119 = column no. { $nummer } of the file looks like civil registration numbers (CPR)

fund-K0119-hjaelp = if it is the pupil's id, let the plan turn the numbers into pseudonyms: `[pseudonymisation]` with `key_file` or `key_env`; otherwise remove the column or ask for an extract without CPR numbers

fund-K0120 = the pupils' ids are made with another key than those they should be linked to

fund-K0120-hjaelp = use the same key in `[pseudonymisation]` for all sources and all years; if it is lost, make all the extracts again with one key

fund-K0121 = the correction made no row right

fund-K0121-hjaelp = see in the file of corrections whether `kilde_sha256`, `post` and `kolonne` fit the file as it is now, and whether `ny_vaerdi` has the right form; delete it if it is needed no more

fund-K0122 = a header stands here that is not as the first of the file

fund-K0122-hjaelp = save the tables as files of their own: the rows below the other header would be read under the columns of the first

fund-K0123 = another sheet of the file has a table of this kind too

fund-K0123-hjaelp = save each sheet as a file of its own, and name the files in the plan; the program reads one sheet of a file

fund-K0126 = { $problem ->
    [uden-elevtal] the plan's groups of schools alike in size cannot be made: the roll of no school was read
    [ukendt-skole] a group of the plan names school { $nummer }, which is none of the municipality's in the school register
    [optaget-id] two groups of schools have the same id
   *[uden-skoler] a group of the plan has no schools
  }

fund-K0126-hjaelp = { $problem ->
    [uden-elevtal] name a source of kind `roll` in the plan, or write the groups' schools under `members`
    [ukendt-skole] correct the number under `members` in the plan
    [optaget-id] give each group an id of its own in the plan and in the file of groups; `folkeskoler` and `specialskoler` are taken
   *[uden-skoler] see whether the ids in the file of groups begin with what the plan says under `prefix`, and whether the schools belong in the report's school years
  }

fund-K0127 = the column is not read, but is like `{ $ment }`, which the file lacks{ $er-antal ->
    [ja] : without that number the figures cannot be judged, nor hidden where they rest on few
   *[nej] {""}
  }

fund-K0127-hjaelp = if that is what it is, say so of the source in the plan: `columns = {"{"} { $ment } = "the column's name in the file" {"}"}`; if it is another, there is nothing to do

fund-K0128 = the file has figures, but not this column with the number they rest on: the figures cannot be judged, nor hidden where they rest on few

fund-K0128-hjaelp = if the file calls it something else, say so of the source in the plan: `columns = {"{"} name-here = "name in the file" {"}"}`; if the file lacks it, get the figures with their numbers, or see whether they may be shown for small schools

fund-K0129 = { $udeladt } of { $laest } rows are left out because the plan does not ask for their school years: { $aar }

fund-K0129-hjaelp = mend `years` in `[report]` of the plan if it names the wrong years; otherwise put the file of the plan's years into the folder. If the file has many years and one is used, there is nothing to do

fund-K0201 = the row has { $fundet } cells, the header has { $ventet }

fund-K0201-hjaelp = look for a delimiter inside a cell or a row that is broken in two

fund-K0202 = the cell is not { $ventet }; it is { $laengde } characters long

fund-K0202-hjaelp = { $ventet-id ->
    [navn] take the number out of the name in the source; if it is a civil registration number, delete the file and order it without
    [utf8] save the file as UTF-8 (in Excel: CSV UTF-8) and export it again
    [decimaltal] if the file writes numbers with a point, say `decimal = "point"` below the source in the plan; otherwise correct the cell and see whether columns are shifted
    [procent] if the file writes numbers with a point, say `decimal = "point"` below the source in the plan; otherwise correct the cell and see whether columns are shifted
   *[other] correct the cell in the source; see whether columns are shifted
  }

fund-K0203 = the cell is empty and must be { $ventet }

fund-K0203-hjaelp = fill in the cell in the source

fund-K0204 = the number is outside what is possible

fund-K0204-hjaelp = correct the cell in the source; look at comma and point

fund-K0205 = a leading zero was missing and was put back

fund-K0205-hjaelp = nothing, if the value is right then; save the column as text in the spreadsheet, so that the zero stays

fund-K0206 = the cell is none of the column's words ({ $ord }); it is { $laengde } characters long

fund-K0206-hjaelp = correct the cell in the source; look at the spelling, and see whether columns are shifted

fund-K0207 = neither the row nor the plan says the school year

fund-K0207-hjaelp = fill in the school year in the source, or say it below the source in the plan: `year = "2018/19"`

fund-K0208 = the row does not say whether it is about a school, a municipality or the whole country

fund-K0208-hjaelp = fill in institution number or municipality in the source

fund-K0209 = the kind of school is none that the program knows, and the school is left out with all its figures

fund-K0209-hjaelp = if it is a folkeskole, write `Folkeskoler` in the cell, if a special school, `Specialskoler for børn`, or write the number in `INST_TYPE_NR` (1012 or 1015); if it is neither, there is nothing to do

fund-K0210 = the number is at most 1, and the others of the column lie far above: it may be a share of 1 where a per cent should stand

fund-K0210-hjaelp = if a per cent should stand there, mend the cell in the source: 0.62 of 1 is 62; if the number is right, there is nothing to do

fund-K0301 = school { $skole } is not in the register of institutions

fund-K0301-hjaelp = add the school to the register file, or correct the number

fund-K0302 = rows about the same pupil, the same test or exam and the same time contradict each other: another result or another school

fund-K0302-hjaelp = find the right one in the source system; all the rows are in quarantine

fund-K0303 = there is no obligatory test in { $fag } on grade { $klassetrin } in { $skoleaar }

fund-K0303-hjaelp = correct test code, grade or school year

fund-K0304 = more than one row says the same thing: the same school or municipality and the same school year, grade, subject and figure, where the file has them

fund-K0304-hjaelp = delete the wrong one; all the rows are in quarantine

fund-K0305 = the parts of the row do not add up to their total

fund-K0305-hjaelp = correct the row in the source; see whether a part is missing and whether columns are shifted

fund-K0306 = more tested than pupils in { $fag } on grade { $klassetrin } of school { $skole } in { $skoleaar }

fund-K0306-hjaelp = hold the roll against the results; participation is not worked out for this grade

fund-K0307 = the roll of grade { $klassetrin } of school { $skole } in { $skoleaar } is not known

fund-K0307-hjaelp = add it to the roll file; until then there is no participation for this grade

fund-K0308 = school { $skole } has 0.0 in absence; that is a missing report and not a result

fund-K0308-hjaelp = ask the school to report; the figure is shown as not reported

fund-K0309 = school { $skole } is in the register and has no row for { $skoleaar } in the file

fund-K0309-hjaelp = nothing, if the school is new, closed or a department; otherwise fetch the file again

fund-K0310 = school { $skole } has figures in the file and is not in the register

fund-K0310-hjaelp = nothing, if the school is not of the municipality; otherwise fetch the register again

fund-K0311 = the same stands in more than one row; it counts once

fund-K0311-hjaelp = nothing, if the files are extracts that overlap; otherwise make the extract again

fund-K0312 = school { $skole } has no results in { $skoleaar }

fund-K0312-hjaelp = nothing, if the school is new, closed or exempt; otherwise see whether its rows are missing or in quarantine

fund-K0313 = the pupil is at more than one school in the same school year

fund-K0313-hjaelp = nothing, if the pupil has changed schools; otherwise correct the school in the source

fund-K0314 = the test was taken outside the test window or, where that is not known, outside the school year; the row is used

fund-K0314-hjaelp = correct time or school year in the source, if one of them is wrong

fund-K0315 = the roll of school { $skole } changed by more than half to { $skoleaar }

fund-K0315-hjaelp = nothing, if the school was divided, merged or given other grades; otherwise see whether rows of the roll file are missing or stand twice

fund-K0316 = the difference is not the one number minus the other; the row is used

fund-K0316-hjaelp = correct the row in the source; see whether columns are swapped or belong to another school year

fund-K0317 = the row of totals is not the sum of the rows above it

fund-K0317-hjaelp = see whether rows of the file are missing or were changed; the row of totals itself does not count

fund-K0318 = the counts in { $fag } on grade { $klassetrin } of school { $skole } in { $skoleaar } say something else than the pupil rows

fund-K0318-hjaelp = find out which source is right, and correct or remove the other; the counts are in quarantine, and the pupil rows are used

fund-K0319 = school { $skole } has a figure for the whole school, and its departments have theirs; that of the whole school is left out, so that nobody counts twice

fund-K0319-hjaelp = nothing, if the figures of the departments cover the school together; otherwise correct the source

fund-K0320 = the number is greater than the one it is part of

fund-K0320-hjaelp = correct the row in the source; see whether columns are shifted or swapped

fund-K0321 = the parts of the row do not quite add up to their total; the row is used

fund-K0321-hjaelp = nothing, if the numbers are rounded or a part is not in the file; otherwise correct the row in the source

fund-K0322 = the number is greater than the one it should be part of; the row is used

fund-K0322-hjaelp = nothing, if the two numbers were counted on different days or in different ways; otherwise correct the row in the source

fund-K0323 = the school is succeeded by itself, directly or through other schools

fund-K0323-hjaelp = correct the column `afloeses_af`, so that the chain of schools ends at a school that is there now

fund-K0324 = an earlier file has another number for the same measure of school { $skole } in the same school year

fund-K0324-hjaelp = nothing if the first file of the plan is the right one: its number stands; otherwise change the order of the sources in the plan. Numbers of two extracts may differ a little

fund-K0327 = the row is of { $skoleaar }, and the plan says that the source is of { $plan }; the year of the row stands, and other rows of the file may be as this one

fund-K0327-hjaelp = nothing, if the file has several years; otherwise correct `year` in the plan or the school year in the source: one of them is wrong

fund-K0328 = { $sagt ->
    [senere-kilde] the file is named by two sources of the same kind in the plan; the first counts, and what the other says of the file was not used
   *[kolonnenavn] the plan says what the files call this column, and no file of the source has a column of that name
  }

fund-K0328-hjaelp = { $sagt ->
    [senere-kilde] name the file under one of the two sources
   *[kolonnenavn] correct the name under `columns` in the plan, so that it is as in the file's header, or delete it
  }

fund-K0325 = no row of the file is used, for they say nothing

fund-K0325-hjaelp = see whether the columns with numbers are empty or withheld, or have names that the program does not read

fag-laesning = reading

fag-matematik = mathematics

fund-K0329 = the branches of main school { $skole } have not as many results as its own row; the branches are used

fund-K0329-hjaelp = see whether a branch is missing or in quarantine: its pupils are then missing from the municipality's figure

fund-K0330 = there are no results in { $fag } on grade { $klassetrin } in { $skoleaar } though other grades have them

fund-K0330-hjaelp = see whether a file is missing; participation on the grade is not shown

fund-K0331 = the row has no institution number and is read as the figure of the whole municipality

fund-K0331-hjaelp = if it is a school, write its number in the source; otherwise nothing

fund-K0332 = figures of school { $skole }{ $klassetrin ->
    [ingen] {""}
   *[other] {" "}in grade { $klassetrin }
  } in { $skoleaar } are missing because a row is in quarantine, and sums are without them

fund-K0332-hjaelp = mend the row in the source, or make a correction; until then figures of the municipality and of groups are without the school's
