"""Speed: iterations at fixed iterations, memory, and how time grows with the size of a day."""
