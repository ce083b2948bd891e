"""Lists as communities keep them, brought into the registers: new rows are added, changed ones changed."""
