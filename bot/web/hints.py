"""API: how a text can be written plainer, before anybody translates it."""

from __future__ import annotations

from bot.enums import Scope
from bot.web.calls import Call, Route
from bot.web.fields import Answer, Body, Paragraph
from bot.web.words import HintAnswer, plain_hints


class HintsBody(Body):
    """A text as its author means to send it."""

    text: Paragraph


class HintsAnswer(Answer):
    """How to write it plainer, in order."""

    items: list[HintAnswer]


async def look_at(call: Call) -> HintsAnswer:
    """Nothing is stored."""
    return HintsAnswer(items=plain_hints([call.body.text], call.deps.settings.source_language))


ROUTES = [Route("POST", "/hints", look_at, HintsAnswer, Scope.EVENTS_READ, "How to write it plainer", HintsBody)]
