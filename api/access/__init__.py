"""Who is asking, what they may do, and which rows they reach: decided here and nowhere else."""
