# The titles and words of charts. A title says no more than the verdict.

rap-fund-udvikling = { $dom ->
    [stigning] { $navn }: { $vaerdi } in { $aar }, a sure rise from { $fra } to { $til }
    [fald] { $navn }: { $vaerdi } in { $aar }, a sure fall from { $fra } to { $til }
    [ingen] { $navn }: { $vaerdi } in { $aar }, no sure change from { $fra } to { $til }
    [forbehold] { $navn }: { $vaerdi } in { $aar }; the comparison with { $fra } is with reservation
   *[brud] { $navn }: { $vaerdi } in { $aar }; cannot be compared with { $fra }
  }

rap-fund-maal = { $navn } in { $aar }: { $antal } of { $alle } schools reach { $maal } in every grade

rap-fund-flest = { $navn } in { $aar }, { $enhed }: most are in “{ $kategori }”, { $vaerdi }

rap-fund-kommunen = { $navn } in { $aar }: { $enhed } { $vaerdi }

rap-fund-sted = { $navn }: { $sted ->
    [over] the school is surely above the municipality's schools of the same kind taken together
    [under] the school is surely below the municipality's schools of the same kind taken together
   *[paa] the school does not surely stand out
  } in { $aar }, without regard to the pupils' background

rap-fund-aendringer = { $navn }: { $antal-tal ->
    [one] { $sikre-tal ->
        [0] the one school that was tested did not surely change
       *[other] the one school that was tested surely changed
      }
   *[other] { $sikre-tal ->
        [0] none of { $antal } schools surely changed
        [one] one of { $antal } schools surely changed
       *[other] { $sikre } of { $antal } schools surely changed
      }
  } from { $fra } to { $til }

rap-fund-steder = { $navn }: { $sikre-tal ->
    [0] none of { $antal } schools surely stands apart
    [one] one of { $antal } schools surely stands apart
   *[other] { $sikre } of { $antal } schools surely stand apart
  }, without regard to the pupils' background

rap-fund-loeft = { $forskel ->
    [ja] What schools added in { $fag }, { $skoletype ->
        [specialskole] special schools
       *[folkeskole] folkeskoler
      }
   *[nej] { $skoletype ->
        [specialskole] Special schools
       *[folkeskole] Folkeskoler
      } in { $fag }: no difference between schools can be seen beyond what could be expected
  }

rap-dia-aendring-under = { $maaleenhed }, { $fra } and { $til }. { $baand ->
    [ja] The band holds changes that would not have been called sure
   *[nej] Only sure changes stand out
  }

rap-dia-aendring-beskrivelse = Two dots for each school, { $navn } in { $fra } and in { $til }{ $baand ->
    [ja] , and a band around the first that a change must leave to be sure
   *[nej] {""}
  }. { rap-diagram-tal-under }

rap-dia-aendring-tabel = { $navn } in { $fra } and { $til }

rap-dia-sikker = sure change

rap-dia-ikke-sikker = not sure: ends inside the band

rap-dia-tragt-under = { $maaleenhed }, { $aar } taken together, by how many different pupils the number rests on. { $skoletype ->
    [specialskole] Special schools
   *[folkeskole] Folkeskoler
  }

rap-dia-tragt-note = { $graenser ->
    [egne] Were schools alike, 95 of 100 would lie between their own limits, which follow from how much the school's pupils differ.{" "}
    [kurver] Were schools alike, 95 of 100 would lie between the inner limits and 998 of 1,000 between the outer.{" "}
   *[ingen] {""}
  }Only named schools surely stand apart from the others, how many were tested taken into account. The pupils' background is not taken into account.

rap-dia-tragt-beskrivelse = A dot for each school shows { $navn } for { $aar } against its number of pupils; { $skoletype ->
    [specialskole] all special schools
   *[folkeskole] all folkeskoler
  } taken together are at { $alle }. Schools that surely stand apart are named. { rap-diagram-tal-under }

rap-dia-tragt-tabel = { $navn }, { $aar }: schools, pupils and level

rap-dia-tragt-alle = { $skoletype ->
    [specialskole] All special schools
   *[folkeskole] All folkeskoler
  } { $alle }

rap-dia-tragt-elever = Different pupils

rap-dia-loeft-under = What the school added in { $fag }, in standard deviations of pupils, the tests of { $aar }

rap-dia-loeft-note = No verdict is given on a single school. The dot is the school's contribution, drawn towards nothing, the more the fewer pupils there are; the thin stroke is a 95% interval of the school by itself. { $sammenlign ->
    [ja] To hold two schools against each other, take the thick strokes: where the two do not touch, the schools differ at about the 5% level. Among many pairs of schools there are always some that do not touch.{" "}
   *[nej] {""}
  }Pupils' background counts through the earlier result alone.

rap-dia-loeft-beskrivelse = A dot for each school shows how far its pupils in { $fag } are above or below what could be expected, with a 95% interval. { rap-diagram-tal-under }

rap-dia-loeft-tabel = What schools added in { $fag }, the tests of { $aar }

rap-dia-som-ventet = as expected

rap-dia-mindre-end-ventet = less than expected

rap-dia-mere-end-ventet = more than expected

rap-dia-interval = 95% interval

rap-dia-sammenligning = to hold two schools against each other

rap-dia-sikker-forskel = sure difference

rap-dia-niveauskift = From level to level in { $fag }, { $aar }

rap-dia-niveauskift-under = { $enhed }. Each row is the pupils of one earlier level; the cells are where they are now, in per cent

rap-dia-niveauskift-note = Some pupils change level by error of measurement alone. Source: the municipality's own test results.

rap-dia-niveauskift-beskrivelse = A row for each of the six earlier levels shows how many of its pupils are on each level in { $fag } in { $aar }. { rap-diagram-tal-under }

rap-dia-niveau-foer = Earlier level

rap-dia-niveau-nu = Level now

rap-dia-samme-niveau = same level

rap-dia-kol-enhed = Unit

rap-dia-kol-foer = Before

rap-dia-kol-efter = After

rap-dia-kol-vaerdi = Value

rap-dia-kol-nedre = Lower

rap-dia-kol-oevre = Upper

rap-dia-kol-aendring = Change

rap-dia-kol-usikker_ned = Sure fall from

rap-dia-kol-usikker_op = Sure rise from

rap-dia-kol-elever = Pupils

rap-dia-maal-under = The goal, the years and the signs

rap-dia-maal-note = A goal is not judged: the signs show what data say. “Seen” is a target met in the newest year, or a sure change the wanted way.

rap-dia-maal-beskrivelse = An arrow over the school years points at the goal “{ $navn }” with its sub-goals and actions, where there are any; under it stand the signs and what data say of each. The same is in the table under the chart.

rap-dia-maal-tabel = Signs of the goal { $navn }

rap-dia-maal-nu = now

rap-dia-maal-delmaal = Sub-goals

rap-dia-maal-handlinger = Actions

rap-dia-maal-tegn = Signs

rap-dia-maal-planlagt = planned

rap-dia-maal-i-gang = under way

rap-dia-maal-gjort = done

rap-dia-maal-over-tid = overdue

rap-dia-maal-opgivet = given up

rap-dia-maal-ses = seen

rap-dia-maal-ses-ikke = not seen

rap-dia-maal-kan-ikke-aflaeses = cannot be read

rap-dia-kol-art = Kind

rap-dia-kol-tekst = Text

rap-dia-kol-fra = From

rap-dia-kol-til = To

rap-dia-kol-tilstand = State

rap-dia-kol-aflaesning = What data say

rap-dia-kol-vurdering = Verdict

rap-dia-kol-tragt_95_nedre = Own lower limit

rap-dia-kol-tragt_95_oevre = Own upper limit

rap-dia-kol-sammenligning_nedre = Comparison, lower

rap-dia-kol-sammenligning_oevre = Comparison, upper

rap-fund-aarene = { $navn }, school by school: { $antal-tal ->
    [one] { $sikre-tal ->
        [0] the one change that was tested from { $fra } to { $til } is not sure
       *[other] the one change that was tested from { $fra } to { $til } is sure
      }
   *[other] { $sikre-tal ->
        [0] none of { $antal } changes from { $fra } to { $til } is sure
        [one] one of { $antal } changes from { $fra } to { $til } is sure
       *[other] { $sikre } of { $antal } changes from { $fra } to { $til } are sure
      }
  }

rap-dia-aarene-under = { $maaleenhed }, { $fra }–{ $til }. One axis in all panels{ $kommune ->
    [ja] ; the thin line is the municipality
   *[nej] {""}
  }

rap-dia-aarene-beskrivelse = A panel for each school shows { $navn } from { $fra } to { $til }{ $kommune ->
    [ja] {" "}beside the municipality's line
   *[nej] {""}
  }. { rap-diagram-tal-under }

rap-dia-ikke-sikker-aendring = not sure

rap-dia-tragt-egne = { $graense } limits of each school

rap-dia-aarene = { $navn }, school by school, { $fra }–{ $til }

rap-dia-sikker-mellem = sure change { $fra }–{ $til }

rap-dia-ikke-bedoemt = not judged

rap-dia-maal-et-maal = Goal

rap-dia-maal-et-delmaal = Sub-goal

rap-dia-maal-en-handling = Action

rap-dia-maal-et-tegn = Sign
