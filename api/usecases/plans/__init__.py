"""Plans kept: made by jobs, looked at, edited, published, replanned."""
