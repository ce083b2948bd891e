"""What the doors ask for: load, think, save. Nothing here knows of a terminal or of HTTP."""
