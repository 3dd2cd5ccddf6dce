"""API: an invitation as a parent would read it, before anybody does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain.audience import LanguageShare, how_told
from bot.enums import Scope, TranslationState
from bot.models import Event, Translation
from bot.queries.events import details_of, facts_of, own_texts, require_event
from bot.queries.languages import list_served
from bot.queries.readers import sample_reader
from bot.queries.translations import list_parts, load_memory
from bot.web.calls import Call, Route
from bot.web.event_models import PreviewAnswer, PreviewQuery
from bot.web.fields import require_language
from bot.web.words import HintAnswer, part, plain_hints, warn_about
from bot.workers.asking import ask_for_words
from messages.facts import EventFacts, Talk
from messages.languages import Language, readable_in
from messages.outgoing import HowSaid, MessageKind, Outgoing
from messages.phrases import spoken
from messages.render import render_event


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read for a preview: the message, and the memory's entries behind the author's words in it."""

    facts: EventFacts
    shown: Outgoing
    parts: list[Translation]
    served: bool

    def in_state(self, state: TranslationState) -> list[Translation]:
        """The parts that stand so."""
        return [entry for entry in self.parts if entry.state == state]


async def preview(call: Call) -> PreviewAnswer:
    """The invitation."""
    async with call.deps.reading() as session:
        event = await require_event(session, actor=call.actor, event_id=call.row_id(), scope=Scope.EVENTS_READ)
    return await preview_event(call, event)


async def preview_event(
    call: Call, event: Event, kind: MessageKind = MessageKind.INVITATION, changed: Collection[str] = ()
) -> PreviewAnswer:
    """Any message about an event, also one that was only rehearsed; the machine gets a moment to say the words."""
    wanted, reads = _languages(call)
    texts, source = own_texts(event), event.source_language
    await ask_for_words(call.deps, texts=texts, source=source, targets=[reads.tag], back=True)
    seen = await _see(call, event, reads, kind, changed)
    hints = plain_hints(texts, source)
    return _preview(call, wanted, seen, hints)


def _languages(call: Call) -> tuple[Language, Language]:
    """The one that was asked for, and the one that such a parent reads."""
    settings = call.deps.settings
    wanted = require_language(call.query.language or settings.source_language)
    return wanted, readable_in([wanted.tag], spoken(), settings.source_language)


async def _see(call: Call, event: Event, reads: Language, kind: MessageKind, changed: Collection[str]) -> Seen:
    texts, source = own_texts(event), event.source_language
    async with call.deps.reading() as session:
        details = await details_of(session, event)
        reader = await sample_reader(session, groups=details.groups, language=reads)
        memory = await load_memory(session, texts=texts, source=source, targets=[reads.tag])
        parts = await list_parts(session, texts=texts, source=source, target=reads.tag)
        served = reads.tag in await list_served(session, source=source)
    facts = facts_of(event, zone=call.deps.settings.timezone, reader=reads, memory=memory, changed=changed)
    if details.slots:
        facts = replace(facts, talks=tuple(Talk(place, name) for place, name in enumerate(reader.children, start=1)))
    return Seen(facts, render_event(kind, facts, reader), parts, served)


def _preview(call: Call, wanted: Language, seen: Seen, hints: list[HintAnswer]) -> PreviewAnswer:
    shown, reads = seen.shown, Language(seen.shown.language)
    said = seen.facts.how_for(reads)
    how = how_told(said) if reads == wanted else HowSaid.NONE
    return PreviewAnswer(
        text=shown.text,
        buttons=[[button.label for button in row] for row in shown.buttons],
        language=wanted.tag,
        reads=reads.tag,
        how=how,
        machine_parts=[part(entry, call.reader) for entry in seen.in_state(TranslationState.MACHINE)],
        held_parts=[part(entry, call.reader) for entry in seen.in_state(TranslationState.HELD)],
        untranslated_parts=_untranslated(seen.facts, reads),
        back_translation=" ".join(entry.back for entry in seen.parts if entry.back) or None,
        likeness=min((entry.likeness for entry in seen.parts if entry.likeness is not None), default=None),
        hints=hints,
        warnings=warn_about([LanguageShare(wanted.tag, reads.tag, 1, 1, how, said, seen.served)], call.reader),
    )


def _untranslated(facts: EventFacts, reads: Language) -> list[str]:
    words = facts.own_words()
    return [one.original for one in words if one.how_for(reads).as_sent is HowSaid.ORIGINAL]


ROUTES = [
    Route(
        "GET", "/events/{id}/preview", preview, PreviewAnswer, Scope.EVENTS_READ, "Read an invitation as a parent",
        query=PreviewQuery,
    ),
]  # fmt: skip
