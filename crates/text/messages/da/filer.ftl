### Hvad datafilerne siger om sig selv, og det, indikatorernes sider siger om sikkerhed.

rap-fil-figurer = Hvert tal i rapporten, ét pr. række.

rap-fil-udvikling = Ændringer mellem to skoleår. Kun en ændring med dommen stigning eller fald er sikker. Ingen sikker ændring viser ikke, at intet er ændret. En ændring uden dom er beskrevet og ikke bedømt.

rap-fil-placering = Skolernes niveau over op til tre år, set mod de andre skoler af samme type i kommunen, uden hensyn til elevernes baggrund. Tallene er ingen rangliste.

rap-fil-tragt = Hvor langt skoler af hver størrelse tilfældigt ligger fra niveauet for alle, uden hensyn til elevernes baggrund.

def-hovedtal = Hovedtal: ændringer og placeringer bedømmes

def-hovedtal-ja = ja

def-hovedtal-nej = nej

def-chokfaktor = Chokfaktor

def-chokfaktor-maalt = målt på offentlige tal for skoler

def-chokfaktor-antaget = antaget, som den er målt for generel trivsel
