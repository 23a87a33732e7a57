### The sheet for the leader or the board of a school, and the stamp on what is not public

rap-stempel-lov = CONFIDENTIAL, folkeskole act § 55 b, recipient: { $modtager }

rap-stempel-fortrolig = CONFIDENTIAL, recipient: { $modtager }

rap-stempel-udkast = DRAFT · { $stempel }

rap-stempel-lov-grund = Test results below national level are confidential. They may not be published, nor passed on to anyone who does not need them in their work or office.

rap-stempel-personlig-grund = The figures rest on fewer pupils than a public edition may show. They may not be published, nor passed on to anyone who does not need them in their work or office.

rap-stempel-aaben-grund = The figures are of a kind that is public, but some may be of so few that the public edition hides them.

rap-modtager-administration = the municipality's administration

rap-modtager-leder = the leader of { $skole }

rap-modtager-bestyrelse = the board of { $skole }

rap-ark-leder = { $skole }: the school's figures for its leader

rap-ark-bestyrelse = { $skole }: the school's figures for its board

rap-ark-overblik = The school at a glance

rap-ark-overblik-om = The school's most important figures, each in the newest year the school has one. The municipality's figure is of the same year.

rap-ark-overblik-note = Under "Development" stands the report's verdict on the difference between the two years, corrected for the many that were tested. A dash means that there is nothing, or that the years are not judged. The municipality and the country are there to hold against: the background of pupils is not accounted for, and a difference is not in itself a result of the school's work.

rap-ark-tabel-overblik = { $enhed } beside the municipality and the country. Small print: 95% interval, number (n) and school year

rap-ark-kommunen = Municipality

rap-ark-skolen = The school

rap-ark-andre-skoler = Middle half of the others

rap-ark-skoler = { $antal } schools

rap-ark-antal-skoler = Other schools with a figure

rap-ark-tabel-aar = { $navn } year by year{ rap-smaat }

rap-ark-vis-dele = Show the school's figures by parts of the pupils

rap-ark-spoergsmaal-om = The school's answers in { $aar }, question by question. Answers are turned so that the highest number is the best answer. Pupils who did not wish to answer do not count.

rap-ark-diagram-andre = { $navn } in { $aar }: the school and the others

rap-ark-diagram-andre-under = The dot is the school, the band is at least ten other schools taken together. Unit: { $enhed }

rap-ark-diagram-andre-note = The band is the middle half of { $skoler } other schools of the same kind. Each end is a mean of three schools and rounded; it is no single school's figure. The band does not tell where a certain school lies, how far the outermost lie, or whether the difference is more than chance. The dot and the band are { $aar } alone. The pupils' background is not taken into account.

rap-ark-diagram-andre-beskrivelse = A dot shows { $navn } at { $skole } in { $aar }; a band from { $nedre } to { $oevre } shows where the middle half of { $skoler } other schools lie. { rap-diagram-tal-under }

rap-ark-baand = Middle half of { $skoler } other schools

rap-ark-tabel-andre = { $navn } in { $aar }: the school and the middle half of the others

rap-ark-metode-om = What the school's figures and verdicts rest on. The sources, what was found in them and the settings are in the municipality's report, which the administration has.

rap-niveau-andre = all other units

rap-niveau-kommune = the municipality and groups of its schools

rap-niveau-egen-skole = own school

rap-niveau-anden-skole = other schools
