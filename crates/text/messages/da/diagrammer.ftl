# Diagrammernes titler og ord. En titel siger ikke mere end dommen.

rap-fund-udvikling = { $dom ->
    [stigning] { $navn }: sikker stigning fra { $fra } til { $til }
    [fald] { $navn }: sikkert fald fra { $fra } til { $til }
    [ingen] { $navn }: ingen sikker ændring fra { $fra } til { $til }
    [forbehold] { $navn }: { $vaerdi } i { $aar }, sammenligningen med { $fra } er med forbehold
   *[brud] { $navn }: { $vaerdi } i { $aar }, kan ikke sammenlignes med { $fra }
  }

rap-fund-maal = { $navn } i { $aar }: { $antal } af { $alle } skoler når { $maal } på alle klassetrin

rap-fund-flest = { $navn } i { $aar }: flest i »{ $kategori }«, { $vaerdi }

rap-fund-kommunen = { $navn } i { $aar }: { $enhed } { $vaerdi }

rap-fund-sted = { $navn }: { $sted ->
    [over] skolen ligger sikkert over kommunens skoler under ét
    [under] skolen ligger sikkert under kommunens skoler under ét
   *[paa] skolen skiller sig ikke sikkert ud
  } ({ $aar })
