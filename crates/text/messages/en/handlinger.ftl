# Actions, the arrow of goals and the follow-up of the last report. How far an action has come, the
# municipality says; what its sign says, the numbers say. The two are never mixed, and no number calls an
# action a success.

rap-hand = Actions
rap-hand-note = How far an action has come is what the municipality says. What the sign says now is the numbers alone: they do not say whether the action did it.
rap-hand-tabel = Actions as of { $dato }; what is overdue comes first
rap-hand-handling = Action
rap-hand-hvem-og-hvornaar = Who and when
rap-hand-tegn = Sign
rap-hand-siger = The municipality says
rap-hand-tegnet-nu = The sign now
rap-hand-fordi = Why: { $hvorfor }
rap-hand-fra-til = { $fra } to { $frist }
rap-hand-senest = by { $frist }
rap-hand-planlagt = planned
rap-hand-i-gang = under way
rap-hand-gennemfoert = carried through
rap-hand-opgivet = given up
rap-hand-over-tid = overdue
rap-hand-fulgt-op = followed up { $dato }
rap-hand-ikke-fulgt-op = not followed up
rap-hand-ventet-stigning = hoped for: a rise of { $aendring }
rap-hand-ventet-fald = hoped for: a fall of { $aendring }
rap-hand-tal = { $vaerdi } ({ $aar })
rap-hand-intet-tal = No number for this audience
rap-hand-ikke-bedoemt = Whether the number has changed is not judged.
rap-hand-foer-handlingen = the number is from before the action began
rap-hand-tegn-steget = The number has risen (surely) from { $fra } to { $til }. Why is not known.
rap-hand-tegn-faldet = The number has fallen (surely) from { $fra } to { $til }. Why is not known.
rap-hand-tegn-ingen = No sure change from { $fra } to { $til }.
rap-hand-tegn-forbehold = { $fra } and { $til } can only be compared with reservation: no verdict.
rap-hand-tegn-brud = { $fra } and { $til } cannot be compared.
rap-hand-tegn-for-faa = Too few from { $fra } to { $til } for a verdict.
rap-hand-tegn-kan-ikke = The change from { $fra } to { $til } cannot be assessed.
rap-hand-tegn-skjult = The change from { $fra } to { $til } is hidden.

rap-maal-med-aar = { $tekst } ({ $aar })
rap-maalpil = Arrow of goals: vision, goals, actions and signs
rap-maalpil-vision = The vision:
rap-maalpil-vision-aar = The vision for { $aar }:
rap-maalpil-om = Each goal stands with its sub-goals, what is done, and the signs that will show that we are on the way. How far an action has come is what the municipality says. What a sign says is the numbers alone, and why a number changed they do not say.
rap-maalpil-over-tid = Overdue as of { $dato }: { $navne }.
rap-maalpil-intet-over-tid = No action is overdue as of { $dato }.
rap-maalpil-ingen-handling = The plan has no action for this goal.
rap-maalpil-uden-maal = Actions outside the goals

rap-opf = Follow-up of the last report
rap-opf-om = What was agreed, what has happened, what does the sign say now, what have we learned, and what follows? What is overdue as of { $dato }, and what nobody has followed up, comes first.
rap-opf-set = What did we see?
rap-opf-laert = What did we learn?
rap-opf-deltog = Who took part?
rap-opf-naeste = What follows?
rap-opf-ikke-sagt = The plan does not say.
rap-opf-skoler = Agreements with the schools
rap-opf-skoler-om = Agreed in each school's talk about its development. Only the administration and the school's own readers read them.
