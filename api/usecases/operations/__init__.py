"""Keeping the service in order: is it ready, what needs doing, copies of the database and back."""
