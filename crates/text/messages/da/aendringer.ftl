### Tal, der er andre end i en tidligere udgave, og en udgaves trin

rap-stempel-hoering = HØRING · udgave { $udgave }

rap-stempel-hoering-grund = Udgaven er sendt i høring. Tallene står fast, teksterne kan ændre sig. Den er holdt op mod de tidligere udgaver, og skjulte tal er forsøgt regnet ud, før den blev sendt ud.

rap-stempel-rettelse = RETTELSE · udgave { $udgave } retter udgave { $retter }

rap-stempel-rettelse-grund = Udgaven afløser den, den retter. Rettelsesbladet siger, hvilke tal der er rettet, og hvorfor. Skjulte tal er forsøgt regnet ud, før udgaven blev udgivet.

rap-rettelsesblad = Rettelsesblad

rap-rettelsesblad-titel = Rettelsesblad til { $titel }

rap-aendret = Ændrede tal siden sidste udgave

rap-aendret-om = Tallene fra den tidligere udgave står, som de blev trykt dengang. Et tal, der er skjult i en af udgaverne, er nævnt med ord. Årsagen er det, der er forskelligt mellem det, de to udgaver er lavet af; er der mere end én, kan de ikke skilles ad.

rap-aendret-siden = Siden udgave { $udgave }, { $dato }

rap-aendret-siden-hoering = Siden høringen af udgave { $udgave }, { $dato }

rap-aendret-grund = Begrundelse: { $grund }

rap-aendret-ingen = Ingen tal er ændret.

rap-aendret-antal = { $antal-tal ->
    [one] Ét tal er ændret.
   *[other] { $antal } tal er ændret.
  }

rap-aendret-antal-vist = { $antal-tal ->
    [one] Ét tal var skjult og er vist nu.
   *[other] { $antal } tal var skjult og er vist nu.
  }

rap-aendret-antal-skjult = { $antal-tal ->
    [one] Ét tal var vist og er skjult nu.
   *[other] { $antal } tal var vist og er skjult nu.
  }

rap-aendret-antal-vaek = { $antal-tal ->
    [one] Ét tal var vist og er ikke med nu.
   *[other] { $antal } tal var vist og er ikke med nu.
  }

rap-aendret-flere = { $antal-tal ->
    [one] Tabellen viser de første { $vist } tal; det sidste
   *[other] Tabellen viser de første { $vist } tal; de { $antal } andre
  } står i filen aendrede-tal.

rap-aendret-tabel = Tal, der er andre end i udgave { $udgave }

rap-aendret-enhed = Enhed

rap-aendret-skoleaar = Skoleår

rap-aendret-elever = Elever

rap-aendret-foer = Før

rap-aendret-nu = Nu

rap-aendret-aarsag = Årsag

rap-aendret-fra-til = { $fra } til { $til }

rap-aendret-vist = vist

rap-aendret-vaek = ikke med

rap-aendret-nyt-udtraek = nyt udtræk

rap-aendret-nyt-udtraek-om = En kilde, som tallet hviler på, er en anden fil end dengang.

rap-aendret-rettelse = rettelse

rap-aendret-rettelse-om = Rækker i en kilde, som tallet hviler på, er rettet.

rap-aendret-definition = definition

rap-aendret-definition-om = Indikatorens definition eller en indstilling er en anden.

rap-aendret-sammenlaegning = sammenlægning

rap-aendret-sammenlaegning-om = Skolen er lagt sammen med en anden.

rap-aendret-metode = metode

rap-aendret-metode-om = Tallet er afrundet anderledes eller regnet af en anden version af programmet.

rap-aendret-ukendt = ukendt

rap-aendret-ukendt-om = Registeret siger ikke, hvad der er forskelligt.

rap-fil-aendrede-tal = Tal, der er andre end i en tidligere udgave, som de blev trykt dengang, og som de er nu. Et tal, der er skjult i en af udgaverne, står uden værdi i begge, på nær det, der er vist nu.

## Det, programmet siger

udgave-navn-taget = udgaven `{ $navn }` er allerede udgivet som { $trin }: den kan ikke udgives som { $ny }. Giv den nye udgave et andet navn

udgave-trin = { $trin ->
    [hoering] høring
    [rettelsesblad] rettelsesblad
   *[endelig] endelig udgave
  }

udgave-ikke-endelig = udgaven `{ $navn }` har kun været i høring: udgiv den som endelig, med --changed, hvis tal er ændret. Et rettelsesblad retter en endelig udgave

udgave-ikke-hoert = --changed siger, hvorfor tal er ændret siden høringen, men udgaven `{ $navn }` har ikke været i høring

udgave-trin-valg = --corrects og --reason hører til `--stage rettelsesblad`, og --changed til `--stage endelig`: et rettelsesblad skal have begge de første, de andre trin ingen af dem

udgave-laaste-tal = { $antal-tal ->
    [one] ét tal er ikke, som det var
   *[other] { $antal } tal er ikke, som de var
  } i høringen, og tallene står fast. Skriv --changed "hvorfor", hvis de skal ændres: så står de i kapitlet om ændrede tal

udgave-laast-flere = … og { $antal } mere; alle står i udgivelse.json

udgave-begrundelse-tom = --changed skal sige, hvorfor tal er ændret siden høringen; det skrives i rapporten og i registeret
