"""Rows of the store in the words of a planning question: day.py asks the store, the others know no query."""
