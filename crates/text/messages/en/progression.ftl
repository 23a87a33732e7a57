### Progression: from test to test.

rap-progression-holdt-op = { $hvad ->
    [normer] Pupils are held against the norms that the plan supplied: { $kilde }.
    [begge] Some tests are held against the norms that the plan supplied ({ $kilde }), others against the municipality's own pupils. The table "What is it held against?" says which.
   *[egne] Relative to the municipality's own pupils: the plan has no national norms. So every gain is relative, and gains sum to about nothing; whether the municipality as a whole moved, the figures of this chapter do not say.
  }

rap-progression-fulgt = Who could be followed?

rap-progression-fulgt-om = A pupil is followed from the subject's test before, taken as many years earlier as there are grades between. Both results are first attempts, in the grade the test is meant for. A pupil counts where the later test was taken.

rap-progression-tabel-fulgt = Test by test: how many of the tested pupils were found in the test before

rap-progression-kol-test = Test

rap-progression-kol-testede = Tested

rap-progression-kol-fulgt = Followed

rap-progression-kol-flyttet = Of those, changed schools

rap-progression-kol-kun-niveau = Of those, level alone

rap-progression-kol-andet-aar = Result in another year

rap-progression-kol-intet = No result in the test before

rap-progression-test = grade { $klassetrin }, { $aar }

rap-progression-fra = from grade { $klassetrin }

rap-progression-foerste-test = the subject's first test

rap-progression-uden-for-rapporten = the test before lies outside the report's years

rap-progression-anden-maaleserie = the test before belongs to another series

rap-progression-ikke-afholdt = the test was not held for everybody

rap-progression-mangler-note = "No result in the test before" are pupils who came to the municipality, were exempt or absent then. They are not a random selection: how many are missing says something of how much the figures can say. "Result in another year" is most often a grade repeated or skipped.

rap-progression-skoler = What did schools add?

rap-progression-skoler-om = A standing is the distance from the mean of the same test in the same year, in standard deviations of pupils: 0 is the mean, +0.50 is half a standard deviation above. There is no scale that runs through the grades, so abilities of two grades are never subtracted.

rap-progression-model = { $skoletype ->
    [specialskole] Special schools
   *[folkeskole] Folkeskoler
  } in { $fag }, the tests of { $aar }: { $forskel ->
    [ja] schools differ by a deviation of { $skoler } from what could be expected; pupils of one school by { $elever }.
   *[nej] no difference between schools can be seen beyond what could be expected; pupils of one school differ by { $elever }.
  } Of a difference at the start, { $inden } is left among pupils of one school, corrected for measurement error, and { $mellem } among schools.

rap-progression-uden-model = { $skoletype ->
    [specialskole] Special schools
   *[folkeskole] Folkeskoler
  } in { $fag }, the tests of { $aar }: there are too few schools to work out what each of them added. The numbers describe the pupils and not the school.

rap-progression-tabel-skoler = { $skoletype ->
    [specialskole] Special schools
   *[folkeskole] Folkeskoler
  }, { $fag }: the followed pupils' standing before and now, and what the school added{ $grundlag ->
    [egne-elever] {" "}relative to the municipality's own pupils
   *[normer] {""}
  }. Small: 95% interval

rap-progression-kol-n = Pupils

rap-progression-kol-foer = Before

rap-progression-kol-efter = Now

rap-progression-kol-aendring = Change

rap-progression-kol-af-sig-selv = Expected by itself

rap-progression-kol-loefteevne = The school's contribution

rap-progression-kol-sammenlign = For comparison

rap-progression-mellem = { $nedre } to { $oevre }

rap-progression-note-af-sig-selv = "Expected by itself" is regression to the mean: a school that was low because its pupils happened to have a bad day comes up again without anybody having done anything. A change no greater than that does not show that an effort worked.

rap-progression-note-loefteevne = The school's contribution is what pupils reached beyond what could be expected of pupils and a school with the same start, drawn towards nothing, the more the fewer pupils there are. The interval is of the school by itself; where it holds nought, the contribution may be nothing. It cannot be told from what hit a whole year group: the contribution is of the years measured, not the school's for ever.

rap-progression-note-sammenlign = To hold two schools against each other, take "For comparison": where the two intervals do not touch, the schools differ at about the 5% level. Among many pairs of schools there are always some that do not touch.

rap-progression-note-baggrund = Pupils' background counts through the earlier result alone. The contribution is no mark for the school: it may just as well come of who moved in and out.

rap-progression-niveauer = From level to level

rap-progression-niveauer-om = Where the pupils who were on each level in the test before are now. All grades together.

rap-progression-maalefejl = In { $fag } from grade { $fra } to grade { $til }, measurement error alone would move { $op-lav } of pupils a level or more up and { $ned-lav } down if no pupil's true standing had changed, with the intended standard error of the test; with the greater one { $op-hoej } up and { $ned-hoej } down.

rap-progression-tabel-niveauer = { $enhed }, { $fag } { $aar }: of the pupils on each earlier level so many per cent on each level now

rap-progression-normers-niveauer = The plan's norms, all years

rap-progression-kol-fra = Level in the test before

rap-progression-niveauer-note = That a pupil goes up or down a level says almost nothing of that pupil. National figures of the same transitions are not public.

rap-progression-grundlag = What is it held against?

rap-progression-grundlag-om = For each way from test to test it was learnt how standings follow each other. The slope is the part of a difference that can be expected to be found again; it is corrected for measurement error in the test before, with each of the two standard errors that have been stated of the tests. If the higher is right, the lower corrects too little, and schools with strong pupils look better than they are.

rap-progression-tabel-veje = Way by way: what was learnt

rap-progression-kol-vej = Way

rap-progression-kol-par = Pairs

rap-progression-kol-korrelation = Correlation

rap-progression-kol-haeldning-lav = Slope, lower error

rap-progression-kol-haeldning-hoej = Slope, higher error

rap-progression-kol-vaekstpercentil = Growth percentile

rap-progression-kol-ender = Lowest and highest score

rap-progression-vej = grade { $fra } to { $til }

rap-progression-grundlag-er = { $hvad ->
    [normer] the plan's norms
   *[egne-elever] the municipality's own pupils
  }

rap-progression-reliabilitet = reliability { $rho }

rap-progression-for-stor-fejl = the error is too great

rap-progression-vaekst-normer = by the plan's norms

rap-progression-vaekst-egne = by the municipality's own pupils

rap-progression-vaekst-for-faa = too few pairs

rap-progression-vaekst-ingen-model = the pairs carry no model

rap-progression-ender = { $lavest } and { $hoejest }

rap-progression-vaekst-note = A growth percentile says where a pupil stands among those who stood the same in the test before. It asks for norms or at least 5,000 pairs. One pupil's growth percentile has a standard error of about 22 and is never shown. How many have the lowest and the highest score shows whether the test has a floor or a ceiling: there, gains cannot be seen.
