from __future__ import annotations

import asyncio

from bot.workers.window import Window


async def test_window_lets_no_more_through_in_a_second_than_its_limit() -> None:
    window, clock = Window(5), asyncio.get_running_loop()

    async def pass_through() -> float:
        await window.enter()
        return clock.time()

    moments = sorted(await asyncio.gather(*(pass_through() for _ in range(8))))

    assert all(later - earlier >= 1.0 for earlier, later in zip(moments, moments[5:], strict=False))
    assert moments[4] - moments[0] < 1.0
