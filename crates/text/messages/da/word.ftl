### Rapporten i Word

rap-word-side = Side { $side } af { $antal }

rap-word-tal = Tallene bag diagrammet står i rapport.html, under det samme diagram.

rap-word-tabel = { $tabel }: tabellen står i rapport.html.

rap-diagram-tal-under = Tallene står i tabellen under diagrammet.
