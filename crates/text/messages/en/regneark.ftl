### The workbook of the numbers, and the headlines as JSON-stat.

rap-regneark-kommune = Municipality

rap-regneark-aar = School years

rap-regneark-dato = Date

rap-regneark-stempel = Stamp

rap-regneark-ark = The sheets

rap-regneark-laes = How the numbers are read

rap-regneark-figurer = Every figure of the report, a row each, with the columns of figurer.csv. The names of the columns do not change.

rap-regneark-skoler = The headlines of every school in the newest school year with figures. The municipality and the country come first. The schools' figures take no account of the background of pupils, and the sheet is no ranking.

rap-regneark-kommunen = The municipality's headlines year by year, with the verdict on their development. A headline is split into rows where a break keeps its years from being compared.

rap-regneark-udvikling = Every change between two school years with its verdict. Only a rise and a fall are sure, and only they are marked. No sure change does not show that nothing has changed. Differences in per cent are percentage points.

rap-regneark-definitioner = What each indicator is, how it is worked out, where the definition is from, and since when it has been measured the same way.

rap-regneark-handlinger = What is done for the goals, and what was agreed with schools; the most urgent first.

rap-regneark-raekker = Rows of Figurer

rap-regneark-antal = { $hvad ->
    [spoergsmaal] { $antal }. The sheet holds no more: { $udeladt } answers to single questions are left out. They are in { $fil }.
    [dele] { $antal }. The sheet holds no more: { $udeladt } figures are left out, answers to single questions and all figures of parts of the pupils. They are in { $fil }.
    [resten] { $antal }. The sheet holds no more: { $udeladt } figures are left out, answers to single questions, all figures of parts of the pupils and what comes last by the name of the indicator. They are in { $fil }.
   *[intet] { $antal }. Nothing is left out.
  }

rap-regneark-procent = Per cent are numbers between 0 and 1, shown as per cent. All numbers are rounded as the report prints them; the difference of two shown numbers may lie 1 on the last decimal from the shown change.

rap-regneark-vist = shown

rap-regneark-vist-om = The figure is there, as the report has it.

rap-regneark-ellers = other words

rap-regneark-ellers-om = There is no number, and the words say why. A cell without a number is empty or has the word in its place; hidden figures are nowhere in the workbook, nor behind the chart. A dash is that there is no information.

rap-regneark-dom = Verdict

rap-regneark-dom-om = The verdict is the report's. A change without one is described and not judged.

rap-regneark-soejler = Bars in Skoler

rap-regneark-soejler-om = A light bar shows a figure in per cent on the scale from 0 to 100. It does not say whether differences are more than chance. Figures on other scales, of too few and hidden ones have none.

rap-regneark-program = Program

rap-regneark-skoletype = Kind of school

rap-regneark-maaleenhed = Unit of measure

rap-regneark-bemaerk = Remark

rap-regneark-fra-aar = { $navn } (from { $aar })

rap-regneark-diagram = { $enhed }: headlines in per cent, year by year

rap-regneark-diagram-lave = { $enhed }: small headlines in per cent, year by year, on an axis of their own

rap-regneark-forbehold = Comparable with reservation alone: { $hvad }

rap-regneark-linje = { $navn }: { $fra } in { $aar-fra }, { $til } in { $aar-til }.

rap-jsonstat-om = Headlines of all pupils. Numbers are as in the report, per cent 0-100. A cell without a number says why in its status. The schools' figures take no account of the background of pupils.

rap-jsonstat-intet = no information

rap-jsonstat-enhed = Unit

rap-jsonstat-skoleaar = School year
