"""Standing needs: a wish that comes again by a rule, and the needs that are made of it ahead of time."""
