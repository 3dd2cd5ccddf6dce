"""Any pair that the memory may hold, for properties that should be true of all of them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from messages.exchange.pairs import Pair
from messages.languages import OFFERED
from messages.sentences import split_sentences, worth_translating

_WRITABLE = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\n\t'=+-@\"<&;, .!?a"
)
_texts = st.text(_WRITABLE, min_size=1).map(str.strip).filter(bool)


def _sentences(text: str) -> list[str]:
    """As the memory keeps them."""
    return [piece.strip() for piece in split_sentences(text) if worth_translating(piece)]


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    languages = draw(st.lists(st.sampled_from(OFFERED), min_size=2, max_size=2, unique=True))
    moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    return Pair(
        source=draw(_texts.map(_sentences).filter(bool))[0],
        target=draw(_texts),
        source_language=languages[0],
        target_language=languages[1],
        origin=draw(st.sampled_from(["person", "imported", "machine"])),
        decided_by=draw(st.none() | st.sampled_from(["command", "staff:3", "token:5"])),
        decided_at=draw(st.none() | moments.map(lambda moment: moment.replace(microsecond=0))),
    )
