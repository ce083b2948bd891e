"""Offers: a need handed to a person, a team or a station, answered, and what follows from the answer."""
