### The agenda item for committee and council

rap-sag-titel = { $titel }: agenda item

rap-sag-indstilling = Proposal

rap-sag-indstilles = The administration proposes that the committee takes note of { $titel } and passes it on to the council.

rap-sag-indstilles-udfyldes = [To be filled in by the municipality: The wording is a proposal. Change it so that it says who proposes and who decides.]

rap-sag-resume = Summary

rap-sag-resume-uden = The report has not tested whether anything changed: its figures describe.

rap-sag-fremstilling = Account

rap-sag-om = { $titel } gathers what data say of the public schools of { $kommune }. It covers { $aar }. For each figure the report says who counts, how it is worked out and where it is from.

rap-sag-fortroligt = Test results below national level are confidential by section 55 b of the Danish act on public schools, and figures about few pupils are protected. This item and its annexes are made of the public edition alone. Where there is a figure that may not be shown, it says "hidden".

rap-sag-sikkert = Figures about schools vary from year to year without anything having changed. The report calls a change sure only where it is larger than that, and it has corrected for many figures having been compared. "No sure change" does not show that nothing changed. The background of pupils is not taken into account unless the figure says so.

rap-sag-noegletal = Key figures

rap-sag-noegletal-om = The municipality's main figures, each of the newest year, and the ministry's own rule for the national targets. The rule takes no account of chance.

rap-sag-udvikling = Development

rap-sag-oekonomi = Economy

rap-sag-oekonomi-udfyldes = [To be filled in by the municipality: Economic consequences, or that there are none.]

rap-sag-hoering = Consultation

rap-sag-hoering-udfyldes = [To be filled in by the municipality: Who was consulted, when, and what they answered, the school boards among them.]

rap-sag-bilag = Annexes

rap-sag-bilag-html = The whole report for screen and print, with every table.

rap-sag-bilag-docx = The report for Word.

rap-sag-bilag-tal = The numbers as a workbook: schools, municipality, changes and definitions.

rap-sag-bilag-figurer = Every public figure of the report, for spreadsheets.
