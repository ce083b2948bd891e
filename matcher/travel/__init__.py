"""Seconds and metres between places, on arrays."""
