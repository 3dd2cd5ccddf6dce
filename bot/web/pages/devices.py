"""A browser by a name that its owner recognises; what else the header tells is not kept."""

from __future__ import annotations

#: The first that is found wins: browsers call themselves by the names of others too.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Such as 'Firefox · Windows'; '?' for what is neither."""
    parts = [next((name for mark, name in known if mark in user_agent), None) for known in (_BROWSERS, _MACHINES)]
    return " · ".join(part for part in parts if part) or "?"
