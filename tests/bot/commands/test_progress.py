"""Progress: one line that moves on a terminal, plain lines elsewhere."""

from __future__ import annotations

import io

from bot.commands.progress import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _told(stream: io.StringIO, *steps: tuple[int, int | None]) -> str:
    progress = ProgressLine("Fetching nl-en 1.9", stream)
    for done, total in steps:
        progress(done, total)
    progress.end()
    return stream.getvalue()


def test_terminal_shows_one_line_that_moves() -> None:
    assert _told(Terminal(), (1_000_000, 4_000_000), (4_000_000, 4_000_000)) == (
        "\rFetching nl-en 1.9: 1.0 of 4.0 MB, 25 %\rFetching nl-en 1.9: 4.0 of 4.0 MB, 100 %\n"
    )


def test_terminal_counts_where_the_whole_is_not_known() -> None:
    assert _told(Terminal(), (1_500_000, None)) == "\rFetching nl-en 1.9: 1.5 MB\n"


def test_elsewhere_a_plain_line_stands_for_each_quarter() -> None:
    steps = [(done * 100_000, 1_000_000) for done in range(1, 11)]

    assert _told(io.StringIO(), *steps, (1_000_000, None)).splitlines() == [
        "Fetching nl-en 1.9: 0.3 of 1.0 MB, 30 %",
        "Fetching nl-en 1.9: 0.5 of 1.0 MB, 50 %",
        "Fetching nl-en 1.9: 0.8 of 1.0 MB, 80 %",
        "Fetching nl-en 1.9: 1.0 of 1.0 MB, 100 %",
    ]
