"""What the clock does without a caller: the worker calls each of these every few seconds."""
