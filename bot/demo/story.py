"""One school week on a fast clock, through the true API, the true bot and the sandbox: every step checked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.demo.book import Read, list_read
from bot.demo.day import APPROVAL_TIME, approve_memory, schedule_look_in
from bot.demo.runtime import Demo, open_families
from bot.demo.school import BRING, GROUP, MEMORY, PARENTS, PRESCHOOL, SIBLINGS_WELCOME, DemoParent

_BY_ID = {parent.parent_id: parent for parent in PARENTS}

#: Who taps what; the others have not answered yet. Omar's family answers through Amina.
_TAPS = {"D1a": 0, "D8a": 1, "D5a": 2, "D6a": 3, "D7a": 0, "D9a": 0}
_REMINDED = frozenset({"D3a", "D4a", "D10a", "D11a"})
_PATIENCE = 20.0


class NotHeld(Exception):
    """A step of the story went otherwise than it should."""


@dataclass(slots=True)
class Step:
    """One chapter."""

    name: str
    ok: bool
    detail: str


@dataclass(slots=True)
class Story:
    """What happened; `as_dict` is the contract's object."""

    steps: list[Step] = field(default_factory=list)
    messages: list[Read] = field(default_factory=list)
    responses: dict[str, int] = field(default_factory=dict)
    reminded: list[str] = field(default_factory=list)
    not_reminded: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether every step held."""
        return all(step.ok for step in self.steps)

    def as_dict(self) -> dict[str, Any]:
        """For --json."""
        return {
            "ok": self.ok,
            "seconds": round(self.seconds, 1),
            "steps": [{"name": step.name, "ok": step.ok, "detail": step.detail} for step in self.steps],
            "messages": [message.as_dict() for message in self.messages],
            "responses": self.responses,
            "reminded": self.reminded,
            "not_reminded": self.not_reminded,
        }


class Teller:
    """Plays the chapters in order; the first that does not hold ends the story."""

    def __init__(self, demo: Demo) -> None:
        """Nothing has happened yet."""
        self.demo = demo
        self.story = Story()
        self._event = 0
        self._starts_at = demo.sandbox.clock.now()

    async def tell(self) -> Story:
        """All of it."""
        chapters: list[Callable[[], Awaitable[str]]] = [
            self._enrolment, self._memory, self._invitation, self._answers, self._reminder, self._tip,
            self._announcement, self._question, self._reply, self._nudge, self._report,
        ]  # fmt: skip
        began = time.monotonic()
        for chapter in chapters:
            if not await self._play(chapter):
                break
        self.story.seconds = time.monotonic() - began
        self.story.messages = await list_read(self.demo)
        return self.story

    async def _play(self, chapter: Callable[[], Awaitable[str]]) -> bool:
        name = getattr(chapter, "__name__", "").strip("_")
        try:
            self.story.steps.append(Step(name, True, await chapter()))
        except (NotHeld, RuntimeError, OSError, LookupError, ExceptionGroup) as error:
            self.story.steps.append(Step(name, False, _reason(error)))
        return self.story.steps[-1].ok

    async def _enrolment(self) -> str:
        await open_families(self.demo)
        families = await self.demo.api.get("/families?reached=true")
        _hold(len(families["items"]) == len(PARENTS), "every parent joined")
        return f"{len(PARENTS)} parents imported from CSV and joined with the code of their letter"

    async def _memory(self) -> str:
        """Staff see what is not translated yet, and a colleague approves it once and for ever."""
        text = f"{BRING} {SIBLINGS_WELCOME}"
        dry = await self.demo.api.post("/announcements?dry_run=true", {"text": text, "groups": [GROUP]})
        _hold(bool(dry["warnings"]), "staff are told what is not translated")
        self._event, self._starts_at = await schedule_look_in(self.demo)
        approved = await approve_memory(self.demo)
        _hold(approved >= len(MEMORY[BRING]), "sentences are approved")
        return f"staff saw what was not translated; {approved} sentences approved by a person before sending"

    async def _invitation(self) -> str:
        self.demo.sandbox.clock.advance(APPROVAL_TIME + timedelta(minutes=1))
        await self._arrived("invitation", len(PARENTS))
        languages = {message.language for message in await list_read(self.demo) if message.kind == "invitation"}
        return f"{len(PARENTS)} invitations, each once, in {len(languages)} languages"

    async def _answers(self) -> str:
        for key, button in _TAPS.items():
            await self._tap(_BY_ID[key], button)
        amina = _BY_ID["D1a"]
        await self._tap(amina, 1)  # two people come
        found = await self._responses()
        _hold(found["yes"] == 3 and found["no"] == 2 and found["maybe"] == 1, f"answers are counted: {found}")  # noqa: PLR2004
        return "six families answered by one tap; Amina comes with two people; Olena cannot come at that time"

    async def _reminder(self) -> str:
        self._push_to(self._starts_at - timedelta(days=7) + timedelta(minutes=1))
        await self._arrived("reminder", len(_REMINDED))
        reminded = {message.parent_id for message in await list_read(self.demo) if message.kind == "reminder"}
        _hold(reminded == _REMINDED, f"exactly those without an answer: {sorted(reminded)}")
        self.story.reminded = sorted(reminded)
        self.story.not_reminded = sorted(set(_BY_ID) - reminded)
        return "only families without an answer were reminded; Omar was not, because Amina answered"

    async def _tip(self) -> str:
        clock, zone = self.demo.sandbox.clock, self.demo.zone
        moment = (clock.now() + timedelta(hours=1)).astimezone(zone)
        await self.demo.api.post(
            "/programmes",
            {
                "theme": "reading_together",
                "groups": [GROUP],
                "weekdays": [moment.strftime("%A").lower()],
                "at": moment.strftime("%H:%M"),
                "starts_on": moment.date().isoformat(),
            },
        )
        clock.advance(timedelta(hours=1, minutes=1))
        await self._arrived("tip", len(PARENTS))
        return "a tip for at home reached every parent"

    async def _announcement(self) -> str:
        await self.demo.api.post("/announcements", {"text": SIBLINGS_WELCOME, "groups": [PRESCHOOL]})
        await self._arrived("announcement", 2)
        return "a message to the preschool group went out in words that a person approved"

    async def _question(self) -> str:
        phone = self.demo.phone(_BY_ID["D4a"])
        phone.write("ንእሽቶ ሓዉ ክመጽእ ይኽእል ዶ?")
        await self._until(self._open_threads, "the question in the inbox")
        return "Selam asked in Tigrinya; staff see it in the inbox"

    async def _reply(self) -> str:
        threads = (await self.demo.api.get("/inbox?state=open"))["items"]
        answer = await self.demo.api.post(f"/inbox/{threads[0]['thread_id']}/replies", {"text": SIBLINGS_WELCOME})
        _hold(answer["translation"] == MEMORY[SIBLINGS_WELCOME]["ti"], "the reply is said in Tigrinya")
        await self.demo.phone(_BY_ID["D4a"]).receives(answer["translation"], seconds=_PATIENCE)
        return "staff answered in Dutch; Selam reads it in Tigrinya"

    async def _nudge(self) -> str:
        self._push_to(self._starts_at - timedelta(days=1) + timedelta(minutes=1))
        said_yes = [key for key in _TAPS if _TAPS[key] == 0]
        await self._arrived("nudge", len(said_yes))
        return "on the day before, those who said yes got a short reminder, the silent ones a second one"

    async def _report(self) -> str:
        found = await self._responses()
        self.story.responses = {key: value for key, value in found.items() if isinstance(value, int)}
        report = await self.demo.api.get("/reports/response-rate?by=event,group,language")
        _hold(bool(report["rows"]), "the report has rows")
        return f"response rate {found['response_rate']:.0%} of the {found['delivered']} families reached"

    async def _tap(self, parent: DemoParent, button: int) -> None:
        phone = self.demo.phone(parent)
        shown = [message for message in phone.messages if message.outgoing and message.buttons][-1]
        before = shown.text
        phone.tap(shown.message_id, button)
        await phone.receives(
            lambda message: message.message_id == shown.message_id and message.text != before, _PATIENCE
        )

    async def _responses(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.demo.api.get(f"/events/{self._event}/responses")
        return found

    async def _count(self, kind: str) -> int:
        return sum(1 for message in await list_read(self.demo) if message.kind == kind)

    async def _arrived(self, kind: str, number: int) -> None:
        async def all_there() -> bool:
            return await self._count(kind) >= number

        await self._until(all_there, f"{number} messages of the kind {kind}")

    async def _open_threads(self) -> bool:
        return bool((await self.demo.api.get("/inbox?state=open"))["items"])

    def _push_to(self, moment: datetime) -> None:
        self.demo.sandbox.clock.set(moment)

    async def _until(self, holds: Callable[[], Awaitable[object]], what: str) -> None:
        """The world is asked again and again, because it answers in its own time."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while not await holds():  # noqa: ASYNC110  # what we wait for is another program
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise NotHeld(f"did not happen: {what}") from None


def _reason(error: Exception) -> str:
    """Of many at once, the first."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"


def _hold(condition: bool, what: str) -> None:  # reads as: hold that
    if not condition:
        raise NotHeld(f"did not hold: {what}")
