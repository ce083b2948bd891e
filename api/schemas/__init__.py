"""What HTTP callers send and get, and how it is described to them."""
