"""`ouderbrug demo`: a fictional school on this machine."""

from __future__ import annotations

import asyncio
import json
import signal
from argparse import Namespace

from bot.commands.base import say
from bot.config import Settings
from bot.demo.live import open_school_day, watch_answers
from bot.demo.runtime import PASSWORD, Demo, running_demo
from bot.demo.school import TEACHER_EMAIL
from bot.demo.story import CHAPTERS
from bot.demo.teller import Story, Teller
from bot.errors import AppError, BadInput


async def demo(options: Namespace, _settings: Settings) -> int:
    """Until Ctrl-C; with --story one school week on a fast clock."""
    if options.json and not options.story:
        raise BadInput("--json belongs to --story: ouderbrug demo --story --json")
    if options.story:
        return await _tell(as_json=options.json)
    return await _live(options.port, options.sandbox_port)


async def _tell(*, as_json: bool) -> int:
    async with running_demo() as running:
        story = await Teller(running).tell(CHAPTERS)
    say(json.dumps(story.as_dict(), ensure_ascii=False, indent=2) if as_json else in_words(story))
    return 0 if story.ok else 1


async def _live(port: int, sandbox_port: int) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        async with running_demo(port=port, sandbox_port=sandbox_port) as running:
            event = await open_school_day(running)
            say(_welcome(running, event))
            async for counts in watch_answers(running, event, stop):
                say(f"  families: {counts}")
    except OSError as error:
        raise AppError(f"The demo cannot start: {error.strerror}.") from error
    return 0


def _welcome(running: Demo, event: int) -> str:
    api = running.api
    header = f'-H "Authorization: Bearer {api.token}"'
    return f"""
Ouderbrug: a fictional school, on this machine only. Ctrl-C ends it, and leaves nothing behind.

  The parents' phones      {running.sandbox.url}
  The school's API         {api.url}/api/openapi.json
  The staff pages          {running.sign_in}   (opens once)
                           again: {TEACHER_EMAIL}, "{PASSWORD}", and one of {", ".join(running.paper_codes[:3])}
  A teacher's token        {api.token}

Juf Ruth has invited everybody to a look-in morning. On the phones: tap an answer, write a question,
and push the clock at the top: a week later only those who have not answered are reminded.

  Who answered:   curl -s {header} {api.url}/api/v1/events/{event}/responses
  As Selam reads: curl -s {header} "{api.url}/api/v1/events/{event}/preview?language=ti"
  Tell a group:   curl -s {header} {api.url}/api/v1/announcements \\
                    -d '{{"text": "Morgen zwemles.", "groups": ["groep 3a"]}}'
  Response rate:  curl -s {header} "{api.url}/api/v1/reports/response-rate?by=language"
"""


def in_words(story: Story) -> str:
    """Each message as it was read, then each step, with what was said in it."""
    lines = []
    for message in story.messages:
        buttons = "   ".join(f"[ {label} ]" for label in message.buttons)
        lines += [f"── {message.parent} · {message.language} · {message.kind}", "", message.text, "", buttons, ""]
    for step in story.steps:
        lines += [f"{'✓' if step.ok else '✗'} {step.name}: {step.detail}", *step.scene]
    lines.append(f"Families: {story.responses}")
    return "\n".join(lines)
