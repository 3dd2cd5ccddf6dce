"""Somebody who grew up with a language and reads our texts in it, without an account: what they are to us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.actors import Actor
from bot.enums import Role

#: Days that a link opens, unless somebody says otherwise; and at most.
USUAL_DAYS, MOST_DAYS = 14, 60


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who came in by a link. `page_language` is the one of the pages around the texts, nl or en."""

    link_id: int
    name: str
    language: str
    page_language: str
    expires_at: datetime

    @property
    def actor(self) -> Actor:
        """For the trail. It has no scope, so that nothing else opens."""
        return Actor(f"reviewer:{self.link_id}", self.name, Role.TEACHER, scopes=frozenset())
