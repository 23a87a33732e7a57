# Siderne om indikatorer i docs/indikatorer.

def-genereret = Siden er lavet af programmets definitioner (`crates/core/catalogue`); den rettes dér.

def-titel = Indikatorer

def-om = Alt, hvad rapporten kan have tal for, tema for tema. Hver indikator har sin egen side med definition, beregning, kilde, status, brud, mindste antal elever og den evidens, kilderne kan give. De samme definitioner ligger som JSON i `indikatorer.json` efter skemaet `indikatorer.schema.json`. Kommunens egne mål skrives i planen på samme måde.

def-indikator = Indikator

def-maaleenhed = Måleenhed

def-egenskab = Egenskab

def-vaerdi = Værdi

def-tema = Tema

def-decimaler = Decimaler

def-retning = Retning

def-enheder = Enheder

def-enheder-skoler = skoler, grupper af skoler, kommunen

def-enheder-kommune = kun kommunen og landet; en skole har intet tal

def-opdelinger = Opdelinger

def-del-alle = alle

def-del-trin = trin

def-del-klassetrin = klassetrin

def-del-klasse = klasse (kun forvaltningen)

def-del-koen = køn

def-del-herkomst = herkomst

def-mindste-n = Mindste antal elever, før der siges noget

def-fortrolighed = Fortrolighed

def-fortrolighed-aaben = åben

def-fortrolighed-personlig = personlig: små grupper skjules

def-fortrolighed-lov = fortrolig ved lov under landsniveau

def-maal = Nationalt mål

def-evidens = Evidens

def-evidens-om = Hvad tallet kan hvile på, og hvor det kommer fra. Jo længere nede i alfabetet, jo mindre kan der siges.

def-klasse = Klasse

def-kilder = Kilder

def-brud = Serie og brud

def-ingen-serie = Indikatoren hører ikke til en serie; der er ikke fundet brud.

def-serie = { $navn }: { $fra } til { $til }. Kilde: { $kilde }.

def-ingen-brud = Der er ikke fundet brud eller forbehold i serien.

def-intet-kommunetal = intet tal for kommunen

def-forbehold-aar = året sammenlignes kun med forbehold

def-forbehold-graense = fra dette år: sammenlignes med årene før kun med forbehold

def-brud-graense = fra dette år: sammenlignes ikke med årene før

def-skoleaar = Skoleår

def-hvad = Hvad

def-grund = Grund
