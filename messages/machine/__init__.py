"""Packages on disk, models in memory, and the process that runs them."""
