### Numbers that are others than in an earlier edition, and the stages of an edition

rap-stempel-hoering = CONSULTATION · edition { $udgave }

rap-stempel-hoering-grund = The edition is out for consultation. Its numbers stand, its texts may change. It has been held against earlier editions, and attempts were made to work out hidden numbers, before it was sent out.

rap-stempel-rettelse = CORRECTION · edition { $udgave } corrects edition { $retter }

rap-stempel-rettelse-grund = The edition takes the place of the one it corrects. The sheet of corrections says which numbers are corrected, and why. Attempts were made to work out hidden numbers before it was published.

rap-rettelsesblad = Corrections

rap-rettelsesblad-titel = Corrections to { $titel }

rap-aendret = Numbers changed since the last edition

rap-aendret-om = Numbers of the earlier edition stand as they were printed then. A number that one of the editions hides is told of in words. The cause is what differs between the things the two editions are made of; where there is more than one, they cannot be told apart.

rap-aendret-siden = Since edition { $udgave }, { $dato }

rap-aendret-siden-hoering = Since the consultation on edition { $udgave }, { $dato }

rap-aendret-grund = Reason: { $grund }

rap-aendret-ingen = No number has changed.

rap-aendret-antal = { $antal-tal ->
    [one] One number has changed.
   *[other] { $antal } numbers have changed.
  }

rap-aendret-antal-vist = { $antal-tal ->
    [one] One number was hidden and is shown now.
   *[other] { $antal } numbers were hidden and are shown now.
  }

rap-aendret-antal-skjult = { $antal-tal ->
    [one] One number was shown and is hidden now.
   *[other] { $antal } numbers were shown and are hidden now.
  }

rap-aendret-antal-vaek = { $antal-tal ->
    [one] One number was shown and is not in this edition.
   *[other] { $antal } numbers were shown and are not in this edition.
  }

rap-aendret-flere = { $antal-tal ->
    [one] The table shows the first { $vist } numbers; the last one is
   *[other] The table shows the first { $vist } numbers; the other { $antal } are
  } in the file aendrede-tal.

rap-aendret-tabel = Numbers that are others than in edition { $udgave }

rap-aendret-enhed = Unit

rap-aendret-skoleaar = School year

rap-aendret-elever = Pupils

rap-aendret-foer = Before

rap-aendret-nu = Now

rap-aendret-aarsag = Cause

rap-aendret-fra-til = { $fra } to { $til }

rap-aendret-vist = shown

rap-aendret-vaek = not here

rap-aendret-nyt-udtraek = new extract

rap-aendret-nyt-udtraek-om = A source that the number rests on is another file than then.

rap-aendret-rettelse = correction

rap-aendret-rettelse-om = Rows of a source that the number rests on were corrected.

rap-aendret-definition = definition

rap-aendret-definition-om = The definition of the indicator or a setting is another.

rap-aendret-sammenlaegning = merger

rap-aendret-sammenlaegning-om = The school was merged with another.

rap-aendret-metode = method

rap-aendret-metode-om = The number is rounded otherwise, or worked out by another version of the program.

rap-aendret-ukendt = unknown

rap-aendret-ukendt-om = The register does not say what differs.

rap-fil-aendrede-tal = Numbers that are others than in an earlier edition, as they were printed then and as they are now. A number that one of the editions hides has no value in either, but for one that is shown now.

## What the program says

udgave-navn-taget = the edition `{ $navn }` has been published as { $trin }: it cannot be published as { $ny }. Give the new edition another name

udgave-trin = { $trin ->
    [hoering] a consultation
    [rettelsesblad] a correction
   *[endelig] a final edition
  }

udgave-ikke-endelig = the edition `{ $navn }` has been out for consultation only: publish it as final, with --changed if numbers have changed. A correction corrects a final edition

udgave-ikke-hoert = --changed says why numbers have changed since the consultation, but the edition `{ $navn }` was never out for consultation

udgave-trin-valg = --corrects and --reason belong to `--stage rettelsesblad`, and --changed to `--stage endelig`: a correction needs both of the first, the other stages take neither

udgave-laaste-tal = { $antal-tal ->
    [one] one number is not as it was
   *[other] { $antal } numbers are not as they were
  } in the consultation, and the numbers stand. Write --changed "why" if they are to change: they will stand in the chapter on changed numbers

udgave-laast-flere = … and { $antal } more; all are in udgivelse.json

udgave-begrundelse-tom = --changed must say why numbers have changed since the consultation; it is written in the report and in the register
