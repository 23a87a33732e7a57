### Progression: fra test til test.

rap-progression-holdt-op = { $hvad ->
    [normer] Eleverne holdes op mod de normer, planen har givet: { $kilde }.
    [begge] Nogle test holdes op mod de normer, planen har givet ({ $kilde }), andre mod kommunens egne elever. Tabellen »Hvad er det holdt op imod?« siger hvilke.
   *[egne] I forhold til kommunens egne elever: planen har ingen nationale normer. Så er al fremgang relativ og lægger sammen til omkring nul; om kommunen under ét har flyttet sig, siger tallene i dette kapitel ikke.
  }

rap-progression-fulgt = Hvem kunne følges?

rap-progression-fulgt-om = En elev følges fra fagets test før, taget så mange år tidligere, som der er klassetrin imellem. Begge resultater er første forsøg på det klassetrin, testen er beregnet til. Eleven tæller, hvor den seneste test blev taget.

rap-progression-tabel-fulgt = Test for test: hvor mange af de testede elever blev fundet i testen før

rap-progression-kol-test = Test

rap-progression-kol-testede = Testede

rap-progression-kol-fulgt = Fulgt

rap-progression-kol-flyttet = Heraf skiftet skole

rap-progression-kol-kun-niveau = Heraf kun niveau

rap-progression-kol-andet-aar = Resultat i et andet år

rap-progression-kol-intet = Intet resultat i testen før

rap-progression-test = { $klassetrin }. klasse { $aar }

rap-progression-fra = fra { $klassetrin }. klasse

rap-progression-foerste-test = fagets første test

rap-progression-uden-for-rapporten = testen før ligger uden for rapportens år

rap-progression-anden-maaleserie = testen før hører til en anden måleserie

rap-progression-ikke-afholdt = testen blev ikke holdt for alle

rap-progression-mangler-note = »Intet resultat i testen før« er elever, der er kommet til kommunen, var fritaget eller fraværende dengang. De er ikke tilfældigt udvalgt: hvor mange mangler, siger noget om, hvor meget tallene kan sige. »Resultat i et andet år« er oftest en gentaget eller oversprunget klasse.

rap-progression-skoler = Hvad lagde skolerne til?

rap-progression-skoler-om = Standpunkt er afstanden fra midten ved den samme test og det samme år, målt i standardafvigelser mellem elever: 0 er midten, +0,50 er en halv standardafvigelse over. Der findes ingen skala på tværs af klassetrin, så dygtighed på to klassetrin trækkes aldrig fra hinanden.

rap-progression-model = { $skoletype ->
    [specialskole] Specialskolerne
   *[folkeskole] Folkeskolerne
  } i { $fag }, testene { $aar }: { $forskel ->
    [ja] skolerne adskiller sig med en spredning på { $skoler } om det, man kunne vente; eleverne på samme skole med { $elever }.
   *[nej] der kan ikke ses nogen forskel mellem skolerne ud over det, man kunne vente; eleverne på samme skole adskiller sig med { $elever }.
  } Af en forskel i udgangspunktet er { $inden } tilbage mellem elever på samme skole, når der er rettet for målefejl, og { $mellem } mellem skoler.

rap-progression-uden-model = { $skoletype ->
    [specialskole] Specialskolerne
   *[folkeskole] Folkeskolerne
  } i { $fag }, testene { $aar }: der er for få skoler til at regne ud, hvad hver af dem lagde til. Tallene beskriver eleverne og ikke skolen.

rap-progression-tabel-skoler = { $skoletype ->
    [specialskole] Specialskoler
   *[folkeskole] Folkeskoler
  }, { $fag }: de fulgte elevers standpunkt før og nu, og hvad skolen lagde til{ $grundlag ->
    [egne-elever] {" "}i forhold til kommunens egne elever
   *[normer] {""}
  }. Småt: 95 %-interval

rap-progression-kol-n = Elever

rap-progression-kol-foer = Før

rap-progression-kol-efter = Nu

rap-progression-kol-aendring = Ændring

rap-progression-kol-af-sig-selv = Ventet af sig selv

rap-progression-kol-loefteevne = Skolens bidrag

rap-progression-kol-sammenlign = Til sammenligning

rap-progression-mellem = { $nedre } til { $oevre }

rap-progression-note-af-sig-selv = »Ventet af sig selv« er regression mod midten: en skole, der lå lavt, fordi eleverne tilfældigvis ramte en dårlig dag, kommer op igen, uden at nogen har gjort noget. En ændring, der ikke er større end den, viser ikke, at en indsats virkede.

rap-progression-note-loefteevne = Skolens bidrag er det, eleverne nåede ud over det, man kunne vente af elever og en skole med samme udgangspunkt, trukket mod nul, jo mere jo færre elever der er. Intervallet er for skolen alene; rummer det nul, kan bidraget være ingenting. Det kan ikke skilles fra det, der ramte en hel årgang: bidraget er de målte års, ikke skolens for altid.

rap-progression-note-sammenlign = Skal to skoler holdes op mod hinanden, bruges »Til sammenligning«: når de to intervaller ikke rører hinanden, adskiller skolerne sig omtrent på 5 %-niveauet. Med mange par af skoler findes der altid nogle, der ikke rører hinanden.

rap-progression-note-baggrund = Elevernes baggrund er kun regnet med gennem det forrige resultat. Bidraget er ingen karakter til skolen: det kan lige så godt komme af, hvem der flyttede til og fra.

rap-progression-niveauer = Fra niveau til niveau

rap-progression-niveauer-om = Hvor de elever, der var på hvert niveau ved testen før, ligger nu. Alle klassetrin under ét.

rap-progression-maalefejl = I { $fag } fra { $fra }. til { $til }. klasse ville målefejl alene flytte { $op-lav } af eleverne et niveau eller mere op og { $ned-lav } ned, hvis ingen elevs virkelige standpunkt var ændret, med testens tilsigtede usikkerhed; med den større usikkerhed { $op-hoej } op og { $ned-hoej } ned.

rap-progression-tabel-niveauer = { $enhed }, { $fag } { $aar }: af eleverne på hvert tidligere niveau så mange procent på hvert niveau nu

rap-progression-normers-niveauer = Planens normer, alle år

rap-progression-kol-fra = Niveau ved testen før

rap-progression-niveauer-note = At en elev går et niveau op eller ned, siger næsten intet om den elev. Nationale tal for de samme overgange er ikke offentlige.

rap-progression-grundlag = Hvad er det holdt op imod?

rap-progression-grundlag-om = For hver vej fra test til test er det lært, hvordan standpunkter følger hinanden. Hældningen er den del af en forskel, man kan vente at finde igen; den er rettet for målefejl ved testen før med hver af de to usikkerheder, der er meldt ud om testene. Er den højere usikkerhed den rigtige, er den lavere rettet for lidt, og skoler med stærke elever ser bedre ud, end de er.

rap-progression-tabel-veje = Vej for vej: hvad der er lært

rap-progression-kol-vej = Vej

rap-progression-kol-par = Par

rap-progression-kol-korrelation = Korrelation

rap-progression-kol-haeldning-lav = Hældning, lavere målefejl

rap-progression-kol-haeldning-hoej = Hældning, højere målefejl

rap-progression-kol-vaekstpercentil = Vækstpercentil

rap-progression-kol-ender = Laveste og højeste score

rap-progression-vej = { $fra }. til { $til }. klasse

rap-progression-grundlag-er = { $hvad ->
    [normer] planens normer
   *[egne-elever] kommunens egne elever
  }

rap-progression-reliabilitet = reliabilitet { $rho }

rap-progression-for-stor-fejl = målefejlen er for stor

rap-progression-vaekst-normer = efter planens normer

rap-progression-vaekst-egne = efter kommunens egne elever

rap-progression-vaekst-for-faa = for få par

rap-progression-vaekst-ingen-model = parrene bærer ingen model

rap-progression-ender = { $lavest } og { $hoejest }

rap-progression-vaekst-note = En vækstpercentil siger, hvor en elev ligger blandt dem, der lå det samme sted ved testen før. Den kræver normer eller mindst 5.000 par. Én elevs vækstpercentil har en usikkerhed på omkring 22 og vises aldrig. Hvor mange der har den laveste og den højeste score, viser, om testen har gulv eller loft: der kan fremgang ikke ses.
