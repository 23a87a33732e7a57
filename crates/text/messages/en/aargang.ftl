### Year groups, followed from one test to the next

rap-arg = The year groups

rap-arg-om = Here a year group is followed from one test to the next: pupils who were in 4th grade are in 6th two years later. Tests of two grades are not alike, so the shares cannot be compared directly. The distance to the country in the same grade and year can; where the country's figure is not known, schools are compared with the municipality. Year groups are described and not judged: nothing here is a verdict on a school or a teacher.

rap-arg-s-afstand = { $navn }: The year group that was in { $klasse-fra } in { $aar-fra } was { $afstand-fra } ({ $tal-fra }). In { $klasse-til } in { $aar-til } it was { $afstand-til } ({ $tal-til }).

rap-arg-s-uden-afstand = { $navn }: The year group that was in { $klasse-fra } in { $aar-fra }: { $tal-fra }. In { $klasse-til } in { $aar-til }: { $tal-til }. The country's figure is not known for both tests, so the distance to the country cannot be told. Tests of two grades are not alike: the difference between the two figures says nothing by itself about the year group.

rap-arg-afstand = { $retning ->
    [over] { $afstand } above { $hvem ->
      [kommune] the municipality
     *[land] the country
    }
    [under] { $afstand } below { $hvem ->
      [kommune] the municipality
     *[land] the country
    }
   *[paa] level with { $hvem ->
      [kommune] the municipality
     *[land] the country
    }
  }

rap-arg-mod = { $vaerdi } against { $anden }

rap-arg-elever = { $antal-tal ->
    [one] one pupil
   *[other] { $antal } pupils
  }

rap-arg-s-aendring = The distance changed by { $aendring } (95% interval { $nedre } to { $oevre }).{ $nul ->
    [ja] {" "}The interval holds 0: so great a difference can come about with nothing changed.
   *[nej] {" "}The interval does not hold 0, but that is no verdict: nothing is corrected for so many year groups being worked out.
  }

rap-arg-s-uden-interval = The distance changed by { $aendring }.

rap-arg-uden-interval-fordi = { $grund ->
    [elevtal] Where there is no interval, the number of pupils behind the shares is missing, so nobody knows how great a difference chance can make.
   *[skjult] Intervals that are made of schools too whose figures are hidden are not shown.
  }

rap-arg-hele-point = The country's figure is published in whole per cent, so the distance to it is told in whole percentage points.

rap-arg-s-elever = The year group has { $retning ->
    [flere] { $procent } more
    [faerre] { $procent } fewer
   *[lige] about as many
  } pupils with a result{ $retning ->
    [lige] {" "}as at the first test
   *[other] {" "}than at the first test
  }.{ $stor ->
    [ja] {" "}That is more than { $graense }: many of the pupils are others, or more lack a result.
   *[nej] {""}
  }

rap-arg-forbehold = { $fra } and { $til } can only be compared with reservation. { $grund }

rap-arg-s-brud = { $navn }: The year group that was in { $klasse-fra } in { $aar-fra } cannot be followed to { $aar-til }: the years cannot be compared.

rap-arg-s-for-faa = { $navn }: The year group that was in { $klasse-fra } in { $aar-fra } has fewer than { $antal } pupils at one of the two tests at least; that is too few.

rap-arg-s-skjult = { $navn }: The year group that was in { $klasse-fra } in { $aar-fra } is hidden, because one of the two figures at least is.

rap-arg-hul = The pupils who were in { $klasser } in { $fra } were to be tested again in { $til }, which has no result for the municipality. They are not followed across that year.

rap-arg-tabel = { $navn }, every school: the year group from { $aargang }{ $hvem ->
    [land] , distance to the country in percentage points
    [kommune] , distance to the municipality in percentage points, for the country's figure is not known for both tests
   *[ingen] {""}
  }{ $forbehold ->
    [ja] {" "}(with reservation)
   *[nej] {""}
  }. In small print: { $interval ->
    [ja] share, number of results (n) and 95% interval
   *[nej] share and number of results (n)
  }

rap-arg-tabel-trin = { $navn }, { $enhed }: each year group step by step{ $hvem ->
    [land] , distance to the country in percentage points
   *[ingen] {""}
  }. A year group is named after the first test it is in. In small print: share and school year

rap-arg-ingen-test = no result

rap-arg-tabel-enhed = { $navn }, { $enhed }: from test to test{ $hvem ->
    [land] , distance to the country in percentage points
   *[ingen] {""}
  }. In small print: { $interval ->
    [ja] share, number of results (n) and 95% interval
   *[nej] share and number of results (n)
  }

rap-arg-fra-til = { $fra } to { $til }

rap-arg-vis = Show the year group from { $aargang } for every school

rap-arg-kol-aargang = Year group

rap-arg-kol-foer = First test

rap-arg-kol-efter = Next test

rap-arg-kol-aendring = Change of the distance, { $enhed }

rap-arg-kol-elever = Change in pupils with a result

rap-arg-mange-andre = many are others

rap-arg-uden-interval = no interval

rap-arg-note-elever = The pupils are much the same at both tests, but sums do not say which. The interval is made as if they differed; where they are the same, it is too wide and not too narrow. Pupils who move in and out can change the distance without any pupil having become better or worse. “Many are others” stands where the number of pupils with a result changed by more than { $graense }.

rap-arg-note-midten = A year group that was far below the country tends to come nearer without anybody having done anything, and one far above falls back: part of the distance was chance at that very test. How much cannot be worked out from sums.

rap-arg-note-fil = Year groups of the other measures stand in { $fil }.

rap-fil-aargange = Year groups followed from one test to the next: the distance to the country (or the municipality) at both tests, and how it changed. Described, never judged. Which pupils were there both times is not known.
