# Ordene i selve PDF-dokumentets opstilling.
pdf-side = Side
pdf-af = af
pdf-andre-tal = Tabeller, der er foldet sammen på rapportens side, og tallene bag diagrammerne er ikke trykt her. De står i rapportens HTML-fil og i dens datafiler.
