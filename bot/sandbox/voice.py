"""A voice message from nowhere: a second of silence as OGG Opus, made by hand from RFC 3533 and RFC 7845."""

import struct

SILENT_FRAME = b"\xf8\xff\xfe"  # Opus, mono, 20 ms
FRAMES = 50
SAMPLES_PER_FRAME = 960
FIRST, LAST = 2, 4  # flags of an Ogg page


def _checksum(data: bytes) -> int:
    """Ogg's own CRC-32: not reflected, so not zlib's."""
    register = 0
    for byte in data:
        register ^= byte << 24
        for _ in range(8):
            register = (register << 1) ^ (0x04C11DB7 if register & 0x80000000 else 0)
        register &= 0xFFFFFFFF
    return register


def _page(number: int, flags: int, position: int, packets: list[bytes]) -> bytes:
    lengths = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, flags, position, 0x0D8, number, 0)
    page = head + bytes([len(lengths)]) + lengths + b"".join(packets)
    return page[:22] + struct.pack("<I", _checksum(page)) + page[26:]


def _silence() -> bytes:
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, 0, 48_000, 0, 0)
    tags = struct.pack("<8sI7sI", b"OpusTags", 7, b"sandbox", 0)
    sound = _page(2, LAST, FRAMES * SAMPLES_PER_FRAME, [SILENT_FRAME] * FRAMES)
    return _page(0, FIRST, 0, [head]) + _page(1, 0, 0, [tags]) + sound


SECOND_OF_SILENCE = _silence()
