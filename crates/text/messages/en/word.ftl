### The report in Word

rap-word-side = Page { $side } of { $antal }

rap-word-tal = The numbers behind the chart are in rapport.html, under the same chart.

rap-word-tabel = { $tabel }: the table is in rapport.html.

rap-diagram-tal-under = The numbers are in the table under the chart.
