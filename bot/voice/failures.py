"""Why there is no sound. The texts are safe to store and log: no word of what was to be said is in them."""

from __future__ import annotations


class NoSound(Exception):
    """Nothing came that can be heard."""
