"""Ways to spoil the good plan, by name and by the judge's files: the codes that must answer, no more."""
