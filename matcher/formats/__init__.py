"""Readers of public problem formats, text in, Problem out, each with its evaluator in its own terms."""
