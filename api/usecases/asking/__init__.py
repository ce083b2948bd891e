"""Rows of the store in the words of a planning question: no query, no clock in here."""
