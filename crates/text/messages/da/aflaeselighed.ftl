### Kan målet aflæses?

rap-afl-titel = Kan målene aflæses?

rap-afl-om = Et mål kan være rigtigt og alligevel umuligt at se i tallene. Her står for hvert mål, om tallene overhovedet kan vise så stor en ændring: mindst fire gange ud af fem, når den virkelig er sket. Skolens tal rykker sig mere end kommunens; den midterste skole er den, halvdelen af skolerne er større end.

rap-afl-forbehold = Svaret siger kun, hvad tallene kan vise, og ikke, om målet er godt. Et mål, der ikke kan aflæses her, må følges på en anden måde.

rap-afl-tabel = Om en ændring kan aflæses, mål for mål

rap-afl-ved = Ændring

rap-afl-kommunen = Kommunen

rap-afl-midterste = Den midterste skole

rap-afl-nationalt = { $navn } (nationalt mål { $nummer })

rap-afl-procentpoint = { $tal } procentpoint

rap-afl-nu = kan aflæses

rap-afl-foerst-efter = først efter { $aar } år

rap-afl-aldrig = aldrig på dette niveau

rap-afl-elevtal-mangler = kan ikke vurderes: elevtal mangler

rap-afl-kan-ikke-vurderes = kan ikke vurderes

rap-afl-aendring-mangler = kan ikke vurderes: skalaen kendes ikke

rap-afl-intet-tal = intet tal

rap-afl-den-midterste = den midterste skole

rap-afl-den-midterste-med = den midterste skole ({ $antal })

rap-afl-tegn = Kan { $aendring } aflæses? { $svar }.

rap-afl-tegn-uden = Kan en ændring aflæses? { $svar }.

rap-afl-laest-af = { $indikator }, en ændring på { $aendring }

rap-afl-ingen-svar = Ingen tal for denne modtager.

rap-afl-ingen-maal = Planen har ingen mål, og ingen nationale mål har tal i denne rapport.

rap-afl-overskrift = { $indikator }: kan en ændring på { $aendring } aflæses?

rap-afl-overskrift-uden = { $indikator }: kan en ændring aflæses?

rap-afl-svar = Svar

rap-afl-hvorfor = Hvorfor

rap-afl-nu-langt = kan aflæses. En så stor ændring opdages normalt fra et år til det næste.

rap-afl-foerst-efter-langt = først efter { $aar } år. Så mange år før og lige så mange efter skal lægges sammen, før en så stor ændring normalt opdages.

rap-afl-aldrig-langt = aldrig på dette niveau. En så stor ændring opdages normalt ikke, selv når { $aar } år før og { $aar } år efter lægges sammen.

rap-afl-skalaens-ende = der er kun { $plads } til skalaens ende: så langt kan tallet ikke flytte sig

rap-afl-for-faa = færre end { $mindst }: rapporten siger intet om et enkelt år

rap-afl-chance = Chance

rap-afl-chance-om = { $chance }: så ofte kalder rapporten en ændring på { $aendring } sikker, når den virkelig er sket

rap-afl-under = under { $chance }

rap-afl-over = over { $chance }

rap-afl-sikker-fra = Kaldes sikker fra

rap-afl-sikker-begge = { $aendring }, op eller ned: mindre end det kan være tilfældigt

rap-afl-sikker-hver = et fald på { $fald } eller en stigning på { $stigning }: mindre end det kan være tilfældigt

rap-afl-sikker-kun-fald = et fald på { $fald }; en stigning kan ikke blive sikker, for der er ikke plads til den

rap-afl-sikker-kun-stigning = en stigning på { $stigning }; et fald kan ikke blive sikkert, for der er ikke plads til det

rap-afl-sikker-ingen = ingen ændring: intet udfald af et år ville være langt nok fra det forrige

rap-afl-opdages = Opdages normalt fra

rap-afl-opdages-om = { $aendring }: en så stor virkelig ændring ses fire gange ud af fem

rap-afl-opdages-ingen = ingen ændring: ikke engang den største, skalaen har plads til, ses fire gange ud af fem

rap-afl-seneste = Seneste tal

rap-afl-pr-aar = Antal pr. år

rap-afl-regnet = Sådan er det regnet

rap-afl-grundlag = Grundlag

rap-afl-af-aendring = ændringen fra { $fra } til { $til } i denne rapport.

rap-afl-af-et-aar = kun ét år kan bruges: antallet i { $aar } står for begge år.

rap-afl-gunstigste = Det er det mest gunstige svar: hvor forskelligt skolerne flytter sig, er ikke set.

rap-afl-standardfejl = Standardfejl

rap-afl-standardfejl-om = { $tal } på en ændring mellem to år

rap-afl-chok = Chokfaktor

rap-afl-chok-klynger = { $faktor }: så mange gange mere end tilfældigheder mellem elever flytter tallet sig, set på, hvor forskelligt skolerne flyttede sig. Før skolerne blev set: { $forud }, { $grundlag }.

rap-afl-chok-skoler = { $faktor }: så mange gange mere end tilfældigheder mellem elever flytter skolers tal sig, efter rapportens egne skoler og et udgangspunkt på { $forud }, { $grundlag }

rap-afl-chok-forud = { $faktor }: så mange gange mere end tilfældigheder mellem elever flytter skolers tal sig. Udgangspunktet alene, { $grundlag }.

rap-afl-chok-maalt = målt på offentlige tal for skoler

rap-afl-chok-antaget = antaget: ikke målt for dette tal

rap-afl-kritisk = Kritisk værdi

rap-afl-kritisk-kommune = { $tal } standardfejl: kommunens { $antal-tal ->
    [1] ene ændring
   *[other] { $antal } ændringer, som korrigeres for hinanden
  }

rap-afl-kritisk-skoler = { $tal } standardfejl: { $antal } sammenligninger af skoler i temaet { $tema } korrigeres for hinanden

rap-afl-kritisk-alene = { $tal } standardfejl: rapportens niveau for én sammenligning: denne korrigeres ikke sammen med andre

rap-afl-sammen = Flere år sammen

rap-afl-sammen-nej = er ikke nødvendigt

rap-afl-sammen-ja = { $aar } år er { $resultater } resultater af omkring { $forskellige } forskellige { $talt ->
    [raekker] registreringer
   *[other] elever
  }: de samme elever tælles kun én gang

rap-afl-hvorfor-vaerdi-alene = Tallet er offentliggjort uden antallet af elever bag. Uden det kan ingen sige, hvor meget tilfældigheder flytter det.

rap-afl-hvorfor-ikke-af-personer = Tallet er et forhold mellem to mængder eller et antal, og der er intet elevtal at vurdere det ved.

rap-afl-hvorfor-ikke-andel = Tallet er et forhold eller en værdi, som den er offentliggjort. Hvor meget tilfældigheder flytter den, kan ikke regnes ud af elevtallet.

rap-afl-hvorfor-fordeling = En fordeling er mange andele. Spørg om én af dem, fx andelen over en grænse.

rap-afl-hvorfor-spredning = Det vides ikke, hvor langt elever ligger fra hinanden på dette tal; uden det har det intet interval.

rap-afl-fejl-enhed = der er intet om enheden `{ $enhed }`; den nærmeste er `{ $naermest }`

rap-afl-fejl-aendring = ændringen skal være et tal over 0, fx `5` eller `0,2`

rap-afl-fejl-for-stor = ændringen { $aendring } er større end hele skalaen, { $hoejst }

rap-afl-fejl-sig-aendring = sig med --change, hvor stor en ændring af `{ $indikator }` der er tale om; dens skala kendes ikke
