### Rapporten

maaned-01 = januar

maaned-02 = februar

maaned-03 = marts

maaned-04 = april

maaned-05 = maj

maaned-06 = juni

maaned-07 = juli

maaned-08 = august

maaned-09 = september

maaned-10 = oktober

maaned-11 = november

maaned-12 = december
