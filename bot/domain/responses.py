"""Counting answers by family: a family is reached when one of its parents is, and either parent's answer counts (N18).

Nobody is called uninvolved: `none_yet` is a family that was reached and has not answered yet (N10).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.families import family_answer
from messages.facts import Answer

#: Numbers of fewer families than this could point at one of them (N26).
SMALLEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Told:
    """One parent's invitation to one event."""

    event_id: int
    parent_id: int
    language: str
    delivered: bool
    groups: frozenset[str]
    answers: tuple[Answer, ...] = ()
    hours: float | None = None  # from the message to the first answer


@dataclass(frozen=True, slots=True)
class Counts:
    """Families. `delivered` = yes + no + maybe + none_yet."""

    invited: int = 0
    delivered: int = 0
    yes: int = 0
    no: int = 0
    maybe: int = 0
    none_yet: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Of two events: a family counts in each."""
        both = zip(self.as_dict().values(), other.as_dict().values(), strict=True)
        return Counts(*(one + another for one, another in both))

    @property
    def reach(self) -> float | None:
        """Delivered of invited; None where nobody was invited."""
        return round(self.delivered / self.invited, 4) if self.invited else None

    @property
    def rate(self) -> float | None:
        """Answered of delivered; None where nothing was delivered."""
        return round((self.delivered - self.none_yet) / self.delivered, 4) if self.delivered else None

    def as_dict(self) -> dict[str, int]:
        """As the API shows it."""
        return {
            "invited": self.invited,
            "delivered": self.delivered,
            "yes": self.yes,
            "no": self.no,
            "maybe": self.maybe,
            "none_yet": self.none_yet,
        }


def count_families(told: Iterable[Told], family: Mapping[int, int]) -> Counts:
    """Each family once for each event; an answer proves that the invitation arrived."""
    invitations: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for invitation in told:
        invitations[invitation.event_id, family.get(invitation.parent_id, invitation.parent_id)].append(invitation)
    said = [family_answer(answer for one in group for answer in one.answers) for group in invitations.values()]
    reached = [any(one.delivered for one in group) for group in invitations.values()]
    answered = {answer: said.count(answer) for answer in Answer}
    silent = sum(1 for answer, delivered in zip(said, reached, strict=True) if delivered and answer is None)
    return Counts(
        invited=len(invitations),
        delivered=sum(answered.values()) + silent,
        yes=answered[Answer.YES],
        no=answered[Answer.NO],
        maybe=answered[Answer.MAYBE],
        none_yet=silent,
    )


def split_by(told: Iterable[Told], keys: Callable[[Told], Iterable[str]]) -> dict[str, list[Told]]:
    """For each group, language or event; a family with children in two groups stands in both."""
    split: dict[str, list[Told]] = defaultdict(list)
    for invitation in told:
        for key in keys(invitation):
            split[key].append(invitation)
    return {key: split[key] for key in sorted(split)}


def count_by(
    told: Iterable[Told], family: Mapping[int, int], keys: Callable[[Told], Iterable[str]]
) -> dict[str, Counts]:
    """The same, counted."""
    return {key: count_families(lines, family) for key, lines in split_by(told, keys).items()}


def shown(counts: Counts, *, hidden: bool) -> dict[str, object]:
    """A row of a report; what is hidden has no numbers."""
    if hidden:
        return {**dict.fromkeys(counts.as_dict()), "response_rate": None, "suppressed": True}
    return {**counts.as_dict(), "response_rate": counts.rate, "suppressed": False}
