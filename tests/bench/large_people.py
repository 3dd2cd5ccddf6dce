"""The people of a big school: who cares for whom, who joined, in which group a child is, and who works there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.enums import Role

LANGUAGES = ("nl", "ar", "tr", "pl", "uk", "ti", "so", "en", "fa", "es", "bg", "ro", "zh-Hans")
_COMMON = (50, 12, 10, 7, 5, 3, 3, 2, 2, 2, 2, 1, 1)
_IN_A_GROUP = 25

#: They came so many weeks ago.
_BACK = 68


@dataclass
class BigSchool:
    """What is drawn once and needed again: who cares for whom, and who can be reached."""

    dice: random.Random
    now: datetime
    parents: int
    carers: list[list[int]] = field(default_factory=list)  # of each child, by place
    joined: set[int] = field(default_factory=set)
    members: list[list[int]] = field(default_factory=list)  # children of each group

    @property
    def groups(self) -> int:
        return len(self.members)


def draw_families(school: BigSchool) -> None:
    """One or two parents for one or two children; now and then a parent has a child with somebody else, too."""
    dice, parent = school.dice, 1
    while parent <= school.parents:
        carers = [parent] if parent == school.parents or dice.random() < 0.3 else [parent, parent + 1]
        parent += len(carers)
        school.carers.extend([list(carers) for _ in range(dice.choice((1, 1, 1, 2, 2, 2)))])
        if dice.random() < 0.02 and parent <= school.parents:
            school.carers.append([carers[0], parent])
    school.joined = {one for one in range(1, school.parents + 1) if dice.random() < 0.88}
    places = list(range(len(school.carers)))
    dice.shuffle(places)
    school.members = [places[start : start + _IN_A_GROUP] for start in range(0, len(places), _IN_A_GROUP)]


def guardians(school: BigSchool) -> Iterator[dict[str, Any]]:
    home = school.dice.choices(LANGUAGES, _COMMON, k=school.parents)
    for place, language in enumerate(home, start=1):
        chosen = "nl" if school.dice.random() < 0.05 else None
        yield {
            "id": place, "external_id": f"P{place:06}", "name": f"Ouder {place}", "home_language": language,
            "chosen_language": chosen, "created_at": school.now - timedelta(weeks=_BACK),
        }  # fmt: skip


def children(school: BigSchool) -> Iterator[dict[str, Any]]:
    for group, members in enumerate(school.members, start=1):
        for child in members:
            name = f"Kind {child + 1}"
            yield {"id": child + 1, "external_id": f"K{child + 1:06}", "first_name": name, "group_id": group}


def chats(school: BigSchool) -> Iterator[dict[str, Any]]:
    for parent in sorted(school.joined):
        stopped = school.now - timedelta(days=9) if school.dice.random() < 0.02 else None
        yield {
            "parent_id": parent, "address": 1_000_000 + parent, "joined_at": school.now - timedelta(weeks=_BACK),
            "consent_version": "1", "stopped_at": stopped,
        }  # fmt: skip


def staff(school: BigSchool) -> Iterator[dict[str, Any]]:
    for place, role in enumerate(Role, start=1):
        yield {
            "id": place, "email": f"{role}@school.example", "name": f"Collega {place}", "role": role,
            "language": "nl", "password_hash": "set", "totp_secret": "SET", "recovery_codes": [],
            "created_at": school.now - timedelta(weeks=_BACK),
        }  # fmt: skip
