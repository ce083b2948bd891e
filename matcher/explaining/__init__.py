"""What stands in the way of an unmet need: rules, limits, ties, and what the plan does instead."""
