"""The service with years of a district in it: how long a page takes, how soon a plan begins, what memory."""
