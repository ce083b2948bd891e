"""plan.png: routes, visits and what stays unmet, on the district where it is the one we know."""
