"""The same week as a conversation: a question, a talk, an idea tried, a voice, a partial stop, one's own data."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import soundfile

from bot.demo.scene import reads, says
from bot.demo.school import GROUP, MEMORY, SIBLINGS_WELCOME
from bot.demo.teller import PATIENCE, Teller, hold
from bot.demo.week import BY_ID
from bot.sandbox import Message
from messages.conversation.choices import IDEAS_NO
from messages.phrases import phrases_in

_SLOTS, _MINUTES = 4, 10


async def question_in_arabic(teller: Teller) -> str:
    """Nobody at school knows Arabic, and Amina no Dutch."""
    amina, question = BY_ID["D1a"], "هل يمكن لأخيه الصغير أن يأتي أيضًا؟"
    teller.demo.phone(amina).write(question)
    thread: dict[str, Any] = {}

    async def arrived() -> bool:
        threads = (await teller.demo.api.get("/inbox?state=open"))["items"]
        thread.update(next((one for one in threads if one["messages"][-1]["text"] == question), {}))
        return bool(thread)

    await teller.until(arrived, "the question in Arabic in the inbox")
    answer = await teller.demo.api.post(f"/inbox/{thread['thread_id']}/replies", {"text": SIBLINGS_WELCOME})
    hold(answer["translation"] == MEMORY[SIBLINGS_WELCOME]["ar"], "the reply is said in Arabic")
    shown = await teller.demo.phone(amina).receives(answer["translation"], seconds=PATIENCE)
    teller.scene += [says("Amina writes", question), says("Juf Ruth sees", _seen_by_staff(thread))]
    teller.scene += [says("Juf Ruth writes", SIBLINGS_WELCOME), reads("Amina", shown)]
    return "Amina asked in Arabic; staff answered in Dutch; she reads it in Arabic"


def _seen_by_staff(thread: dict[str, Any]) -> str:
    """The question, and in Dutch where a machine that knows the language is installed."""
    asked = thread["messages"][-1]
    dutch = asked["translation"] or "no language package is installed on this machine, so it stands as written"
    return f"{asked['text']}\n→ {dutch}"


async def talk(teller: Teller) -> str:
    """A time is picked, moved, and an interpreter asked for, by four taps."""
    starts = (teller.demo.sandbox.clock.now() + timedelta(days=12)).astimezone(teller.demo.zone)
    starts = starts.replace(hour=15, minute=0, second=0, microsecond=0)
    times = [(starts + timedelta(minutes=_MINUTES) * number).isoformat() for number in range(_SLOTS)]
    slots = [{"starts_at": time, "minutes": _MINUTES} for time in times]
    body = {"kind": "parent_teacher_talk", "groups": [GROUP], "starts_at": times[0], "slots": slots}
    event = await teller.demo.api.post("/events", body)
    await teller.demo.api.post(f"/events/{event['id']}/invitations", {"remind": []})
    amina = BY_ID["D1a"]
    await teller.until(lambda: _has_button(teller, "t"), "the invitation to a talk")
    await teller.tap_kind(amina, "t")
    await teller.tap_kind(amina, "b")
    first = await _booking(teller, event["id"])
    await teller.tap_kind(amina, "t")
    await teller.tap_kind(amina, "b", last=True)
    moved = await _booking(teller, event["id"])
    hold(first["starts_at"] != moved["starts_at"], "the talk was moved")
    await teller.tap_kind(amina, "i")
    hold((await _booking(teller, event["id"]))["interpreter"] == "ar", "an interpreter for Arabic is asked for")
    return "Amina picked a time for a talk, moved it, and asked for an interpreter"


async def idea_tried(teller: Teller) -> str:
    """The teacher sees that it was tried, and by how many: never by whom."""
    programme = (await teller.demo.api.get("/programmes"))["items"][0]["id"]
    await teller.tap_kind(BY_ID["D3a"], "h")

    async def counted() -> bool:
        tips = (await teller.demo.api.get(f"/programmes/{programme}"))["tips"]
        return any(tip["did"] for tip in tips)

    await teller.until(counted, "one family tried the idea")
    return "Piotr's family tried the idea for home, and said so by one tap"


async def voice(teller: Teller) -> str:
    """What is heard is sound; where no voice speaks the language, parents are told so."""
    marit = BY_ID["D8a"]
    message, data = teller.last_shown(marit, "v")
    phone = teller.demo.phone(marit)
    phone.tap(message.message_id, data=data)
    heard = await phone.receives(lambda one: one.message_id > message.message_id, PATIENCE)
    if heard.media is None:
        return "no voice is installed on this machine: Marit was told so, and whom to ask"
    sound, rate = soundfile.read(io.BytesIO(heard.media.data))
    seconds = len(sound) / rate
    hold(seconds > 1 and float(abs(sound).max()) > 0.01, "the voice message can be heard")  # noqa: PLR2004
    return f"Marit listened to her message: {seconds:.0f} seconds of Opus in OGG"


async def partial_stop(teller: Teller) -> str:
    """No ideas any more; invitations still come."""
    hodan = BY_ID["D7a"]
    phone = teller.demo.phone(hodan)
    phone.write("/settings")
    shown = await phone.receives(lambda one: any(_is_choice(button, "t0") for button in one.buttons), PATIENCE)
    ideas = next(one for one in shown.buttons if _is_choice(one, "t0"))
    phone.tap(shown.message_id, data=ideas["callback_data"])
    no_ideas = phrases_in("so").say(IDEAS_NO)
    teller.scene += [says("Hodan writes", "/settings"), reads("Hodan", shown)]
    after = await phone.receives(lambda one: _says(one, no_ideas), PATIENCE)
    teller.scene += [says("Hodan taps", f"[ {ideas['text']} ]"), reads("Hodan", after)]
    return "Hodan switched ideas off by one tap; invitations still come"


async def own_data(teller: Teller) -> str:
    """A page to read and a file for computers."""
    phone = teller.demo.phone(BY_ID["D9a"])
    phone.write("/mydata")
    shown = await phone.receives(lambda one: one.media is not None and one.media.kind == "document", PATIENCE)
    with zipfile.ZipFile(io.BytesIO(shown.media.data if shown.media else b"")) as archive:
        names = archive.namelist()
        data = json.loads(archive.read(next(name for name in names if name.endswith(".json"))))
    hold("Grace Mensah" in json.dumps(data), "the data are those of Grace")
    teller.scene += [says("Grace writes", "/mydata"), reads("Grace", shown)]
    return f"Grace got everything that is kept about her: {', '.join(sorted(names))}"


async def _has_button(teller: Teller, letter: str) -> bool:
    messages = teller.demo.phone(BY_ID["D1a"]).messages
    return any(button["callback_data"].startswith(letter) for message in messages for button in message.buttons)


async def _booking(teller: Teller, event: int) -> dict[str, Any]:
    found: list[dict[str, Any]] = []

    async def booked() -> bool:
        slots = (await teller.demo.api.get(f"/events/{event}/slots"))["slots"]
        found[:] = [{**slot, **booking} for slot in slots for booking in slot["bookings"]]
        return bool(found)

    await teller.until(booked, "a booking")
    return found[0]


def _is_choice(button: dict[str, Any], choice: str) -> bool:
    return str(button.get("callback_data", "")).startswith("y") and button["callback_data"].endswith(f".{choice}")


def _says(message: Message, words: str) -> bool:
    return any(words in button["text"] for button in message.buttons) or words in message.text
