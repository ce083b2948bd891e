"""The day's routes: ruin-and-recreate search with a C++ core."""
