### A new folder: the plan and the folders of sources

opstart-hoved =
    The plan says what to report, what is read and which choices hold.
    Lines that begin with # are not used. Remove the # before a line to use it.
    Every key is explained in docs/plan.md.

opstart-titel = The title on the cover.

opstart-dato = The date on every document. The program never asks the clock.

opstart-profil = `kvalitetsrapport` (to 2021/22), `skoleudviklingssamtale` (from 2022/23) or `lokal`.

opstart-kommune = The municipality's number, three digits. 999 is an invented one: correct it.

opstart-aar = The school years of the report.

opstart-titel-kvalitetsrapport = Quality report { $fra }-{ $til }

opstart-titel-skoleudviklingssamtale = School development talk { $fra }-{ $til }

opstart-data = The folder of sources, seen from the plan.

opstart-graense = With more than this per cent of a source's rows in quarantine the run is refused.

opstart-databeskyttelse =
    What the data is used for, on what basis, who is the controller, and when the result is deleted at
    the latest. It stands beside the report and in its manifest, and `purge` goes by the date.

opstart-formaal = The municipality's supervision of its schools

opstart-retsgrundlag = Write the act and the section here

opstart-ansvarlig = Write the municipality's name here

opstart-kilder =
    SOURCES. Each folder in `kilder` has an OM-MAPPEN.txt, which says what is to lie in it.
    A source of the plan must have at least one file. If you have none, put # before its three lines.
    `*.[!t]*` is every file of the folder but .txt: CSV, Excel and JSON.

opstart-kilde =
    { $navn }
    Where: { $hvor }

opstart-noegle =
    Civil registration numbers in the sources become pseudonyms with a secret key.
    Make it with `openssl rand -hex 32 > noegle.txt`, outside this folder. It never stands in the plan.

opstart-skjul = On how few persons a figure may be before it is hidden. Thresholds may only be raised.

opstart-indstillinger = Choices that law and definition leave open. All of them are in docs/plan.md.

opstart-grupper = Groups of schools that figures are made of too.

opstart-maal = The municipality's own goals and their signs.

opstart-indsatser = Actions for the goals: what is done, who is responsible, and when.

opstart-vurdering = The municipality's own assessment of a chapter, written in a file beside the plan.

opstart-hvad = What the files can be

opstart-laeg = Put the file or files here as they were fetched. Every file of the folder is read but .txt, and the program sees by the names of columns what each is. If you have none, put # before the lines with `{ $art }` in plan.toml.

opstart-personer = Files with a row for each pupil are personal data. Put them here only if the folder is a place where they may lie.

opstart-slaaet-fra = The source is not read yet. Remove the # before the lines with `{ $art }` in plan.toml when the file lies here.

opstart-mere = Every column, with examples: kvalitetsrapport sources { $art } --language en

opstart-findes = the folder `{ $mappe }` is not empty, and nothing was written; choose another folder

opstart-lavet = Made: { $mappe }

opstart-naeste =
    Put the sources in { $kilder } (OM-MAPPEN.txt in each folder says what), and correct municipality and years in { $plan }.
    Then:
      kvalitetsrapport check { $plan }
      kvalitetsrapport run { $plan } --out { $ud }
