### Siderne om kilder og regler

kilde-oversigt = Oversigt

kilde-oversigt-om = Programmet læser de arter af kilder, der står her. Hver art har sin egen side: hvad den er, hvor kommunen får den, hvilke kolonner filen skal have, og hvad der kontrolleres. Hvilket layout en fil har, ses af dens kolonnenavne; rækkefølgen og store eller små bogstaver betyder ikke noget. En fil kan være CSV med semikolon, komma eller tabulator mellem cellerne, i UTF-8, UTF-16 eller Windows-1252, et regneark (`.xlsx`) eller JSON, og den kan være pakket med gzip. Ingen række forsvinder: hver eneste er brugt, brugt efter rettelse, lagt i karantæne eller udeladt efter en navngiven regel.

kilde-hvad = Hvad det er

kilde-hvor = Hvor kommunen får den

kilde-hvornaar = Hvornår den kommer

kilde-layout = Layout

kilde-kolonne = Kolonne

kilde-indhold = Indhold

kilde-kraevet = Krævet

kilde-enhed = Enhed

kilde-eksempel = Eksempel

kilde-betyder = Betyder

kilde-maal = Mål, der læses af kolonnerne

kilde-langform = Lang form: ét mål i hver række

kilde-kontrol = Kontrol af hver række

kilde-ulaest = Kolonner, der er kendt og ikke læses

kilde-fund = Fund

kilde-regler-titel = Regler for kontrol af data

kilde-regler-om = Her står alt, hvad programmet kan bemærke om kilderne. Hver regel har en kode, der ikke ændrer sig, en alvor og et omfang. Stop: kilden bruges ikke. Karantæne: rækken bruges ikke, men er gemt, så den kan rettes. Advarsel: rækken er brugt, men noget er sandsynligvis forkert. Oplysning: værd at vide. Indholdet af en celle gengives aldrig, for det kan være et navn eller et CPR-nummer.

kilde-kode = Kode

kilde-alvor = Alvor

kilde-omfang = Hvor den ser

kilde-hvad-fundet-er = Hvad fundet er

kilde-hvad-goer-du = Hvad du gør

kilde-ja = ja

kilde-nej = nej
