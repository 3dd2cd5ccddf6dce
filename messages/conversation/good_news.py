"""What goes well: reviewed phrases about one child, by theme, two taps for the teacher (N20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from messages.facts import Reader, Words
from messages.outgoing import MessageKind, Outgoing
from messages.phrases import mark
from messages.render import make_outgoing, note_on_words
from messages.templating import fill

HAS_GOOD_NEWS = mark("{teacher} has good news about {child}:")
TEACHER_ADDS = mark("{teacher} adds: {words}")
WANTED_YOU_TO_KNOW = mark("We wanted you to know this.")

#: By theme, as staff choose them; each is a catalogue key.
GOOD_NEWS: dict[str, dict[str, str]] = {
    "learning": {
        "told-a-story": mark("{child} told a lovely story today."),
        "tried-something-new": mark("{child} tried something new today."),
        "did-not-give-up": mark("{child} did not give up today when it was difficult."),
        "asked-a-good-question": mark("{child} asked a good question today."),
        "worked-with-attention": mark("{child} worked with great attention today."),
    },
    "together": {
        "helped-another-child": mark("{child} helped another child today."),
        "played-well-together": mark("{child} played very well with others today."),
        "comforted-another-child": mark("{child} comforted another child today."),
        "waited-for-a-turn": mark("{child} waited patiently for a turn today."),
    },
    "feeling-well": {
        "laughed-a-lot": mark("{child} laughed a lot today."),
        "was-proud": mark("{child} was proud of their own work today."),
        "was-brave": mark("{child} was brave today."),
        "spoke-in-the-group": mark("{child} spoke in front of the group today."),
    },
    "independent": {
        "did-it-alone": mark("{child} did it today without help."),
        "tidied-up": mark("{child} helped to tidy up today."),
        "solved-it": mark("{child} found a solution to a problem today."),
    },
}

#: Each of them by its key.
PHRASES = {key: sentence for theme in GOOD_NEWS.values() for key, sentence in theme.items()}


@dataclass(frozen=True, slots=True)
class GoodNewsFacts:
    """Who tells it, about which child; `phrases` by their keys."""

    teacher: str
    child: str
    phrases: Sequence[str]


def render_good_news(facts: GoodNewsFacts, words: Words | None, reader: Reader) -> Outgoing:
    """Reviewed phrases, and the teacher's own sentence where there is one. Nothing is asked."""
    own_words = [words] if words else []
    text = fill(
        "good_news.txt",
        reader.language,
        teacher=facts.teacher,
        child=facts.child,
        sentences=[PHRASES[key] for key in facts.phrases],
        words=words,
        **note_on_words(own_words, reader.language),
    )
    return make_outgoing(MessageKind.GOOD_NEWS, reader, text, own_words)
