"""Tables in and out: spreadsheets as communities keep them, the canonical CSV, the template."""
