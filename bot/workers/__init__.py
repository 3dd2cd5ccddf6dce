"""Loops that move rows on. A step does one thing and returns whether it did."""
