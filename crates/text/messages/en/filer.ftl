### What the data files say of themselves, and what the pages on indicators say of certainty.

rap-fil-figurer = Every figure of the report, one to a row.

rap-fil-udvikling = Changes between two school years. Only a change with the verdict stigning (rise) or fald (fall) is sure. Ingen sikker ændring (no sure change) does not show that nothing has changed. A change without a verdict is described and not judged.

rap-fil-placering = The level of schools over up to three years, against the municipality's other schools of the same kind, without regard to the background of pupils. The numbers are no ranking.

rap-fil-tragt = How far schools of each size lie from the level of all by chance, without regard to the background of pupils.

def-hovedtal = Headline: changes and places are judged

def-hovedtal-ja = yes

def-hovedtal-nej = no

def-chokfaktor = Shock factor

def-chokfaktor-maalt = measured on public figures of schools

def-chokfaktor-antaget = assumed, as measured for general wellbeing
