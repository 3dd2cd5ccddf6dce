"""Voices of this machine: which language they speak, and their sound as a channel plays it."""
