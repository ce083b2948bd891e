"""plan.xlsx: the plan as tables that a dispatcher may edit, and the way back from edited cells to pins."""
