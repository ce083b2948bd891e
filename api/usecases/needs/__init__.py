"""Needs from the call to the rating: taken in, changed, opened, ended, and what is late about them."""
