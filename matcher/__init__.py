"""Numbers in, numbers out: who serves which need, when, and why. No database, clock or socket in here."""
