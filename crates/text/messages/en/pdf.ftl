# The words of the layout of the PDF itself.
pdf-side = Page
pdf-af = of
pdf-andre-tal = Tables that are folded on the report's page, and the numbers behind the charts, are not printed here. They are in the report's HTML file and in its data files.
