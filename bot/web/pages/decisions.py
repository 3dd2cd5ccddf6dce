"""A person's word on one sentence, as a form: approved, corrected, or rejected with a reason."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import Visit
from bot.web.pages.wording import page_word
from messages.reasons import Reason

#: Why a sentence is rejected, by the code that is kept.
REASONS = {
    "rejected-meaning": page_word("It means something else."),
    "rejected-tone": page_word("This is not how one speaks to parents."),
    "rejected-faults": page_word("It has mistakes of language."),
    "rejected-other": page_word("Something else."),
}
_DIGITS = 16
_SAY_WHY = page_word("Please say why, so that others need not guess.")


class DecisionForm(FormModel):
    """What a person says it should be; or that it is wrong, and why."""

    target: Annotated[str, Field(min_length=1, max_length=2000)]
    decision: Literal["approve", "reject"]
    reason: Literal["rejected-meaning", "rejected-tone", "rejected-faults", "rejected-other"] | None = None
    note: Annotated[str, Field(max_length=300)] = ""

    @property
    def approves(self) -> bool:
        """Or rejects."""
        return self.decision == "approve"

    @property
    def why(self) -> Reason | None:
        """Of a rejection."""
        return Reason(self.reason, self.note) if self.reason else None


def read_decision(visit: Visit, number: int) -> tuple[DecisionForm | None, Form]:
    """The decision, or the form again with the mistake beside the sentence with that number."""
    given, form = read_form(DecisionForm, visit.sent)
    if given and not given.approves and given.reason is None:
        given, form = None, Form(visit.sent, {"reason": _SAY_WHY})
    return given, Form(visit.sent, {f"{name}-{number}": said for name, said in form.errors.items()})


def undo_number(visit: Visit) -> int | None:
    """Of the decision that was just made, so that it can be taken back."""
    text = visit.query.get("undo", "")
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


def reason_choices(visit: Visit) -> list[tuple[str, str]]:
    """To choose from."""
    return [(code, visit.say(said)) for code, said in REASONS.items()]
