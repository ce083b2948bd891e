"""The part of a mapping that every test of one starts from."""

COLUMNS = """
[columns]
id = "id"
created = "created"
category = "code"
lon = "lon"
lat = "lat"
"""
