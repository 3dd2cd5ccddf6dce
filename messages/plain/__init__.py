"""Plainer writing: rules and words for Dutch and English."""
