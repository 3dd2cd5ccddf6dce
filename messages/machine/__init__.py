"""Packages on disk and models in memory."""
