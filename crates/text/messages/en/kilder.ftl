### The pages about sources and rules

kilde-oversigt = Overview

kilde-oversigt-om = The program reads the kinds of sources listed here. Each kind has its own page: what it is, where the municipality gets it, which columns the file must have, and what is checked. The layout of a file is known by the names of its columns; their order and upper or lower case do not matter. A file may be CSV with semicolons, commas or tabs between the cells, in UTF-8, UTF-16 or Windows-1252, a workbook (`.xlsx`) or JSON, and may be packed with gzip. No row disappears: every one is used, used after a correction, put in quarantine or left out by a named rule.

kilde-hvad = What it is

kilde-hvor = Where the municipality gets it

kilde-hvornaar = When it comes

kilde-layout = Layout

kilde-kolonne = Column

kilde-indhold = Holds

kilde-kraevet = Required

kilde-enhed = Unit

kilde-eksempel = Example

kilde-betyder = Means

kilde-maal = Measures read from the columns

kilde-langform = Long form: one measure in each row

kilde-kontrol = Checks of each row

kilde-ulaest = Columns that are known and not read

kilde-fund = Findings

kilde-regler-titel = Rules that data is checked by

kilde-regler-om = Here is everything that the program can notice about the sources. Each rule has a code that does not change, a severity and a scope. Stop: the source is not used. Quarantine: the row is not used, but kept, so that it can be corrected. Warning: the row is used, but something is probably wrong. Note: worth knowing. The content of a cell is never repeated, for it can be a name or a civil registration number.

kilde-kode = Code

kilde-alvor = Severity

kilde-omfang = Where it looks

kilde-hvad-fundet-er = What the finding is

kilde-hvad-goer-du = What to do

kilde-ja = yes

kilde-nej = no
