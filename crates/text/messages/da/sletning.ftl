### Databeskyttelse i planen, og sletning

databeskyttelse = Databeskyttelse, som planen siger det:

databeskyttelse-formaal = formål: { $tekst }

databeskyttelse-retsgrundlag = retsgrundlag: { $tekst }

databeskyttelse-ansvarlig = dataansvarlig: { $tekst }

databeskyttelse-slettes = slettes senest: { $tekst }

ventet-slettedato = en dato som 2027-12-31, ikke før rapportens egen

slet-dato = `{ $dato }` er ingen dato; skriv den som 2027-12-31

slet-ville = Ville slette { $sti } ({ $hvad }): { $filer-tal ->
    [one] én fil
   *[other] { $filer } filer
  }, { $bytes } byte; { $grund }

slet-slettet = Slettet: { $sti } ({ $hvad }): { $filer-tal ->
    [one] én fil
   *[other] { $filer } filer
  }, { $bytes } byte; { $grund }

slet-bevaret = Står: { $sti } ({ $hvad }): { $grund }

slet-grund-dato = udgaven er dateret { $dato }, før { $foer }

slet-grund-slettes = skulle være slettet senest { $dato }, før { $foer }

slet-hvad-karantaene = rækker i karantæne

slet-hvad-afvist = en afvist kørsel

slet-hvad-efterladt = efterladt af en afbrudt kørsel

slet-hvad-simuleret = simulerede kilder

slet-hvad-mellemlager = det, en kørsel husker til den næste

slet-hvad-noegle = nøglen til pseudonymer

slet-bevaret-ikke-foer = dens dato er { $dato }, ikke før { $foer }

slet-bevaret-anden-plan = den er lavet efter en anden plan, { $plan }

slet-bevaret-ikke-vores = den er ikke lavet af programmet

slet-bevaret-eneste = den er det eneste resultat; den næste kørsel lægger den på plads

slet-bevaret-noegle = den slettes kun med --key, for uden den kan udgaver ikke forbindes

slet-bevaret-miljoe = den er en variabel i miljøet, som programmet ikke kan slette

slet-bevaret-ingen-frist = den bliver, for planen siger ikke, hvor længe den gemmes: skriv `retention` under `[data_protection]`, kør igen, og slet så

slet-ingen-mappe = Mappen `{ $mappe }` findes ikke: ligger resultatet et andet sted, så skriv --out.

slet-intet = Der er intet at slette.

slet-proeve = Intet er slettet. Skriv --delete for at slette.

slet-kvittering = Kvitteringen er { $fil }

slet-link = `{ $sti }` er eller ligger bag et link, som ikke følges; intet er slettet

slet-i-vejen = `{ $sti }` kan ikke slettes, for `{ $fil }` ligger i den; intet er slettet

slet-kan-ikke = kan ikke slette `{ $sti }`: { $hvorfor }

slet-bevaret-resultat = den slettes kun med --result

slet-hvad-resultat = resultatet selv
