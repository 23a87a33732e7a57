### Programmet i terminalen
