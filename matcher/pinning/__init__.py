"""Pins against the rules, the hour, and each other."""
