"""Passwords cost time on purpose: checked in threads, two at once, so that pages of others do not wait (trust.md)."""

from __future__ import annotations

import asyncio

from bot.domain.passwords import NOBODY, fits_password, hash_password

_TURNS = asyncio.Semaphore(2)


async def fits(stored: str | None, password: str) -> bool:
    """Whether it opens this account; without one it takes as long, and never does."""
    async with _TURNS:
        right = await asyncio.to_thread(fits_password, stored or NOBODY, password)
    return right and stored is not None


async def hashed(password: str) -> str:
    """As it is stored."""
    async with _TURNS:
        return await asyncio.to_thread(hash_password, password)
