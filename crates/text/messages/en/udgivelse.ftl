### Publishing and the register

laes-mig-afvist-udgave =
    The edition is not published. The last report is untouched, and the register is as it was.

    udgivelse.json            what stands in the way, and how the edition stands to earlier ones
    skjult.FORTROLIGT.json    which figures are hidden, and why

rap-stempel-udgivet = Edition { $udgave }

rap-stempel-udgivet-grund = The edition was held against earlier editions, and somebody tried to work out hidden figures, before it was published.

rap-fra-tidligere-udgave = as in an earlier edition

advarsel = warning

udgave-navn = `{ $navn }` cannot be the name of an edition: write 1 to 60 letters, digits, spaces and the signs . - _ /

udgave-ukendt = no edition of the register is called `{ $navn }`; the nearest is `{ $naermest }`

udgave-ingen = no edition is called `{ $navn }`: the register `{ $fil }` is empty or not there

udgave-begrundelse = --reason must say why the edition corrects an earlier one; it is written in the sheet of corrections and in the register

udgave-i-mappen = `{ $mappe }` is the edition `{ $navn }`, which was given out; no draft is put in its place. Write --out with another folder

udgave-sig-selv = an edition cannot correct itself: give the new one another name

udgave-andet-indhold = the edition `{ $navn }` was published with other content. What is public cannot be taken back: give the new edition another name

udgave-afbrudt = publishing was interrupted, and the edition counts as published, for it may have been passed on: publish the same edition again to finish it. If nobody has got it for certain, delete `{ $fil }`

udgave-afvist = the edition `{ $navn }` is not published; see { $mappe }

udgave-ville-afvises = as it is now, the report could not be published; see { $fil }

udgave-ikke-afproevet = the hidden figures could not be tested: what is shown does not fit the figures it is made of

udgave-ikke-afproevet-tal = the hidden figures could not be tested: what is shown of { $noegle } does not fit the figure it is made of

udgave-kan-regnes-ud = { $antal-tal ->
    [one] one hidden figure can be worked out
   *[other] { $antal } hidden figures can be worked out
  } from the figures that are shown, such as { $noegle }

udgave-forskelle = { $antal-tal ->
    [one] one figure tells
   *[other] { $antal } figures tell
  } beside an earlier edition of fewer persons than may be told of. Choose in the plan with `[[edition_difference]]`: `choose = "keep"` lets the earlier edition's figures stand with a note, `choose = "hide"` hides them. { $hoert-tal ->
    [0] Or write `--stage rettelsesblad` with --corrects and --reason, if the edition is to correct the earlier one and take its place
   *[other] If the number that was heard is wrong, choose `hide`: the right one beside the wrong one would tell who was corrected
  }

udgave-forskel-personer = { $noegle }: fewer than { $graense } persons more or less than in { $udgave }

udgave-forskel-resultater = { $noegle }: as many persons as in { $udgave }, but fewer than { $graense } have, or may have, another result

udgave-forskel-ukendt-antal = { $noegle }: another value than in { $udgave }, and of how many persons both are is not known

udgave-forskel-sum = { $noegle }: hidden in one of the editions, but it follows from a sum ({ $gennem }), and beside { $udgave } it tells of fewer than { $graense } persons

udgave-sum-tidligere = the earlier editions

udgave-forskel-flere = … and { $antal } figures more; all are in udgivelse.json

udgave-tal-om-test = { $fil }, line { $linje }, column { $kolonne }: a number stands near a word on tests. Test results below national level are confidential (folkeskole act § 55 b): write the text without the number

udgave-offentligt-foer = { $antal-tal ->
    [one] one figure is hidden now and was shown
   *[other] { $antal } figures are hidden now and were shown
  } in an earlier edition. What has been public cannot be taken back

udgave-godtaget = { $antal-tal ->
    [one] one figure tells
   *[other] { $antal } figures tell
  } beside { $udgave } of few persons. That was accepted with --corrects and is written in the register

udgave-beholdt = { $antal-tal ->
    [one] one figure stands as in an earlier edition or is hidden
   *[other] { $antal } figures stand as in an earlier edition or are hidden
  }, because the difference would tell of few persons

ingen-sikker-udgave = no safe edition exists for { $modtager }: { $antal ->
    [one] one figure
   *[other] { $antal } figures
  } of { $serie } in { $periode } follow from what is public already or may not be hidden ({ $tal }). Take the figure out of the plan, or correct `[[known]]` if it is not public

udgivet = Published: { $navn } in { $mappe }

udgivet-igen = The edition { $navn } was published before and is the same: { $mappe }

udgivet-register = The register is { $fil }. Keep it with the plan: without it the next edition may tell what this one hides

register-form = the register `{ $fil }` cannot be read: line { $linje }, character { $tegn }. The program writes it; if somebody has changed it, get a copy

register-version = the register `{ $fil }` is of version { $fundet }, and the program reads version { $kendt }: use the program that wrote it, or a newer one

register-to-gange = the register `{ $fil }` has two editions called `{ $navn }`

register-ulaeseligt = the register `{ $fil }` cannot be read: { $hvorfor }

kendte-fil = the file `{ $fil }` under `[[known]]` cannot be read: { $hvorfor }; it is read from the plan's own folder

kendte-sted = { $hvad }
    --> { $fil }, line { $linje }

kendte-kolonne = there is no column `{ $kolonne }`

kendte-linje = the line cannot be cut into cells as the names of columns are

kendte-tal = `{ $kolonne }` takes a number

kendte-intet = the line has neither `vaerdi`, `n` nor `taeller`

kendte-del-over-hele = `taeller` is more than `n`

kendte-to-gange = the figure stands on an earlier line too

kendte-noegle = `noegle` is not the key of a figure: { $hvorfor }

kendte-indikator = `noegle` names an indicator that is none; the nearest is `{ $naermest }`

ventet-udgiver = who published it, in words

ventet-institutionsnummer = an institution number of six digits, as text

rap-udtalelser = In the schools' own words

rap-udtalelser-om = What school boards and leaders wrote, as they wrote it.

rap-udtalelse-frigivet = Released by { $hvem }, { $dato }.

rap-udtalelse-fortrolig = Not released: it is not in the public edition.

udtalelse-fil = the file `{ $fil }` under `[[statement]]` cannot be read: { $hvorfor }; it is read from the plan's own folder

udtalelse-aabent-hoved = the file begins with `+++`, but the head is not ended by a line `+++`

udtalelse-hoved = the head between the lines `+++` is `frigivet_af = "who"` and `dato = 2022-02-01`

udtalelse-noegle = the head has an unknown key; the nearest is `{ $naermest }`

udtalelse-halvt-frigivet = `frigivet_af` and `dato` both stand, with a name and a date without a time, or neither does

udtalelse-tom = nothing is written in the file
