# The titles and words of charts. A title says no more than the verdict.

rap-fund-udvikling = { $dom ->
    [stigning] { $navn }: a sure rise from { $fra } to { $til }
    [fald] { $navn }: a sure fall from { $fra } to { $til }
    [ingen] { $navn }: no sure change from { $fra } to { $til }
    [forbehold] { $navn }: { $vaerdi } in { $aar }; the comparison with { $fra } is with reservation
   *[brud] { $navn }: { $vaerdi } in { $aar }; cannot be compared with { $fra }
  }

rap-fund-maal = { $navn } in { $aar }: { $antal } of { $alle } schools reach { $maal } in every grade

rap-fund-flest = { $navn } in { $aar }: most are in “{ $kategori }”, { $vaerdi }

rap-fund-kommunen = { $navn } in { $aar }: { $enhed } { $vaerdi }

rap-fund-sted = { $navn }: { $sted ->
    [over] the school is surely above the municipality's schools taken together
    [under] the school is surely below the municipality's schools taken together
   *[paa] the school does not surely stand out
  } ({ $aar })
