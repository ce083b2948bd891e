"""Needs that come in by themselves: requests from another system, read by a mapping."""
