### The page in a browser

rap-side-ord = The words in the tables

rap-side-vaelg = Find a school

rap-side-alle = All schools

rap-side-kun = Hide the rows of other schools

rap-side-steder = The school's tables

rap-side-afsnit = Sections

rap-side-ark = The school's sheet

rap-side-fundet = { "{school}" } is marked in { "{tables}" } tables.

rap-side-piletaster = The arrow keys go from number to number.

rap-side-stigende = Sorted by { "{column}" }, ascending.

rap-side-faldende = Sorted by { "{column}" }, descending.

rap-side-usorteret = In the report's own order.

rap-side-forklaring = How the number was made

rap-side-smaat = Remark

rap-side-noegle = Key of the number

rap-side-til-definition = Read the definition in the report

rap-side-luk = Close

rap-side-regnes-ud = The whole calculation

rap-side-kommando = kvalitetsrapport explain { $plan }

rap-ord-for-faa = The number or the comparison rests on so few that no verdict is given.

rap-ord-for-faa-skoler = There are too few schools of the same kind to say where the school lies among them.

rap-ord-stigning = The number rose by more than chance tends to give. The word does not say whether that is good.

rap-ord-fald = The number fell by more than chance tends to give. The word does not say whether that is bad.

rap-ord-ingen = The difference is no larger than what chance tends to give. That does not show that nothing has changed.

rap-ord-brud = The numbers are counted in different ways and are therefore not compared.

rap-ord-kan-ikke = Something is missing that would tell how sure the number is; therefore no verdict is given.

rap-ord-beskrevet = The change is written down with its interval. It is not tested and has no verdict.

rap-ord-kan-ikke-ses = The pupils are so few that even the outermost number of the scale would not be enough for a sure change.

rap-ord-loft = The number is as high as it can be.

rap-ord-bund = The number is as low as it can be.

rap-ord-over = Surely above the municipality's schools of the same kind taken together, without regard to the pupils' background.

rap-ord-paa = Not surely apart from the municipality's schools of the same kind taken together. That is not the same as equal.

rap-ord-under = Surely below the municipality's schools of the same kind taken together, without regard to the pupils' background.

rap-ord-indfriet = The number meets the rule, word for word and without regard to chance.

rap-ord-delvist = The rule is met in some of the grades.

rap-ord-ikke-indfriet = The number does not meet the rule, word for word and without regard to chance.

rap-ord-intet-resultat = There is no number to hold against the rule.

rap-ord-med-forbehold = The years can be compared with reservation only; therefore no verdict is given.

rap-ord-klart = The whole uncertainty lies on the same side of the limit.

rap-ord-taet-paa = The limit lies within the uncertainty: chance could have turned the outcome.

rap-ord-kan-ikke-afgoeres = Something is missing that would tell how sure the outcome is.

rap-ord-dom = The ministry's own verdict on the school's marks, with the pupils' background taken into account.

rap-ord-ingen-elever = No pupils have what the number is about.

rap-ord-tilbageholdt = The source has the number but does not hand it out.

rap-ord-ikke-offentliggjort = The source has not published the number.
