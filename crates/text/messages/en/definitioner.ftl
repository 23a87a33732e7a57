# The pages on indicators in docs/en/indikatorer.

def-genereret = The page is made from the program's definitions (`crates/core/catalogue`); mend it there.

def-titel = Indicators

def-om = Everything the report can have figures of, theme by theme. Each indicator has a page of its own with definition, formula, source, status, breaks, the least number of pupils and the evidence that sources can give. The same definitions are JSON in `indikatorer.json`, by the schema `indikatorer.schema.json`. A municipality's own goals are written in the plan in the same way.

def-indikator = Indicator

def-maaleenhed = Unit

def-egenskab = Property

def-vaerdi = Value

def-tema = Theme

def-decimaler = Decimals

def-retning = Direction

def-enheder = Units

def-enheder-skoler = schools, groups of schools, the municipality

def-enheder-kommune = the municipality and the nation alone; a school has no figure

def-opdelinger = Breakdowns

def-del-alle = all

def-del-trin = stage

def-del-klassetrin = grade

def-del-klasse = class (the administration alone)

def-del-koen = sex

def-del-herkomst = heritage

def-mindste-n = Least number of pupils before anything is said

def-fortrolighed = Confidentiality

def-fortrolighed-aaben = open

def-fortrolighed-personlig = personal: small groups are hidden

def-fortrolighed-lov = confidential by law below national level

def-maal = National target

def-evidens = Evidence

def-evidens-om = What the figure can rest on, and where that is from. The further down the alphabet, the less can be said.

def-klasse = Class

def-kilder = Sources

def-brud = Series and breaks

def-ingen-serie = The indicator belongs to no series; no break was found.

def-serie = { $navn }: { $fra } to { $til }. Source: { $kilde }.

def-ingen-brud = No break or reservation was found in the series.

def-intet-kommunetal = no figure for the municipality

def-forbehold-aar = the year is compared with reservation only

def-forbehold-graense = from this year: compared with the years before with reservation only

def-brud-graense = from this year: not compared with the years before

def-skoleaar = School year

def-hvad = What

def-grund = Reason
