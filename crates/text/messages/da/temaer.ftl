### Temaerne

rap-del-overblik = Overblik

rap-del-test = Test

rap-del-temaer = Temaer

rap-del-data = Data og metode

rap-overblik = Overblik

rap-hele-landet = Hele landet

rap-kilde-er = Kilde: { $kilde }.

rap-om-serie = { $serie }: { $om }

rap-trin = Trin

rap-koen = Køn

rap-herkomst = Herkomst

rap-klasse-hoved = Klasse

rap-baand = Bånd

rap-svar-hoved = Svar

rap-svar-lavest = svar { $svar } (lavest)

rap-svar-hoejest = svar { $svar } (højest)

rap-andel-af = { $talt ->
    [raekker] andel af registreringerne
    [andet] andel
   *[other] andel af eleverne
  }

rap-vis-skoler = Vis tallene for hver skole

rap-vis-dele = Vis kommunens tal fordelt på elever

rap-vis-klasser = Vis tallene for hver klasse

rap-tabel-klasser = { $navn } i { $aar }, klasse for klasse. Småt: 95 %-interval og { $talt ->
    [raekker] antal registreringer (n)
    [andet] det antal, tallet hviler på (n)
   *[other] antal elever (n)
  }

rap-daekker = { $med } af { $af } skoler

rap-daekker-saetning = { $daekning } har et tal.

rap-maerke-brud = ny opgørelse

rap-vaerdier-alene = Nogle af tallene er værdier alene, som en statistik har offentliggjort dem (evidensklasse E): elevtallet bag dem mangler. Derfor er der hverken interval eller dom, og små forskelle mellem skoler eller år kan være tilfældige. Også afrundingen flytter en forskel op til 0,1.

rap-vaerdier-alene-ingen-kommune = Hvor kun skolernes værdier kendes, er der ingen række for kommunen: et gennemsnit af dem ville tælle en lille skole lige så meget som en stor.

rap-tabel-oversigt = { $tema }: hver skole i nyeste år

rap-tabel-oversigt-aar = { $tema }: hver skole i { $aar }

rap-tabel-temaerne = { $enhed }: ét tal for hvert tema. Småt: 95 %-interval, antal (n) og skoleår

rap-temaerne = Temaerne i ét blik

rap-temaerne-om = Ét tal for hvert tema: temaets første hovedtal, som kommunen har et tal for, eller, hvor ingen er hovedtal, det første. Et tidligere år udelades, hvor indikatorens måleserie har et brud eller et forbehold mellem de to år. Har indikatoren ingen måleserie, siger rapporten intet om, hvorvidt årene er gjort op på samme måde. Landstallet er ikke korrigeret for elevernes baggrund.

rap-temaerne-kun-ord = Uden tal her: { $navne }. Efter folkeskolelovens § 55 b må tallene ikke offentliggøres; det, der må siges, står i ord i kapitlet.

rap-tema = Tema

rap-seneste = Seneste tal

rap-foer-hoved = Året før

rap-saetning-gennemsnit = { $navn }, { $enhed } { $aar }: { $vaerdi } { $talt ->
    [raekker] for { $n } registreringer
    [andet] (n { $n })
   *[other] for { $n } elever
  }

rap-foer = I { $aar } var tallet { $vaerdi }; forskellen er ikke bedømt.

rap-foer-forbehold = I { $aar } var tallet { $vaerdi }; de to år kan kun sammenlignes med forbehold.

rap-foer-brud = Det forrige tal er fra { $aar } og gjort op på en anden måde; de to sammenlignes ikke.

rap-landstallet = Landstallet i { $aar } er { $vaerdi } (kilde: { $kilde }).

rap-spoergsmaal = Spørgsmål

rap-spoergsmaal-klassetrin = De enkelte spørgsmål, { $fra }.-{ $til }. klasse

rap-spoergsmaal-om = Kommunens svar i { $aar }, spørgsmål for spørgsmål. Svarene er vendt, så det højeste nummer er det bedste svar. Elever, der ikke ønskede at svare, tæller ikke med. Skolernes svar på de enkelte spørgsmål står i { $fil }.

rap-tabel-spoergsmaal = Spørgsmål med { $svar } svar, { $enhed } i { $aar }. Andel af eleverne

rap-diagram-udvikling-uden-baand = { $enhed }, { $maaleenhed }

rap-diagram-udvikling-et-baand = { $enhed }, { $maaleenhed }. Bånd om { $linje }: 95 %-interval

rap-diagram-akse = Den lodrette akse går fra { $fra } til { $til }.

rap-diagram-note-personlig = Kilde: kommunens egne data. Tal, der hviler på færre end { $antal } elever, er skjult.

rap-diagram-baand-under = Eleverne fordelt på fire bånd af skalaen 1-5, delt ved 3,0. Procent

rap-diagram-baand-beskrivelse = En bjælke for hver skole og for kommunen viser, hvordan eleverne i { $aar } fordeler sig på fire bånd fra 1,0 til 5,0; en streg deler dem ved 3,0. { rap-diagram-tal-under }

rap-diagram-svar-under = Eleverne fordelt på svarene, det laveste først. Procent

rap-diagram-svar-beskrivelse = En bjælke for hver skole og for kommunen viser, hvordan elevernes svar i { $aar } fordeler sig fra det laveste til det højeste. { rap-diagram-tal-under }

rap-i-alt = i alt

rap-statens-maal = Hvad staten bad om

rap-statens-maal-om = De nationale mål, der gjaldt i et af rapportens skoleår, og hvornår hvert gjaldt. Et mål bedømmes kun i de år, det gjaldt, og kun hvor der er tal at læse det af.

rap-tabel-statens-maal = Nationale mål og de skoleår, de gælder

rap-gaelder-tekst = Hvad målet siger

rap-gaelder-fra = Fra

rap-gaelder-til = Til

rap-gaelder-endnu = gælder endnu

rap-bedoemt = Bedømt her

rap-bedoemt-ja = ja

rap-bedoemt-nej = nej

rap-egne-maal = Kommunens egne mål og tegn

rap-egne-maal-om = Et mål bedømmes ikke i sig selv. Det gør dets tegn, hvor de kan læses af data: tallet er kommunens nyeste, og dommen er den, der står ved tallet i dets eget kapitel.

rap-tegn-uden-data = Aflæses ikke af data.

rap-tegn-intet-tal = Der er intet tal for kommunen i denne rapport.

rap-udgivet = Er tallene de samme som de offentliggjorte?

rap-udgivet-om = { $antal-tal ->
    [one] Ét tal er
   *[other] { $antal } tal er
  } holdt op mod det, som en kilde selv har offentliggjort om det samme. { $uforklarede-tal ->
    [0] Ingen forskel er uforklaret.
    [one] Én forskel er uforklaret.
   *[other] { $uforklarede } forskelle er uforklarede.
  } Rapporten bruger sit eget tal, hvor det kan regnes ud.

rap-udgivet-flere = Højst { $antal } forskelle vises for hver indikator. Alle er talt med i tabellen nedenfor.

rap-udgivet-tal = Offentliggjort

rap-vores = Vores

rap-udfald = Udfald

rap-udfald-ens = ens

rap-udfald-afrunding = afrunding

rap-udfald-anden-population = andre elever

rap-udfald-uforklaret = uforklaret

rap-udgivet-elever = vores n { $vores }, deres n { $deres }

rap-udgivet-forklaret = forklares af: { $af }

rap-tabel-udgivet = Offentliggjorte tal efter udfald, for hver indikator

rap-tabel-udgivet-forskelle = Tal, der ikke er ens, de uforklarede først

rap-mangler = Hvad mangler, og hvornår kommer det

rap-mangler-om = Indikatorer uden tal for kommunen i et af rapportens skoleår, og hvilken kilde der ville give dem.

rap-tabel-mangler = Kilder, der mangler

rap-mangler-tal = Giver tal for

rap-mangler-hvor = Hvor kommunen får den

rap-mangler-hvornaar = Hvornår den kommer

rap-mangler-naevnt = nævnt i planen, men uden disse tal

rap-mangler-ikke-naevnt = ikke nævnt i planen

rap-se-ovenfor = se ovenfor

rap-maalene-trivsel-om = Målet om elevernes trivsel læses af alle klassetrin under ét. Loven siger kun, at trivslen skal stige; hvilket tal der læses, og hvilket år der sammenlignes med, er indstillinger.

rap-maalet-stiger-tal = Målet om et højere tal end i { $aar }

rap-maalet-falder-tal = Målet om et lavere tal end i { $aar }

rap-landstal-kilder = Landstallenes kilder: { $kilder }.

rap-skoler-skjult = Skolernes tal er skjult, fordi de ellers kunne røbe tal om få elever.

rap-ingen-har-det = Ingen elever har det, tallet kræver, i de læste kilder.

rap-vis-samlet = Vis tallene for kommunen og dens grupper af skoler

rap-sammenhaeng = Hænger spørgsmålene sammen?

rap-sammenhaeng-om = Cronbachs alfa siger, som regel fra 0 til 1, hvor ens eleverne svarer på de spørgsmål, en indikator er et gennemsnit af: jo højere, jo mere måler spørgsmålene det samme. Det er regnet over de elever i kommunen, der har svaret på dem alle, og siger intet om en skole.

rap-tabel-sammenhaeng = Cronbachs alfa efter indikator og skoleår. Småt: antal elever (n)
