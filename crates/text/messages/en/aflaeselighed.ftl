### Can the goal be read off?

rap-afl-titel = Can the goals be read off?

rap-afl-om = A goal may be right and still impossible to see in the figures. Here it is said of each goal whether the figures can show so great a change at all: at least four times out of five when it has truly come about. A school's figures move more than the municipality's; the middle school is the one that half of the schools are larger than.

rap-afl-forbehold = The answer says only what the figures can show, and not whether the goal is good. A goal that cannot be read off here must be followed in another way.

rap-afl-tabel = Whether a change can be read off, goal by goal

rap-afl-ved = Change

rap-afl-kommunen = The municipality

rap-afl-midterste = The middle school

rap-afl-nationalt = { $navn } (national target { $nummer })

rap-afl-procentpoint = { $tal } percentage points

rap-afl-nu = can be read off

rap-afl-foerst-efter = only after { $aar } years

rap-afl-aldrig = never at this level

rap-afl-elevtal-mangler = cannot be assessed: numbers of pupils are missing

rap-afl-kan-ikke-vurderes = cannot be assessed

rap-afl-aendring-mangler = cannot be assessed: the scale is not known

rap-afl-intet-tal = no figure

rap-afl-den-midterste = the middle school

rap-afl-den-midterste-med = the middle school ({ $antal })

rap-afl-tegn = Can { $aendring } be read off? { $svar }.

rap-afl-tegn-uden = Can a change be read off? { $svar }.

rap-afl-laest-af = { $indikator }, a change of { $aendring }

rap-afl-ingen-svar = No figures for this audience.

rap-afl-ingen-maal = The plan has no goals, and no national target has figures in this report.

rap-afl-overskrift = { $indikator }: can a change of { $aendring } be read off?

rap-afl-overskrift-uden = { $indikator }: can a change be read off?

rap-afl-svar = Answer

rap-afl-hvorfor = Why

rap-afl-nu-langt = can be read off. So great a change is normally found from one year to the next.

rap-afl-foerst-efter-langt = only after { $aar } years. So many years before and as many after must be taken together before so great a change is normally found.

rap-afl-aldrig-langt = never at this level. So great a change is normally not found, not even with { $aar } years before and { $aar } years after taken together.

rap-afl-skalaens-ende = the end of the scale is only { $plads } away: the figure cannot move so far

rap-afl-for-faa = fewer than { $mindst }: the report says nothing of a single year

rap-afl-chance = Chance

rap-afl-chance-om = { $chance }: so often the report calls a change of { $aendring } sure when it has truly come about

rap-afl-under = below { $chance }

rap-afl-over = above { $chance }

rap-afl-sikker-fra = Called sure from

rap-afl-sikker-begge = { $aendring }, up or down: less than that may be chance

rap-afl-sikker-hver = a fall of { $fald } or a rise of { $stigning }: less than that may be chance

rap-afl-sikker-kun-fald = a fall of { $fald }; no rise can be sure, for there is no room for it

rap-afl-sikker-kun-stigning = a rise of { $stigning }; no fall can be sure, for there is no room for it

rap-afl-sikker-ingen = no change: no outcome of a year would be far enough from the one before

rap-afl-opdages = Normally found from

rap-afl-opdages-om = { $aendring }: so great a true change is seen four times out of five

rap-afl-opdages-ingen = no change: not even the greatest that the scale has room for is seen four times out of five

rap-afl-seneste = Newest figure

rap-afl-pr-aar = Number per year

rap-afl-regnet = How it was worked out

rap-afl-grundlag = Basis

rap-afl-af-aendring = the change from { $fra } to { $til } in this report.

rap-afl-af-et-aar = only one year can be used: the number in { $aar } stands for both years.

rap-afl-gunstigste = It is the most favourable answer: how differently the schools move was not seen.

rap-afl-standardfejl = Standard error

rap-afl-standardfejl-om = { $tal } of a change between two years

rap-afl-chok = Shock factor

rap-afl-chok-klynger = { $faktor }: so many times more than by chance among pupils the figure moves, seen by how differently the schools moved. Before the schools were seen: { $forud }, { $grundlag }.

rap-afl-chok-skoler = { $faktor }: so many times more than by chance among pupils the figures of schools move, by the report's own schools and a starting point of { $forud }, { $grundlag }

rap-afl-chok-forud = { $faktor }: so many times more than by chance among pupils the figures of schools move. The starting point alone, { $grundlag }.

rap-afl-chok-maalt = measured on public figures of schools

rap-afl-chok-antaget = assumed: not measured for this figure

rap-afl-kritisk = Critical value

rap-afl-kritisk-kommune = { $tal } standard errors: the municipality's { $antal-tal ->
    [1] only change
   *[other] { $antal } changes, which are corrected for each other
  }

rap-afl-kritisk-skoler = { $tal } standard errors: { $antal } comparisons of schools in the theme { $tema } are corrected for each other

rap-afl-kritisk-alene = { $tal } standard errors: the report's level for one comparison: this one is not corrected with others

rap-afl-sammen = Years together

rap-afl-sammen-nej = not needed

rap-afl-sammen-ja = { $aar } years are { $resultater } results of about { $forskellige } different { $talt ->
    [raekker] records
   *[other] pupils
  }: the same pupils count only once

rap-afl-hvorfor-vaerdi-alene = The figure was published without the number of pupils behind it. Without that nobody can say how much chance moves it.

rap-afl-hvorfor-ikke-af-personer = The figure is a ratio of two amounts or a count, and there is no number of pupils to assess it by.

rap-afl-hvorfor-ikke-andel = The figure is a ratio or a value as published. How much chance moves it cannot be worked out from the number of pupils.

rap-afl-hvorfor-fordeling = A distribution is many shares. Ask of one of them, such as the share above a limit.

rap-afl-hvorfor-spredning = It is not known how far pupils lie apart on this figure; without that it has no interval.

rap-afl-fejl-enhed = there is nothing about the unit `{ $enhed }`; the nearest is `{ $naermest }`

rap-afl-fejl-aendring = the change must be a number above 0, such as `5` or `0.2`

rap-afl-fejl-for-stor = the change { $aendring } is more than the whole scale, { $hoejst }

rap-afl-fejl-sig-aendring = say with --change how great a change of `{ $indikator }` is meant; its scale is not known
