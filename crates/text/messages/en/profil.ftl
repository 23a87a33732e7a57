### Profiles: the summary, each school in short, groups, overall assessments and the legal frame

rap-del-maal = Targets

rap-del-skoler = The schools

rap-nationale-maal = The national targets

rap-opsummering = Summary

rap-ops-intet = The report judges neither targets nor changes. The numbers are in the chapters.

rap-ops-ikke-indfriet = Targets that are not met: { $navne }.

rap-ops-steget = Surely risen for the municipality: { $navne }.

rap-ops-faldet = Surely fallen for the municipality: { $navne }.

rap-ops-maal = The targets

rap-ops-maal-tabel = { $enhed }: the newest judgement of each target

rap-ops-bedoemmelse = Judgement

rap-ops-maal-flere = These are the first targets; the rest are in the chapter “{ $kapitel }”.

rap-ops-aendret = What surely changed

rap-ops-aendret-tabel = Sure changes, theme by theme

rap-ops-kommunen = The municipality

rap-ops-skolerne = Changes of schools

rap-ops-sikre-af = { $sikre } of { $antal } sure

rap-ops-fra-til = { $fra } to { $til }

rap-ops-aendret-flere = More themes have nothing sure to show; they are in the chapters.

rap-ops-uafgjort = What cannot be decided

rap-ops-ingen-sikker = No sure change of the municipality: { $navne }. That does not show that nothing changed.

rap-ops-ikke-bedoemt = The change of the municipality cannot be judged: { $navne }.

rap-ops-maal-uafgjort = Whether the target is reached cannot be decided: { $navne }.

rap-ops-og-flere = { $navne } and more

rap-ops-mere = Where there is more

rap-ops-mere-tabel = Chapters to go on to

rap-ops-kapitel = Chapter

rap-ops-hvad = What is in it

rap-ops-mere-opfoelgning = What came of what the last report set going

rap-ops-mere-overblik = The headline of each theme, and how sure all of it is

rap-ops-mere-maal = The targets year by year, and what the state asked for when

rap-ops-mere-egne-maal = The municipality's own goals and their signs

rap-ops-mere-skolerne = A line on each school

rap-ops-mere-datakvalitet = Where every row went, and what is missing

rap-ops-mere-metode = What a sure change is, and the legal frame

rap-skolerne = The schools in short

rap-skolerne-om = A line on each school: the first headline of each theme in the newest year, beside the municipality's, and the changes that are sure. The numbers are without regard to the background of pupils.

rap-skolerne-ark = The name of a school leads to its leader's sheet in the folder “skoler”.

rap-skolerne-tabel = The schools: headlines and sure changes

rap-skolerne-sikkert = Surely changed

rap-skolerne-intet = nothing sure

rap-grupper = Groups of schools

rap-grupper-om = The headlines of the groups in the newest year beside the municipality's. A group is the sum of its schools; a school may be in several. Groups are not judged against each other.

rap-grupper-tabel = Groups and the municipality: headlines

rap-grupper-skoler = { $antal-tal ->
    [one] one school
   *[other] { $antal } schools
  }

rap-vurdering = Summary and overall assessment

rap-vurdering-samlet = Overall assessment

rap-vurdering-kommune-sikker = The municipality: { $aendringer }.

rap-vurdering-en-sikker = { $navn } shows { $retning ->
    [op] a sure rise
   *[ned] a sure fall
  } from { $fra } to { $til }

rap-vurdering-kommune-ingen = None of the theme's headlines shows a sure change of the municipality. That does not show that nothing changed.

rap-vurdering-kommune-ikke = The development of the municipality cannot be judged: { $grunde }.

rap-vurdering-grund = { $navn } ({ $grund })

rap-vurdering-maal = The targets in { $aar }: { $domme }.

rap-vurdering-dom = { $navn }: { $dom }

rap-vurdering-beskrevet = The numbers of the theme are described and not judged: the report does not say whether anything changed.

rap-vurdering-mangler = The municipality's own assessment is missing.

rap-vurdering-egne = The municipality's own assessments

rap-vurdering-saadan = An assessment is written in a file that the plan names under [[assessment]] with the name of the chapter as chapter. It is missing for: { $kapitler }.

rap-vurdering-fortrolig = Not released: the assessment is not in the public edition.

rap-vurdering-frigivet = The assessment was released by { $hvem }, { $dato }.

vurdering-fil = the file `{ $fil }` under `[[assessment]]` cannot be read: { $hvorfor }; it is read from the plan's own folder

plan-ukendt-kapitel = no chapter is called `{ $id }`; the nearest is `{ $naermest }`

plan-kapitel-ikke-naevnt = the chapter `{ $id }` is not named by itself among the chapters of this plan: write it in `chapters` under `[report]`, then it can have readers of its own

plan-kapitel-to-gange = the chapter `{ $id }` stands there twice

plan-kapitel-skal-med = the chapter `{ $id }` cannot be left out: it says what the numbers rest on

rap-ramme = The legal frame

rap-ramme-om = What the law asked or asks of the municipality's follow-up in the school years of the report, with the calendar where it was found. Lines that are not confirmed say so.

rap-ramme-tabel = The legal frame in the school years of the report

rap-ramme-hvad = Frame

rap-ramme-gaelder = School years

rap-ramme-tekst = What it says

rap-ramme-kalender = Calendar

rap-ramme-grundlag = Basis

rap-ramme-lovpligtig = statutory

rap-ramme-frivillig = voluntary

rap-ramme-fra = from { $fra }

rap-ramme-fra-til = { $fra } to { $til }

rap-ramme-frist = { $hvornaar }: { $hvad }

rap-ramme-frist-status = { $hvornaar }: { $hvad } ({ $status })
