"""Reads. Each issues the same number of statements for one row and for thirty."""
