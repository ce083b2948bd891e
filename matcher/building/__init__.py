"""The columns of a Problem, each part from the survey of a day."""
