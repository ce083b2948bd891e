"""The state of a district, kept: tables, the one way to write them, migrations. Opened by api alone."""
