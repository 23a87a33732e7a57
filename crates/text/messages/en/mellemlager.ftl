### What a run took from the one before, why, and how long it took

mellemlager-om =
    What kvalitetsrapport remembers of the last run, so that the next does only what changed: digests
    and what the program answered. No rows. The folder is confidential and may be removed; everything is
    then done anew.

hvorfor-gjort = { $trin }: done, { $grund }

hvorfor-genbrugt = { $trin }: not done again, { $grund }

hvorfor-bedt = because everything was asked for anew

hvorfor-intet-gemt = because an earlier run left nothing that can be used

hvorfor-raekker = because rows in quarantine were asked for as they stand

hvorfor-program = because the program is another

hvorfor-plan = because the plan has changed

hvorfor-noegle = because the key of pseudonyms is another

hvorfor-normer = because the norms have changed

hvorfor-kendte = because a table of known figures has changed

hvorfor-udtalelser = because a statement has changed

hvorfor-register = because the register of what was published has changed

hvorfor-mappe = because the result goes to another place

hvorfor-andet = because something that the plan rests on has changed

hvorfor-simulering = because the simulation has other settings

hvorfor-kilde = because `{ $fil }` has changed

hvorfor-kilder = because other files match `{ $monster }`

hvorfor-resultat = because `{ $fil }` in the result is not as it was written

hvorfor-simuleret = because `{ $fil }` among the simulated sources is not as it was written

hvorfor-uaendret = because nothing that it rests on has changed

tid-trin = { $trin }: { $sekunder } s

tid-trin-processor = { $trin }: { $sekunder } s, processors { $processor } s

tid-i-alt = In all

tid-hukommelse = Memory, at most: { $mebibyte } MiB
