### Change, place and certainty

rap-udv = Change and certainty

rap-udv-stigning = rise

rap-udv-fald = fall

rap-udv-ingen = no sure change

rap-udv-forbehold = with reservation

rap-udv-brud = cannot be compared

rap-udv-for-faa = too few

rap-udv-for-faa-skoler = too few schools

rap-udv-kan-ikke = cannot be assessed

rap-udv-beskrevet = described, not judged

rap-udv-procentpoint = { $tal } percentage points

rap-udv-aaret-foer = the year before

rap-udv-i-aaret = in { $aar }

rap-udv-tal = { $ny } against { $gammel } { $foer }{ $talt ->
    [uden] {""}
    [raekker] {" "}({ $n-ny } and { $n-gammel } records)
    [andet] {" "}(n { $n-ny } and { $n-gammel })
   *[other] {" "}({ $n-ny } and { $n-gammel } pupils)
  }

rap-udv-s-ingen = { $tal }. { $hyppighed ->
    [nul] The figures are alike as they are shown;
    [jaevnligt] So great a difference comes about regularly with nothing changed;
   *[kan] So great a difference can come about with nothing changed when many figures are compared;
  } { $hvem ->
    [skole] in a school of that size
   *[samlet] for the schools together
  } { $hyppighed ->
    [nul] a difference
   *[other] it
  } must normally be about { $graense } before the report calls it sure.

rap-udv-s-ingen-loft = { $tal }. { $hyppighed ->
    [nul] The figures are alike as they are shown.
    [jaevnligt] So great a difference comes about regularly with nothing changed.
   *[kan] So great a difference can come about with nothing changed when many figures are compared.
  } { $retning ->
    [op] There are too few pupils: not even { $ende } would the report call a sure rise.
    [loft] The ceiling is reached: the figure cannot get higher.
    [bund] The floor is reached: the figure cannot get lower.
   *[ned] There are too few pupils: not even { $ende } would the report call a sure fall.
  }

rap-udv-s-ingen-graense = { $tal }. The report does not call the difference sure.

rap-udv-skalaens-ende = the last number of the scale

rap-udv-s-ikke-intet = That does not show that nothing has changed.

rap-udv-s-sikker = { $tal }: { $retning ->
    [op] a sure rise
   *[ned] a sure fall
  }. The 95% interval of the change runs from { $nedre } to { $oevre }.

rap-udv-s-bedre = That is for the better.

rap-udv-s-vaerre = That is for the worse.

rap-udv-s-rettet = { $antal-tal ->
    [one] It is the only comparison of its kind in the report, so there are no others to correct for.
   *[other] It is corrected for the { $antal } comparisons of the same kind that the report makes.
  }

rap-udv-o-sikker = { $retning ->
    [op] Sure rise
   *[ned] Sure fall
  } from { $fra } to { $til }.

rap-udv-o-rettet = It is corrected for the many comparisons that the report makes.

rap-udv-o-ingen = No sure change from { $fra } to { $til }.

rap-udv-s-tal-alene = { $tal }.

rap-udv-s-forbehold = There is no verdict, for { $fra } and { $til } can only be compared with reservation.

rap-udv-s-brud = { $fra } and { $til } cannot be compared.

rap-udv-s-for-faa = At least one of the years rests on fewer than { $antal } { $talt ->
    [raekker] records
    [andet] cases
   *[other] pupils
  }; that is too few for a verdict.

rap-udv-o-for-faa = At least one of the years { $fra } and { $til } rests on too few for a verdict.

rap-udv-s-kan-ikke = The change from { $fra } to { $til } cannot be assessed: { $grund ->
    [spredning] how far the pupils lie from each other is not known
   *[elevtal] the number of pupils behind the figure is missing
  }, so nobody knows how great a difference chance can make.

rap-udv-s-skjult = The change from { $fra } to { $til } is hidden, because at least one of the two figures is.

rap-udv-s-beskrevet = { $tal }. The 95% interval of the change runs from { $nedre } to { $oevre }. The change is described and not judged.

rap-udv-s-ud-over-kommunen = Beyond the municipality's own change the school's is { $forskel } (95% interval { $nedre } to { $oevre }); that is not judged.

rap-udv-s-ud-over-landet = Beyond the country's change it is { $forskel } (95% interval { $nedre } to { $oevre }); that is not judged.

rap-udv-sted-over = above

rap-udv-sted-paa = level

rap-udv-sted-under = below

rap-udv-s-niveau = The level of { $aar } is { $niveau } (95% interval { $graenser }; { $talt ->
    [ens] { $n } pupils
    [raekker] { $n } records
    [andet] n { $n }
   *[other] { $n } results of about { $forskellige } pupils
  }){ $alene ->
    [ja] .
   *[nej] {" "}against { $alle } for the municipality's schools of the same kind.
  }

rap-udv-s-over = The school lies surely above them, without regard to the pupils' background.

rap-udv-s-paa = The school is not surely apart from them, without regard to the pupils' background.{ $udenfor ->
    [ja] {" "}The difference is greater than it usually is at one school, but not when it is taken into account that so many schools are compared.
   *[nej] {""}
  } That does not show that it lies at the same level.

rap-udv-s-under = The school lies surely below them, without regard to the pupils' background.

rap-udv-s-sted-for-faa = The school has too few results to say where it lies, without regard to the pupils' background.

rap-udv-s-sted-for-faa-skoler = There are too few schools of the same kind to say where the school lies among them, without regard to the pupils' background.

rap-udv-s-sted-kan-ikke = Where the school lies cannot be assessed, not even without regard to the pupils' background: { $grund ->
    [spredning] how far the pupils lie from each other is not known.
   *[elevtal] the number of pupils behind the figure is missing.
  }

rap-udv-s-sted-skjult = The school's level is hidden, because at least one of the figures it rests on is.

rap-udv-s-socref = By the ministry's socioeconomic reference, which takes the pupils' background into account, the school's marks are { $dom } in { $aar }.

rap-udv-laes = ▲ rise, ▼ fall

rap-udv-laes-om = A sure change. Without an arrow the change is not sure; that does not show that nothing has changed. The arrow says which way the figure went, not whether that is good.

rap-udv-om = A headline figure gets one verdict for the municipality and one for each school. A difference is called sure only when it is greater than what chance, and what strikes a whole class or year at once, usually make. Most differences in a single school are smaller than that.

rap-udv-navn-aar = { $navn }, { $aar }: { $dom }

rap-udv-uden-aendring = With no true change a share falls about half the time. That a target of a rise or fall is met in one year does therefore not in itself say that anything has changed.

rap-udv-tabel = { $navn }, every school: change from { $fra } to { $til }{ $sted ->
    [ja] {" "}and place
   *[nej] {""}
  }{ $tal ->
    [ja] . Small print: 95% interval and number of results (n)
   *[nej] {""}
  }

rap-udv-tabel-sted = { $navn }, every school: place. Small print: 95% interval and number of results (n)

rap-udv-kol-niveau = Level { $aar }

rap-udv-kol-niveau-flere = Level over up to three years

rap-udv-kol-aendring = Change, { $enhed }

rap-udv-enhed-procentpoint = percentage points

rap-udv-enhed-forskel = { $enhed ->
    [mark] mark points
   *[other] { $enhed }
  }

rap-udv-kol-skal = Before it is called sure

rap-udv-kol-dom = Verdict

rap-udv-kol-socref = By socio­economic reference

rap-udv-kol-sted = Place without regard to the pupils' background

rap-udv-fra-til = { $nedre } to { $oevre }

rap-udv-loft = ceiling reached

rap-udv-bund = floor reached

rap-udv-kan-ikke-ses = cannot be seen here

rap-udv-tabel-note = "Before it is called sure" is the change in the same direction that it would have taken in that very school; at "cannot be seen here" pupils are so few that even the last number of the scale would not do, and at "ceiling reached" and "floor reached" the figure can get no further. The interval is of the school alone. The verdict is corrected for that so many were tested, so an interval without zero in it is not in itself a sure change.

rap-udv-sted-note = "Above" and "below" are surely apart from the municipality's schools of the same kind taken together; "level" is not surely apart, and that is not the same as alike. The pupils' background is not taken into account.

rap-udv-socref-note = The socioeconomic reference is the ministry's and takes the pupils' background into account; it is about the marks of the exams of 9th grade.

rap-udv-kun-ord = Here is the verdict alone and no figures: by section 55 b of the Folkeskole Act, results below national level may not be published.

rap-udv-vis-ord = Read the verdict in words for each school

rap-udv-tabel-ord = { $navn }: the verdict in words

rap-udv-i-ord = In words

rap-udv-sum-skoler = In the theme "{ $tema }" { $antal-tal ->
    [one] one change of a school was tested
   *[other] { $antal } changes of schools were tested
  }; { $sikre-tal ->
    [0] none is sure
    [one] one is sure
   *[other] { $sikre } are sure
  }.

rap-udv-sum-ti = { $kan } of { $af } comparisons could have shown a change of 10 percentage points.

rap-udv-sum-steder = Of { $antal-tal ->
    [one] one tested place
   *[other] { $antal } tested places
  } { $sikre-tal ->
    [0] none is sure
    [one] one is sure
   *[other] { $sikre } are sure
  }.

rap-udv-sum-ingen = No change of a school was tested in the theme "{ $tema }".

rap-udv-sum-andel-steder = By the method at most { $andel } of them are expected to be false.

rap-udv-sum-niveau = It is corrected for that so many were tested (level { $niveau }).

rap-udv-sum-andel = By the method at most { $andel } of the sure changes are expected to be false.

rap-udv-forside = How sure is it?

rap-udv-forside-kommune = Of the municipality's { $antal-tal ->
    [one] one tested change
   *[other] { $antal } tested changes
  } { $sikre-tal ->
    [0] none is
    [one] one is
   *[other] { $sikre } are
  } sure.

rap-udv-forside-skoler = Of the schools' { $antal-tal ->
    [one] one tested change
   *[other] { $antal } tested changes
  } { $sikre-tal ->
    [0] none is
    [one] one is
   *[other] { $sikre } are
  } sure.

rap-udv-forside-steder = { $sikre-tal ->
    [0] None
    [one] One
   *[other] { $sikre }
  } of { $antal-tal ->
    [one] one tested place of a school
   *[other] { $antal } tested places of schools
  } { $sikre-tal ->
    [0] is
    [one] is
   *[other] are
  } surely above or below the municipality's schools of the same kind, without regard to the background of pupils.

rap-udv-forside-sum = In all { $antal-tal ->
    [one] one comparison was tested
   *[other] { $antal } comparisons were tested
  }, and { $sikre-tal ->
    [0] none is sure
    [one] one is sure
   *[other] { $sikre } are sure
  }{ $sikre-tal ->
    [0] .
   *[other] ; { $falske-tal ->
      [0] fewer than one false verdict must be expected.
      [one] at most about one of the sure ones must be expected to be false.
     *[other] at most about { $falske } of the sure ones must be expected to be false.
    }
  }

rap-udv-forside-rettet = The report's promise is that at most about one sure verdict in twenty is false. To keep it even when figures move more from year to year than expected, the correction is stricter.

rap-udv-forside-orden = The order is fixed: first the municipality's own headlines, then the schools' change theme by theme, last where the schools lie. Everything else is described with an interval and without a verdict. "No sure change" does not show that nothing has changed.

rap-udv-kol-udvikling = Change

rap-udv-temaerne-om = Under "Change" stands the report's verdict on the difference between the two years. A dash means that the difference is not judged.

rap-udv-met = Verdicts on change and place

rap-udv-met-fejl = One standard error stands behind every interval, verdict and threshold: that of counting pupils, times a shock factor. The shock factor covers what strikes a whole class or year at once: a teacher, a wave of illness, a new set of tests.

rap-udv-met-chok = The shock factor begins as a value for the whole country. The municipality's own schools draw it up or down by their changes between two years; few schools move it only a little, and it never gets below 1. The more degrees of freedom, the better it is known.

rap-udv-met-kommune = The municipality's own change is tested with schools as clusters, never as a sum of pupils: what counts is whether the schools move the same way.

rap-udv-met-familier = The comparisons are divided into families in a fixed order: the municipality's own headlines, the schools' change in each theme, the schools' place in each theme. Each family is corrected for its own number by Benjamini and Hochberg's method. The level lies below the promise of one in twenty on purpose, for the shock factor is known only roughly.

rap-udv-met-graenser = Two thresholds have a name each. "Before the report calls it sure" is the change that the figures must show. "As we would normally discover" is greater: so great must the true change be for the report to find it four times out of five.

rap-udv-met-placering = The place holds a school's level over up to three years against the municipality's schools of the same kind, as in a funnel: the fewer pupils, the farther from the others the school must lie. The pupils' background is not taken into account, so a school may lie above or below only because of who its pupils are.

rap-udv-met-varig = Where there are at least 15 schools of the same kind, each school's level is drawn towards the others', the more so the fewer pupils it has (empirical Bayes). "Lasting share" is the part of the difference between the schools' levels that lasts; the rest is chance and shocks.

rap-udv-met-ingen = "No sure change" does not mean that nothing has changed. It means that the figures cannot tell a change from what happens without one. In small schools it is nearly always the answer.

rap-udv-met-skjult = How the schools spread is not shown here, because it is worked out from schools whose figures are hidden, too.

rap-udv-tabel-chok = Shock factor of each headline and kind of school

rap-udv-chok = Shock factor

rap-udv-chok-forud = Beforehand

rap-udv-skoler = Schools

rap-udv-frihedsgrader = Degrees of freedom

rap-udv-varig = Lasting share

rap-udv-spredning = Spread compared with chance

rap-udv-mere-end = more than chance

rap-udv-ikke-mere = not surely more

rap-udv-gange = { $tal } times

rap-udv-tabel-familier = What was tested, family by family

rap-udv-familie = Family

rap-udv-familie-kommune = The municipality's own headlines

rap-udv-familie-fortrolig = The municipality's own headlines from tests

rap-udv-familie-skoler = The schools' change: { $tema }

rap-udv-familie-steder = The schools' place: { $tema }

rap-udv-proevet = Tested

rap-udv-sikre = Sure

rap-udv-niveau = Corrected at

rap-udv-falske = False among the sure, at most

rap-udv-ti = Could show 10 percentage points

rap-udv-x-af-y = { $x } of { $y }

rap-udv-f-aendring = Change

rap-udv-f-standardfejl = Standard error

rap-udv-f-metode = Method

rap-udv-f-optaelling = Counting alone

rap-udv-f-p = p

rap-udv-f-korrigeret = Adjusted p

rap-udv-f-kritisk = Critical value

rap-udv-f-sikker = Called sure from

rap-udv-f-opdages = Normally found from

rap-udv-f-uden = Without result, at most

rap-udv-f-interval-i = { $tal } (95% interval { $nedre } to { $oevre })

rap-udv-f-fejl-med-chok = { $tal }, shock factor { $faktor }

rap-udv-f-familie = { $familie }: { $antal-tal ->
    [one] one comparison
   *[other] { $antal } comparisons
  }, corrected at { $niveau }

rap-udv-f-fald-stigning = fall { $fald }, rise { $stigning }

rap-udv-f-newcombe = Newcombe's interval of two shares, the numbers of pupils divided by the shock factor squared

rap-udv-f-welch = Welch's t of two means, times the shock factor

rap-udv-f-klynger = schools as clusters

rap-udv-f-interval = { $graenser } (95 per cent, chance and shocks)

rap-udv-f-tael-wilson = { $graenser } (Wilson's interval; chance in who was counted alone{ $chok ->
    [nej] {""}
   *[other] ; the other interval has shock factor { $chok }
  })

rap-udv-f-tael-t = { $graenser } (Student's t; chance in who was counted alone{ $chok ->
    [nej] {""}
   *[other] ; the other interval has shock factor { $chok }
  })

rap-udv-f-graenser-uden = { $nedre } to { $oevre }, from none to all of the { $antal } without a result counting
