"""Quality: our search on public instances, by family, against the best known and against what is promised."""
