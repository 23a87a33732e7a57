### Optællinger: hvad rækker kommer til, hvor de er

optaelling-skrevet = Personoplysninger: { $fil } holder, hvad { $raekker } rækker fra { $kilder-tal ->
    [one] én kilde
   *[other] { $kilder } kilder
  } kommer til, i { $celler } celler. Små antal er ikke skjult i den. Læg den sammen med andre: kvalitetsrapport merge

optaelling-kan-ikke-laeses = `{ $fil }` kan ikke læses: { $hvorfor }

optaelling-anden-form = `{ $fil }` er ingen optælling af denne udgave af programmet: lav den med `kvalitetsrapport tally`

optaelling-beskadiget = `{ $fil }` er beskadiget ved linje { $linje }, kolonne { $kolonne }: lav den igen med `kvalitetsrapport tally`

optaelling-andre-definitioner = `{ $fil }` er talt efter andre definitioner eller indstillinger end de øvrige ({ $hvilke }): det, der er talt forskelligt, lægges ikke sammen. Brug den samme plan og den samme udgave af programmet

optaelling-andre-aar = `{ $fil }` er om andre skoleår end de øvrige: skriv de samme `years` i planerne

optaelling-andet-register = `{ $fil }` er holdt op mod et andet institutionsregister end de øvrige: brug det samme

optaelling-samme-kilde = kilden `{ $kilde }` i `{ $fil }` er talt med allerede: dens elever ville tælle to gange

optaelling-samme-celle = `{ $fil }` har antal for skole { $skole }, { $aar }, { $fag }, { $klassetrin }. klasse, som er talt med allerede

optaelling-andet-elevtal = `{ $fil }` har et andet elevtal for skole { $skole }, { $aar }, { $klassetrin }. klasse end de øvrige
