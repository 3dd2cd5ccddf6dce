"""What each parent really read: the sandbox's log of accepted sends beside our own outbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.demo.runtime import Demo
from bot.demo.school import PARENTS
from bot.queries.outbox import list_sent
from messages.outgoing import HowSaid, MessageKind

#: Screens belong to the conversation, and a voice says once more what was read.
_NOT_READ = (MessageKind.SCREEN, MessageKind.VOICE)
_PARENT_AT = {parent.chat_id: parent for parent in PARENTS}


@dataclass(frozen=True, slots=True)
class Read:
    """One message on one phone, as it arrived."""

    parent_id: str
    parent: str
    language: str
    kind: str
    text: str
    buttons: tuple[str, ...]
    free_text: HowSaid

    def as_dict(self) -> dict[str, Any]:
        """The contract's object."""
        return {
            "parent": self.parent_id,
            "name": self.parent,
            "language": self.language,
            "kind": "reminder" if self.kind == "nudge" else self.kind,
            "text": self.text,
            "buttons": list(self.buttons),
            "how": {"facts": "reviewed", "free_text": self.free_text.value},
        }


async def list_read(demo: Demo) -> list[Read]:
    """In the order in which Telegram accepted them; screens of the conversation left out."""
    async with demo.deps.reading() as session:
        known = {(one.address, one.number): one for one in await list_sent(session)}
    found = []
    for entry in demo.sandbox.world.log.sent:
        sent = known.get((entry.chat_id, entry.message_id))
        if sent is None or not entry.method.startswith("send") or sent.kind in _NOT_READ:
            continue
        parent = _PARENT_AT[entry.chat_id]
        found.append(
            Read(
                parent_id=parent.parent_id,
                parent=parent.name,
                language=sent.language,
                kind=sent.kind.value,
                text=entry.text,
                buttons=sent.labels,
                free_text=sent.how,
            )
        )
    return found
