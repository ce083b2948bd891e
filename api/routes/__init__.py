"""The HTTP door: each route parses, calls and converts."""
