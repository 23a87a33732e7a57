# The sheet for the talk about a school's development: two pages on one school. Questions look forward, and nobody is graded.

rap-samtale = School development talk
rap-samtale-titel = { $skole }: for the talk about the school's development
rap-samtale-skiller = This is sure
rap-samtale-intet-sikkert = { $antal-tal ->
    [0] No change and no place can be tested in this year's numbers.
    [one] One key figure can be tested, and neither its change nor its place is sure. That does not mean that nothing has happened, but that the numbers cannot show it.
   *[other] { $antal } key figures can be tested, and no change or place is sure. That does not mean that nothing has happened, but that the numbers cannot show it.
}
rap-samtale-ogsaa = Something is sure of these as well: { $navne }.
rap-samtale-naermere = This is worth looking into
rap-samtale-ikke = This the numbers cannot say
rap-samtale-ikke-sikker = The change may be chance
rap-samtale-ikke-brud = The years cannot be compared without reservation
rap-samtale-ikke-faa = Too few pupils for a verdict
rap-samtale-ikke-skjult = Hidden from this reader
rap-samtale-baggrund = The numbers do not say why, and they do not regard the background of pupils. The school knows more of that than they do.
rap-samtale-spoergsmaal = Questions for the talk
rap-samtale-sp-aendring = { $dom ->
    [stigning] { $navn }: surely risen. What did you do, who took part, and what does it take to keep it?
    [fald] { $navn }: surely fallen. What do you yourselves see behind it, with whom will you look into it, and what will you try?
   *[ingen] { $navn }: What do you yourselves see behind the number?
}
rap-samtale-sp-sted = { $navn }: The school surely stands out, without regard to the background of pupils. What may explain it, and what will you learn from or share with other schools?
rap-samtale-sp-maal = { $navn }: { $antal-tal ->
    [one] The target is not met.
   *[other] The targets are not met.
} Which step will you take first, and which signs will show that it works?
rap-samtale-sp-usikker = { $navn }: { $antal-tal ->
    [one] The number cannot show a sure change.
   *[other] The numbers cannot show a sure change.
} Which other signs do you have of where it is heading?
rap-samtale-sp-faa = { $navn }: There are too few pupils for a verdict. How do you follow them in other ways?
rap-samtale-sp-frem = What should we be able to see in a year, who does what, and when do we talk about it again?
rap-samtale-aftaler = Agreements of the last talk and their signs
rap-samtale-aftaler-om = To be filled in before the talk: what was agreed, what should be seen, and how far have you come?
rap-samtale-nummer = No.
rap-samtale-aftale = Agreement
rap-samtale-tegn = Signs
rap-samtale-hvem = Who and when
rap-samtale-hvor-langt = How far are you?
rap-samtale-skolen = The school's own words
rap-samtale-aftaler-fra-planen = Agreed at the last talk; what is overdue comes first. How far you are was written in before the talk.
rap-samtale-ogsaa-aftalt = Also agreed: { $navne }.
rap-samtale-andre = Other schools
rap-samtale-midten-af = middle of { $antal } similar
rap-samtale-halvdelen-af = middle half of { $antal }
rap-samtale-lignende = Similar schools: { $navne }. { $regel } "Other schools" is the middle of those whose numbers are shown here.
rap-samtale-ingen-lignende = No similar schools: { $hvorfor }
