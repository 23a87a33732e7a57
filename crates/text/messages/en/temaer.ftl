### The themes

rap-del-overblik = Overview

rap-del-test = Tests

rap-del-temaer = Themes

rap-del-data = Data and method

rap-overblik = Overview

rap-hele-landet = The whole country

rap-kilde-er = Source: { $kilde }.

rap-om-serie = { $serie }: { $om }

rap-trin = Stage

rap-koen = Sex

rap-herkomst = Heritage

rap-klasse-hoved = Class

rap-baand = Band

rap-svar-hoved = Answer

rap-svar-lavest = answer { $svar } (lowest)

rap-svar-hoejest = answer { $svar } (highest)

rap-andel-af = { $talt ->
    [raekker] share of the records
    [andet] share
   *[other] share of the pupils
  }

rap-vis-skoler = Show the figures of each school

rap-vis-dele = Show the municipality's figures by groups of pupils

rap-vis-klasser = Show the figures of each class

rap-tabel-klasser = { $navn } in { $aar }, class by class. Small print: 95% interval and { $talt ->
    [raekker] number of records (n)
    [andet] the number that the figure rests on (n)
   *[other] number of pupils (n)
  }

rap-daekker = { $med } of { $af } schools

rap-daekker-saetning = { $daekning } have a figure.

rap-maerke-brud = new method

rap-vaerdier-alene = Some of the figures are values alone, as a statistic published them (evidence class E): the number of pupils behind them is missing. So there is neither interval nor verdict, and small differences between schools or years may be chance. Rounding alone moves a difference by up to 0.1.

rap-vaerdier-alene-ingen-kommune = Where only the schools' values are known there is no row for the municipality: a mean of them would count a small school as much as a large one.

rap-tabel-oversigt = { $tema }: every school in the newest year

rap-tabel-oversigt-aar = { $tema }: every school in { $aar }

rap-tabel-temaerne = { $enhed }: one figure for each theme. Small print: 95% interval, number (n) and school year

rap-temaerne = The themes at a glance

rap-temaerne-om = One figure for each theme: the theme's first headline that the municipality has a figure of or, where none is a headline, the first. An earlier year is left out where the indicator's series has a break or a reservation between the two years. Where the indicator has no series, the report does not say whether the years are made the same way. The national figure is not adjusted for the pupils' background.

rap-temaerne-kun-ord = Without figures here: { $navne }. By section 55 b of the Folkeskole Act the figures may not be published; what may be said is in words in the chapter.

rap-tema = Theme

rap-seneste = Newest figure

rap-foer-hoved = The year before

rap-saetning-gennemsnit = { $navn }, { $enhed } { $aar }: { $vaerdi } { $talt ->
    [raekker] for { $n } records
    [andet] (n { $n })
   *[other] for { $n } pupils
  }

rap-foer = In { $aar } the figure was { $vaerdi }; the difference is not judged.

rap-foer-forbehold = In { $aar } the figure was { $vaerdi }; the two years can only be compared with reservation.

rap-foer-brud = The figure before is of { $aar } and made another way; the two are not compared.

rap-landstallet = The national figure of { $aar } is { $vaerdi } (source: { $kilde }).

rap-spoergsmaal = Question

rap-spoergsmaal-klassetrin = The single questions, grades { $fra }-{ $til }

rap-spoergsmaal-om = The municipality's answers in { $aar }, question by question. Answers are turned so that the highest number is the best answer. Pupils who did not wish to answer do not count. The schools' answers to single questions stand in { $fil }.

rap-tabel-spoergsmaal = Questions with { $svar } answers, { $enhed } in { $aar }. Share of the pupils

rap-diagram-udvikling-uden-baand = { $enhed }, { $maaleenhed }

rap-diagram-udvikling-et-baand = { $enhed }, { $maaleenhed }. Band around { $linje }: 95% interval

rap-diagram-akse = The vertical axis runs from { $fra } to { $til }.

rap-diagram-note-personlig = Source: the municipality's own data. Figures that rest on fewer than { $antal } pupils are hidden.

rap-diagram-baand-under = The pupils in four bands of the scale 1-5, divided at 3.0. Per cent

rap-diagram-baand-beskrivelse = A bar for every school and for the municipality shows how the pupils of { $aar } fall into four bands from 1.0 to 5.0; a line divides them at 3.0. { rap-diagram-tal-under }

rap-diagram-svar-under = The pupils by answer, the lowest first. Per cent

rap-diagram-svar-beskrivelse = A bar for every school and for the municipality shows how the pupils' answers of { $aar } lie from the lowest to the highest. { rap-diagram-tal-under }

rap-i-alt = in all

rap-statens-maal = What the state asked

rap-statens-maal-om = The national targets that held in one of the report's school years, and when each held. A target is judged only in the years in which it held, and only where there are figures to read it off.

rap-tabel-statens-maal = National targets and the school years in which they hold

rap-gaelder-tekst = What the target says

rap-gaelder-fra = From

rap-gaelder-til = To

rap-gaelder-endnu = still holds

rap-bedoemt = Judged here

rap-bedoemt-ja = yes

rap-bedoemt-nej = no

rap-egne-maal = The municipality's own goals and signs

rap-egne-maal-om = A goal is not judged itself. Its signs are, where they can be read off data: the figure is the municipality's newest, and the verdict is the one that stands with the figure in its own chapter.

rap-tegn-uden-data = Not read off data.

rap-tegn-intet-tal = There is no figure of the municipality in this report.

rap-udgivet = Are the figures those that were published?

rap-udgivet-om = { $antal-tal ->
    [one] One figure is
   *[other] { $antal } figures are
  } held against what a source itself published of the same. { $uforklarede-tal ->
    [0] No difference is unexplained.
    [one] One difference is unexplained.
   *[other] { $uforklarede } differences are unexplained.
  } The report uses its own figure where it can be worked out.

rap-udgivet-flere = At most { $antal } differences are shown of each indicator. All are counted in the table below.

rap-udgivet-tal = Published

rap-vores = Ours

rap-udfald = Outcome

rap-udfald-ens = the same

rap-udfald-afrunding = rounding

rap-udfald-anden-population = other pupils

rap-udfald-uforklaret = unexplained

rap-udgivet-elever = our n { $vores }, their n { $deres }

rap-udgivet-forklaret = explained by: { $af }

rap-tabel-udgivet = Published figures by outcome, for each indicator

rap-tabel-udgivet-forskelle = Figures that are not the same, unexplained ones first

rap-mangler = What is missing, and when it comes

rap-mangler-om = Indicators without a figure of the municipality in one of the report's school years, and the source that would give them.

rap-tabel-mangler = Sources that are missing

rap-mangler-tal = Gives figures of

rap-mangler-hvor = Where the municipality gets it

rap-mangler-hvornaar = When it comes

rap-mangler-naevnt = named in the plan, without these figures

rap-mangler-ikke-naevnt = not named in the plan

rap-se-ovenfor = see above

rap-maalene-trivsel-om = The target of the pupils' wellbeing is read off all grades together. The law only says that wellbeing shall rise; which figure is read, and which year it is compared with, are settings.

rap-maalet-stiger-tal = The target of a higher figure than in { $aar }

rap-maalet-falder-tal = The target of a lower figure than in { $aar }

rap-landstal-kilder = Sources of the national figures: { $kilder }.

rap-skoler-skjult = The schools' figures are hidden because they could otherwise give away figures of few pupils.

rap-ingen-har-det = No pupils have what the figure asks for in the sources that were read.

rap-vis-samlet = Show the figures of the municipality and its groups of schools

rap-sammenhaeng = Do the questions hang together?

rap-sammenhaeng-om = Cronbach's alpha says, usually from 0 to 1, how alike pupils answer the questions that an indicator is a mean of: the higher, the more the questions measure the same. It is worked out over the municipality's pupils who answered all of them, and says nothing of a school.

rap-tabel-sammenhaeng = Cronbach's alpha by indicator and school year. Small print: number of pupils (n)
