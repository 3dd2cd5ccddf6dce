"""Updates of every kind that Telegram can bring, drawn by chance, whole or with parts replaced or taken out."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from messages.screens import COMMANDS
from tests.bot.telegram.conftest import AMINA

SHARED, STOPPED, STRANGER = 7002, 7003, 9999
CODE = "x" * 22

FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = {**FILE, "width": 1, "height": 1}
VIDEO = {**PHOTO, "duration": 1}
PLACE = {"latitude": 52.0, "longitude": 4.3}
USER = {"id": 5, "is_bot": False, "first_name": "Tante"}
ME = {"id": 1, "is_bot": True, "first_name": "Ouderbrug"}
FORWARDED = {"forward_origin": {"type": "user", "date": 0, "sender_user": USER}}

WORDS = (
    "Mogen we later komen?", "Mijn man slaat mij", "متى يبدأ الاجتماع؟", "زوجي يضربني", "Kiedy?", "👍", "\u200f", "ሰላም",
    "x" * 4096, "<b>&amp;", "/help@somebody extra", "／help", "a\x00b", "\ud83d", "0", " ", "قتلني" * 300,
)  # fmt: skip
COMMANDED = (*COMMANDS, "start", "start " + CODE, "START", "wat", "", "help@bot x", "start \u0000")
CONTENTS: tuple[dict[str, Any], ...] = (
    {"voice": VIDEO}, {"audio": VIDEO}, {"voice": VIDEO, "caption": "Luister"}, {"photo": [PHOTO]},
    {"photo": [PHOTO], "caption": "Kijk"}, {"photo": [PHOTO], "media_group_id": "a"}, {"document": FILE},
    {"document": FILE, "caption": "/help"}, {"video": VIDEO}, {"video_note": {**FILE, "length": 1, "duration": 1}},
    {"sticker": {**PHOTO, "is_animated": False, "is_video": False, "type": "regular"}}, {"animation": VIDEO},
    {"dice": {"value": 1, "emoji": "🎲"}}, {"contact": {"phone_number": "1", "first_name": "O"}}, {"location": PLACE},
    {"venue": {"location": PLACE, "title": "t", "address": "a"}, "location": PLACE},
    {"story": {"id": 1, "chat": {"id": 1, "type": "private"}}},
    {"game": {"title": "t", "description": "d", "photo": [PHOTO]}}, {"something_new": {}}, {},
    {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
              "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
              "members_only": False}},
)  # fmt: skip
SERVICE: tuple[dict[str, Any], ...] = (
    {"new_chat_title": "t"}, {"delete_chat_photo": True}, {"write_access_allowed": {}}, {"video_chat_started": {}},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 1}},
    {"pinned_message": {"message_id": 3, "date": 1, "chat": {"id": AMINA, "type": "private"}}},
)  # fmt: skip
FORGED = (
    "",
    "r1.1.y",
    "r1.9.n",
    "q1.1",
    "zz",
    "\x00",
    "j" * 64,
    "m1.20269999.m",
    "k1.1.9",
    "l0",
    f"a{CODE}",
    f"n{CODE}.pl",
)
JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 7, AMINA, 2**31, 2**52 + 1, 2**63, 2**70, 1.5, "", "\x00", "\ud800", "private", "group", "ar",
    "x" * 300, "/start", "kicked", [], {}, [[]], {"id": 1}, [None], {"": None},
)  # fmt: skip

#: One letter and the patterns of its numbers for each button that we make.
BUTTONS = (
    *(
        "r{n}.{p}.y",
        "r{n}.{p}.t",
        "p{n}.{p}.3",
        "c{n}.{p}",
        "l{p}",
        "s{p}.pl",
        "u{p}",
        "o{p}",
        "v{p}",
        "t{n}.{n}.{p}.1",
    ),
    *("b{n}.{n}.{p}", "x{n}.{n}.{p}", "i{n}.{n}.{p}", "e{n}.{p}", "h0123abcd.{p}.d", "h0123abcd.{p}.a", "k{n}.{p}.2"),
    *("f{p}.{n}", "g{p}", "j{p}", "m{p}.20261126.m", "m{p}.20261125.a", "q{p}.{u}", "y{p}.t0", "y{p}.io", "z{n}.{p}"),
    *("A{p}.1", "A{p}.0", "E{p}.0", "w" + CODE, "d" + CODE, "a" + CODE, "n" + CODE + ".ar"),
)


class AnyUpdates:
    """The same seed draws the same updates. Numbers rise, and no two texts are the same."""

    def __init__(self, seed: int, first: int) -> None:
        self._random = Random(seed)
        self._number = first

    def draw(self) -> tuple[dict[str, Any], bool]:
        """One update, and whether Telegram could bring it."""
        self._number += 1
        update = {"update_id": self._number, **self._whole()}
        if self._random.random() < 0.6:
            return update, True
        for _ in range(self._random.randint(1, 3)):
            self._mutate(update)
        return {**update, "update_id": self._number}, False

    def _whole(self) -> dict[str, Any]:
        address = self._random.choice((AMINA, AMINA, SHARED, SHARED, STOPPED, STRANGER))
        draw = self._random.choices((self._said, self._pressed, self._elsewhere, self._told), (8, 5, 1, 1))[0]
        return draw(address)

    def _said(self, address: int) -> dict[str, Any]:
        content = self._random.choice(
            (
                *({"text": f"{word} {self._number}"} for word in WORDS),
                *({"text": f"/{c}"} for c in COMMANDED),
                *CONTENTS,
            )
        )
        number = self._random.randint(1, 60)
        more = FORWARDED if self._random.random() < 0.1 else {}
        kind = "edited_message" if self._random.random() < 0.25 else "message"
        return {kind: {**self._message(address, number), **content, **more}}

    def _pressed(self, address: int) -> dict[str, Any]:
        button = self._random.choice((*BUTTONS, *FORGED))
        numbers = {
            "n": self._random.randint(1, 3),
            "p": self._random.randint(1, 4),
            "u": self._number - self._random.randint(1, 9),
        }
        query = {
            "id": f"q{self._number}",
            "from": self._sender(address),
            "chat_instance": "1",
            "data": button.format(**numbers),
        }
        about = self._random.choice(
            (self._message(address, 9), {"message_id": 9, "date": 0, "chat": self._chat(address)})
        )
        return {"callback_query": {**query, "message": about}}

    def _elsewhere(self, address: int) -> dict[str, Any]:
        group = {"id": -5, "type": self._random.choice(("group", "supergroup", "channel")), "title": "Groep 3"}
        message = {**self._message(address, 4), "chat": group, "text": "Dag"}
        return self._random.choice(({"message": message}, {"channel_post": message}, self._member(address, group)))

    def _told(self, address: int) -> dict[str, Any]:
        service = {"message": {**self._message(address, 3), **self._random.choice(SERVICE)}}
        query = {"inline_query": {"id": "1", "from": self._sender(address), "query": "", "offset": ""}}
        return self._random.choice((service, query, self._member(address, self._chat(address)), {"something_new": {}}))

    def _member(self, address: int, chat: dict[str, Any]) -> dict[str, Any]:
        status = self._random.choice(("kicked", "member", "left"))
        until = {"until_date": 0} if status == "kicked" else {}
        change = {
            "chat": chat,
            "from": self._sender(address),
            "date": 0,
            "old_chat_member": {"user": ME, "status": "member"},
        }
        return {"my_chat_member": {**change, "new_chat_member": {"user": ME, "status": status, **until}}}

    def _message(self, address: int, number: int) -> dict[str, Any]:
        return {"message_id": number, "date": 1, "chat": self._chat(address), "from": self._sender(address)}

    def _chat(self, address: int) -> dict[str, Any]:
        return {"id": address, "type": "private"}

    def _sender(self, address: int) -> dict[str, Any]:
        language = {"language_code": self._random.choice(("ar", "xx", "zh-hans", "en"))}
        return {"id": address, "is_bot": False, "first_name": "A"} | (language if self._random.random() < 0.9 else {})

    def _mutate(self, update: dict[str, Any]) -> None:
        """One part, at any depth, becomes junk or goes."""
        part: Any = update
        while isinstance(part, dict | list) and part:
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            key = self._random.choice(keys)
            if isinstance(part[key], dict | list) and part[key] and self._random.random() < 0.75:
                part[key] = copy.copy(part[key])
                part = part[key]
                continue
            if isinstance(part, dict) and self._random.random() < 0.4:
                del part[key]
            else:
                part[key] = self._random.choice(JUNK)
            return
