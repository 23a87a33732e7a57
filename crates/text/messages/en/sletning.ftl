### Data protection in the plan, and deletion

databeskyttelse = Data protection, as the plan says it:

databeskyttelse-formaal = purpose: { $tekst }

databeskyttelse-retsgrundlag = legal basis: { $tekst }

databeskyttelse-ansvarlig = controller: { $tekst }

databeskyttelse-slettes = deleted by: { $tekst }

ventet-slettedato = a date such as 2027-12-31, not before the report's own

slet-dato = `{ $dato }` is no date; write it as 2027-12-31

slet-ville = Would delete { $sti } ({ $hvad }): { $filer-tal ->
    [one] one file
   *[other] { $filer } files
  }, { $bytes } bytes; { $grund }

slet-slettet = Deleted: { $sti } ({ $hvad }): { $filer-tal ->
    [one] one file
   *[other] { $filer } files
  }, { $bytes } bytes; { $grund }

slet-bevaret = Kept: { $sti } ({ $hvad }): { $grund }

slet-grund-dato = the edition is dated { $dato }, before { $foer }

slet-grund-slettes = was to be deleted by { $dato }, before { $foer }

slet-hvad-karantaene = rows in quarantine

slet-hvad-afvist = a refused run

slet-hvad-efterladt = left behind by a run that was cut short

slet-hvad-simuleret = simulated sources

slet-hvad-mellemlager = what a run remembers for the next

slet-hvad-noegle = the key of pseudonyms

slet-bevaret-ikke-foer = its date is { $dato }, not before { $foer }

slet-bevaret-anden-plan = it was made by another plan, { $plan }

slet-bevaret-ikke-vores = it was not made by this program

slet-bevaret-eneste = it is the only result; the next run puts it in its place

slet-bevaret-noegle = it is deleted with --key alone, for without it editions cannot be linked

slet-bevaret-miljoe = it is a variable of the environment, which this program cannot delete

slet-bevaret-ingen-frist = it stays, for the plan does not say how long it is kept: write `retention` under `[data_protection]`, run again, then delete

slet-ingen-mappe = There is no folder `{ $mappe }`: if the result lies elsewhere, write --out.

slet-intet = There is nothing to delete.

slet-proeve = Nothing was deleted. Write --delete to delete.

slet-kvittering = The receipt is { $fil }

slet-link = `{ $sti }` is a link or lies behind one, which is not followed; nothing was deleted

slet-i-vejen = `{ $sti }` cannot be deleted, for `{ $fil }` lies in it; nothing was deleted

slet-kan-ikke = cannot delete `{ $sti }`: { $hvorfor }

slet-bevaret-resultat = it is deleted with --result alone

slet-hvad-resultat = the result itself
