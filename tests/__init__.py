"""Tests: unit/ mirrors the tree, properties/ holds the invariants."""
