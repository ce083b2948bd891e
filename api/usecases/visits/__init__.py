"""Visits: what is seen of them, the answers and steps of those who go, and what follows from their end."""
