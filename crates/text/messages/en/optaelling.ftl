### Tally files: what rows come to, where they are

optaelling-skrevet = Personal data: { $fil } holds what { $raekker } rows of { $kilder-tal ->
    [one] one source
   *[other] { $kilder } sources
  } come to, in { $celler } cells. Small numbers are not hidden in it. Add it to others: kvalitetsrapport merge

optaelling-kan-ikke-laeses = `{ $fil }` cannot be read: { $hvorfor }

optaelling-anden-form = `{ $fil }` is no tally file of this version of the program: make it with `kvalitetsrapport tally`

optaelling-beskadiget = `{ $fil }` is damaged at line { $linje }, column { $kolonne }: make it again with `kvalitetsrapport tally`

optaelling-andre-definitioner = `{ $fil }` was counted by other definitions or settings than the others ({ $hvilke }): what was counted differently is not added. Use the same plan and the same version of the program

optaelling-andre-aar = `{ $fil }` is about other school years than the others: write the same `years` in the plans

optaelling-andet-register = `{ $fil }` was held against another register of institutions than the others: use the same

optaelling-samme-kilde = the source `{ $kilde }` of `{ $fil }` was counted already: its pupils would count twice

optaelling-samme-celle = `{ $fil }` has counts of school { $skole }, { $aar }, { $fag }, grade { $klassetrin }, which are counted already

optaelling-andet-elevtal = `{ $fil }` has another number of pupils of school { $skole }, { $aar }, grade { $klassetrin } than the others
