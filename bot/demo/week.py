"""One school week on a fast clock: enrolment, invitation, answers, reminder, tip, announcement, question, report."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.demo.book import list_read
from bot.demo.day import APPROVAL_TIME, approve_memory, schedule_look_in
from bot.demo.runtime import open_families
from bot.demo.school import BRING, GROUP, MEMORY, PARENTS, PRESCHOOL, SIBLINGS_WELCOME
from bot.demo.teller import PATIENCE, Teller, hold

BY_ID = {parent.parent_id: parent for parent in PARENTS}

#: Who taps what; the others have not answered yet. Omar's family answers through Amina.
_TAPS = {"D1a": 0, "D8a": 1, "D5a": 2, "D6a": 3, "D7a": 0, "D9a": 0}
_REMINDED = frozenset({"D3a", "D4a", "D10a", "D11a"})


async def enrolment(teller: Teller) -> str:
    """As in life: a list from the school, letters, codes, consent."""
    await open_families(teller.demo)
    families = await teller.demo.api.get("/families?reached=true")
    hold(len(families["items"]) == len(PARENTS), "every parent joined")
    return f"{len(PARENTS)} parents imported from CSV and joined with the code of their letter"


async def memory(teller: Teller) -> str:
    """Staff see what is not translated yet, and a colleague approves it once and for ever."""
    text = f"{BRING} {SIBLINGS_WELCOME}"
    dry = await teller.demo.api.post("/announcements?dry_run=true", {"text": text, "groups": [GROUP]})
    hold(bool(dry["warnings"]), "staff are told what is not translated")
    teller.event, teller.starts_at = await schedule_look_in(teller.demo)
    approved = await approve_memory(teller.demo)
    hold(approved >= len(MEMORY[BRING]), "sentences are approved")
    return f"staff saw what was not translated; {approved} sentences approved by a person before sending"


async def invitation(teller: Teller) -> str:
    teller.demo.sandbox.clock.advance(APPROVAL_TIME + timedelta(minutes=1))
    await teller.arrived("invitation", len(PARENTS))
    languages = {message.language for message in await list_read(teller.demo) if message.kind == "invitation"}
    return f"{len(PARENTS)} invitations, each once, in {len(languages)} languages"


async def answers(teller: Teller) -> str:
    for key, button in _TAPS.items():
        await teller.tap(BY_ID[key], button)
    amina = BY_ID["D1a"]
    await teller.tap(amina, 1)  # two people come
    found = await teller.responses()
    hold(found["yes"] == 3 and found["no"] == 2 and found["maybe"] == 1, f"answers are counted: {found}")  # noqa: PLR2004
    return "six families answered by one tap; Amina comes with two people; Olena cannot come at that time"


async def reminder(teller: Teller) -> str:
    teller.push_to(teller.starts_at - timedelta(days=7) + timedelta(minutes=1))
    await teller.arrived("reminder", len(_REMINDED))
    reminded = {message.parent_id for message in await list_read(teller.demo) if message.kind == "reminder"}
    hold(reminded == _REMINDED, f"exactly those without an answer: {sorted(reminded)}")
    teller.story.reminded = sorted(reminded)
    teller.story.not_reminded = sorted(set(BY_ID) - reminded)
    return "only families without an answer were reminded; Omar was not, because Amina answered"


async def tip(teller: Teller) -> str:
    clock, zone = teller.demo.sandbox.clock, teller.demo.zone
    moment = (clock.now() + timedelta(hours=1)).astimezone(zone)
    await teller.demo.api.post(
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
    await teller.arrived("tip", len(PARENTS))
    return "a tip for home reached every parent"


async def announcement(teller: Teller) -> str:
    await teller.demo.api.post("/announcements", {"text": SIBLINGS_WELCOME, "groups": [PRESCHOOL]})
    await teller.arrived("announcement", 2)
    return "a message to the preschool group went out in words that a person approved"


async def question(teller: Teller) -> str:
    phone = teller.demo.phone(BY_ID["D4a"])
    phone.write("ንእሽቶ ሓዉ ክመጽእ ይኽእል ዶ?")
    await teller.until(partial(_open_threads, teller), "the question in the inbox")
    return "Selam asked in Tigrinya; staff see it in the inbox"


async def reply(teller: Teller) -> str:
    threads = (await teller.demo.api.get("/inbox?state=open"))["items"]
    answer = await teller.demo.api.post(f"/inbox/{threads[0]['thread_id']}/replies", {"text": SIBLINGS_WELCOME})
    hold(answer["translation"] == MEMORY[SIBLINGS_WELCOME]["ti"], "the reply is said in Tigrinya")
    await teller.demo.phone(BY_ID["D4a"]).receives(answer["translation"], seconds=PATIENCE)
    return "staff answered in Dutch; Selam reads it in Tigrinya"


async def nudge(teller: Teller) -> str:
    teller.push_to(teller.starts_at - timedelta(days=1) + timedelta(minutes=1))
    said_yes = [key for key in _TAPS if _TAPS[key] == 0]
    await teller.arrived("nudge", len(said_yes))
    return "on the day before, those who said yes got a short reminder, the silent ones a second one"


async def report(teller: Teller) -> str:
    found = await teller.responses()
    teller.story.responses = {key: value for key, value in found.items() if isinstance(value, int)}
    report = await teller.demo.api.get("/reports/response-rate?by=event,group,language")
    hold(bool(report["rows"]), "the report has rows")
    return f"response rate {found['response_rate']:.0%} of the {found['delivered']} families reached"


async def _open_threads(teller: Teller) -> bool:
    return bool((await teller.demo.api.get("/inbox?state=open"))["items"])
