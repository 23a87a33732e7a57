### The report

maaned-01 = January

maaned-02 = February

maaned-03 = March

maaned-04 = April

maaned-05 = May

maaned-06 = June

maaned-07 = July

maaned-08 = August

maaned-09 = September

maaned-10 = October

maaned-11 = November

maaned-12 = December
