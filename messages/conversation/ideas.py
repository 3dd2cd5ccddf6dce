"""Ideas for home over a week: why, do, more; and what the family says back by tap (N9)."""

from __future__ import annotations

from messages.callbacks import format_tap
from messages.conversation.voice import with_listen
from messages.facts import Reader
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import Phrases, mark, phrases_in
from messages.tap_values import TipReply
from messages.taps import TipTap
from messages.templating import fill
from messages.tips import Tip, TipPart, theme_title, tip_code

AN_IDEA = mark("An idea for home, for you and {children}:")
THEME_NOW = mark("The theme in the group now: {theme}")
DID_YOU_KNOW = mark("Did you know? For you and {children}:")
MORE_OF_IT = mark("There is more to it, for you and {children}:")
WE_DID_IT = mark("We did it")
NOT_YET = mark("Not yet")
ANOTHER_IDEA = mark("Another idea")
DID_IT_THANKS = mark("How nice! Thank you for telling us.")
NOT_YET_FINE = mark("That is fine. There is no hurry.")
NO_MORE_IDEAS = mark("These were all the ideas on this theme. New ones will come.")

_HEADINGS = {
    TipPart.WHOLE: AN_IDEA,
    TipPart.WHY: DID_YOU_KNOW,
    TipPart.DO: AN_IDEA,
    TipPart.MORE: MORE_OF_IT,
}
_BUTTONS = {
    TipReply.DID: ("🎉", WE_DID_IT),
    TipReply.NOT_YET: ("🌱", NOT_YET),
    TipReply.ANOTHER: ("💡", ANOTHER_IDEA),
}
_THANKS = {TipReply.DID: DID_IT_THANKS, TipReply.NOT_YET: NOT_YET_FINE}


def render_tip(
    tip: Tip,
    reader: Reader,
    *,
    part: TipPart = TipPart.WHOLE,
    theme_now: bool = False,
    reply: TipReply | None = None,
) -> Outgoing:
    """A home-activity tip or one part of it, in words kept beside each other in `locales/tips` (N9).

    `theme_now` ties it to what happens in class (N7). With `reply` the family's answer is thanked for, and the other
    answer stays one tap away; nothing is asked where there is nothing to do yet, or any more.
    """
    phrases = phrases_in(reader.language.tag)
    text = fill(
        "tip.txt",
        reader.language,
        tip=tip,
        heading=_heading(part, reader, phrases),
        theme=phrases.say(THEME_NOW, theme=theme_title(tip.theme, reader.language.tag)) if theme_now else None,
        parts=_parts(tip, part),
        thanks=f"{_BUTTONS[reply][0]} {phrases.say(_THANKS[reply])}" if reply in _THANKS else None,
    )
    asked = [answer for answer in TipReply if answer is not reply] if part in (TipPart.WHOLE, TipPart.DO) else []
    rows = tuple((_button(answer, tip, reader, phrases),) for answer in asked)
    return with_listen(Outgoing(MessageKind.TIP, reader.language.tag, text, rows), reader)


def _heading(part: TipPart, reader: Reader, phrases: Phrases) -> str:
    return "💡 " + phrases.say(_HEADINGS[part], children=reader.language.listing(reader.children))


def _parts(tip: Tip, part: TipPart) -> list[tuple[str, str]]:
    """What is told of it, each with its sign."""
    told = {TipPart.WHY: ("❓", tip.why), TipPart.DO: ("👉", tip.do), TipPart.MORE: ("➕", tip.more)}
    return list(told.values()) if part is TipPart.WHOLE else [told[part]]


def _button(answer: TipReply, tip: Tip, reader: Reader, phrases: Phrases) -> Button:
    icon, label = _BUTTONS[answer]
    return Button(f"{icon} {phrases.say(label)}", format_tap(TipTap(tip_code(tip.path), reader.parent_id, answer)))
