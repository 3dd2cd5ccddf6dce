"""Benchmarks: each against what a user would take instead, in the same run, as a ratio."""
