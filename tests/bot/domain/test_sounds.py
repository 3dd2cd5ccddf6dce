from __future__ import annotations

import pytest

from bot.domain.sounds import UNKNOWN, mime_of_sound


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"OggS\0\2", "audio/ogg"),
        (b"ID3\4", "audio/mpeg"),
        (b"\xff\xfb\x90", "audio/mpeg"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"fLaC", "audio/flac"),
        (b"\xff\xf1\x50", "audio/aac"),
        (b"#!AMR\n", "audio/amr"),
        (b"RIFF\x24\0\0\0AVI ", UNKNOWN),
        (b"<html><script>", UNKNOWN),
        (b"", UNKNOWN),
    ],
)
def test_sound_is_what_its_first_bytes_say(content: bytes, mime: str) -> None:
    assert mime_of_sound(content) == mime
