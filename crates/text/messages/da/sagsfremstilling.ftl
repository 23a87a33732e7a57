### Sagsfremstillingen til udvalg og kommunalbestyrelse

rap-sag-titel = { $titel }: sagsfremstilling

rap-sag-indstilling = Indstilling

rap-sag-indstilles = Forvaltningen indstiller, at udvalget tager { $titel } til efterretning og sender den videre til kommunalbestyrelsen.

rap-sag-indstilles-udfyldes = [Udfyldes af kommunen: Ordlyden er et forslag. Ret den, så det fremgår, hvem der indstiller, og hvem der beslutter.]

rap-sag-resume = Resumé

rap-sag-resume-uden = Rapporten har ikke prøvet, om noget er ændret: dens tal beskriver.

rap-sag-fremstilling = Sagsfremstilling

rap-sag-om = { $titel } samler, hvad data siger om folkeskolen i { $kommune }. Den dækker { $aar }. I rapporten står der for hvert tal, hvem der tæller med, hvordan det er beregnet, og hvor det er fra.

rap-sag-fortroligt = Resultater af test under landsniveau er fortrolige efter folkeskolelovens § 55 b, og tal om få elever er beskyttet. Sagen og dens bilag er lavet af den offentlige udgave alene. Hvor der findes et tal, som ikke må vises, står der »skjult«.

rap-sag-sikkert = Tal om skoler svinger fra år til år, uden at noget er ændret. Rapporten kalder kun en ændring sikker, når den er større end det udsving, og den har korrigeret for, at mange tal er sammenlignet. »Ingen sikker ændring« viser ikke, at intet er ændret. Elevernes baggrund er ikke regnet med, medmindre det står ved tallet.

rap-sag-noegletal = Nøgletal

rap-sag-noegletal-om = Kommunens vigtigste tal, hvert fra det nyeste år, og ministeriets egen regel om de nationale mål. Reglen tager ikke hensyn til tilfældigheder.

rap-sag-udvikling = Udvikling

rap-sag-oekonomi = Økonomi

rap-sag-oekonomi-udfyldes = [Udfyldes af kommunen: Økonomiske konsekvenser, eller at sagen ikke har nogen.]

rap-sag-hoering = Høring

rap-sag-hoering-udfyldes = [Udfyldes af kommunen: Hvem der er hørt, hvornår, og hvad de svarede, herunder skolebestyrelserne.]

rap-sag-bilag = Bilag

rap-sag-bilag-html = Hele rapporten til skærm og udskrift, med alle tabeller.

rap-sag-bilag-docx = Rapporten til Word.

rap-sag-bilag-tal = Tallene som regneark: skoler, kommune, ændringer og definitioner.

rap-sag-bilag-figurer = Hvert offentligt tal i rapporten, til regneark.
