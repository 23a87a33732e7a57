### Findings about data. The text of a cell is never in a finding.

fund-linje = line

fund-kolonne = column

fund-hjaelp = do this

alvor-oplysning = note

alvor-advarsel = warning

alvor-karantaene = quarantine

alvor-stop = stop

form-heltal = a whole number such as `123`

form-decimaltal = a number with decimal comma such as `7,3`

form-skoleaar = a school year such as `2018/19` or `2018/2019`

form-klassetrin = a grade from 0 to 10

form-niveau = a level from 1 to 6

form-fagid = a test code of four digits such as `0203`

form-fag = `laesning` or `matematik`

form-institutionsnummer = an institution number of six digits

form-kommunenummer = a municipality number of three digits

form-tidspunkt = a time such as `2018-03-20 12:20`

form-testtype = `obligatorisk` or `frivillig`

form-skoletype = `f`, `p`, `e` or `u`

form-dom = `Over niveau`, `På niveau` or `Under niveau`

form-utf8 = UTF-8 text without control characters

fund-K0101 = the file is not there

fund-K0101-hjaelp = correct the name in the plan's `files`, or put the file into the data folder; files outside the data folder cannot be named

fund-K0102 = the pattern matches no file

fund-K0102-hjaelp = correct the pattern in the plan's `files`, or point `--data` at the right folder

fund-K0103 = the file cannot be read

fund-K0103-hjaelp = see whether another program has it open and whether you may read it

fund-K0104 = the file has no header line

fund-K0104-hjaelp = export it again; the first line must be the names of the columns

fund-K0105 = the header lacks this column{ $naermest ->
    [ingen] {""}
   *[other] ; the nearest is called `{ $naermest }`
  }

fund-K0105-hjaelp = if your file calls it something else, say so in the plan: `columns = {"{"} name-here = "name in the file" {"}"}`

fund-K0106 = the header has this column twice

fund-K0106-hjaelp = remove or rename one of them

fund-K0107 = the header is like no known layout of this kind

fund-K0107-hjaelp = see whether the first line is the names of the columns, whether the delimiter is `;`, whether lines end in LF or CRLF, and whether the file is saved as UTF-8; if the columns are called something else, use `columns` in the plan

fund-K0108 = the column is not part of the layout and was not read

fund-K0108-hjaelp = nothing; if it should have been used, use `columns` in the plan

fund-K0109 = a quotation mark is opened and not closed

fund-K0109-hjaelp = correct the quotation mark in the file; the line is in quarantine, and reading goes on with the next

fund-K0201 = the row has { $fundet } cells, the header has { $ventet }

fund-K0201-hjaelp = look for a delimiter inside a cell or a row that is broken in two

fund-K0202 = the cell is not { $ventet }; it is { $laengde } characters long

fund-K0202-hjaelp = { $ventet-id ->
    [utf8] save the file as UTF-8 (in Excel: CSV UTF-8) and export it again
   *[other] correct the cell in the source; see whether columns are shifted
  }

fund-K0203 = the cell is empty and must be { $ventet }

fund-K0203-hjaelp = fill in the cell in the source

fund-K0204 = the number is outside what is possible

fund-K0204-hjaelp = correct the cell in the source; look at comma and point

fund-K0301 = school { $skole } is not in the register of institutions

fund-K0301-hjaelp = add the school to the register file, or correct the number

fund-K0302 = the same pupil took the same test more than once at the same time with different results or at different schools

fund-K0302-hjaelp = find the right result in the source system; all the rows are in quarantine

fund-K0303 = there is no obligatory test in { $fag } on grade { $klassetrin } in { $skoleaar }

fund-K0303-hjaelp = correct test code, grade or school year

fund-K0304 = the same school (and the same grade, subject and school year, where the file has them) is in more than one row

fund-K0304-hjaelp = delete the wrong one; all the rows are in quarantine

fund-K0305 = the levels do not add up to the number tested

fund-K0305-hjaelp = correct the row in the source

fund-K0306 = more tested than pupils in { $fag } on grade { $klassetrin } of school { $skole } in { $skoleaar }

fund-K0306-hjaelp = hold the roll against the results; participation is not worked out for this grade

fund-K0307 = the roll of grade { $klassetrin } of school { $skole } in { $skoleaar } is not known

fund-K0307-hjaelp = add it to the roll file; until then there is no participation for this grade

fund-K0308 = school { $skole } has 0.0 in absence; that is a missing report and not a result

fund-K0308-hjaelp = ask the school to report; the figure is shown as not reported

fund-K0309 = school { $skole } is in the register and has no row in the file

fund-K0309-hjaelp = nothing, if the school is new, closed or a department; otherwise fetch the file again

fund-K0310 = school { $skole } has figures in the file and is not in the register

fund-K0310-hjaelp = nothing, if the school is not of the municipality; otherwise fetch the register again

fund-K0311 = the same attempt of the same pupil is in more than one row; it counts once

fund-K0311-hjaelp = nothing, if the files are extracts that overlap; otherwise make the extract again

fund-K0312 = school { $skole } has no results in { $skoleaar }

fund-K0312-hjaelp = nothing, if the school is new, closed or exempt; otherwise see whether its rows are missing or in quarantine

fund-K0110 = the file has a header and no rows

fund-K0110-hjaelp = nothing, if there are no rows; otherwise export the file again

form-elevid = the pupil's id

fag-laesning = reading

fag-matematik = mathematics
