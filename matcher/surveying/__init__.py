"""The question in rows: places, shifts, limits, and when each need may start."""
