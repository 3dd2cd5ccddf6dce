"""Why a package is not taken, in one sentence that says what to do."""

from __future__ import annotations

from bot.errors import BadInput

AGAIN = "Download it again."
ELSEWHERE = "Get it from another place."


class RefusedPackage(BadInput):
    """What was offered is damaged, dangerous or no translation package. Nothing that was installed has changed."""

    title = "Package refused"

    def __init__(self, reason: str, advice: str = ELSEWHERE) -> None:
        """`reason` is a clause, `advice` a sentence."""
        super().__init__(f"The package is refused: {reason}. {advice}")
