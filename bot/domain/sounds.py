"""What kind of sound a file holds, by its first bytes: what somebody says about it may be wrong, or meant to harm."""

from __future__ import annotations

UNKNOWN = "application/octet-stream"

_BEGINNINGS = (
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"#!AMR", "audio/amr"),
)


def mime_of_sound(content: bytes) -> str:
    """Its media type, as a browser may be told to play it; UNKNOWN for what is no sound that we know."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content[4:8] == b"ftyp":
        return "audio/mp4"
    return next((mime for beginning, mime in _BEGINNINGS if content.startswith(beginning)), UNKNOWN)
