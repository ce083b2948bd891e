"""The judge: recomputes a plan from the original question. Shares no code with the search but the models."""
