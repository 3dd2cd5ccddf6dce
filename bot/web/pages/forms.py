"""A form as values, or the same form again with each mistake beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, TypeVar

from multidict import MultiDict, MultiDictProxy
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from bot.web.pages.wording import page_word

_MISSING = page_word("Please fill this in.")
_TOO_LONG = page_word("This is too long.")
_NOT_A_DATE = page_word("Please give a date, such as 24-12-2026.")
_NOT_A_TIME = page_word("Please give a time, such as 08:30.")
_UNFIT = page_word("This does not fit here.")

_SENTENCES = {
    "missing": _MISSING,
    "string_too_short": _MISSING,
    "too_short": _MISSING,
    "string_too_long": _TOO_LONG,
    "date_from_datetime_parsing": _NOT_A_DATE,
    "date_parsing": _NOT_A_DATE,
    "time_parsing": _NOT_A_TIME,
}


#: Every hour of these days, and the night after, lies in the years that we keep (bot.web.fields).
_FIRST_DAY, _LAST_DAY = date(2000, 1, 2), date(2099, 12, 30)


def _of_our_years(day: date) -> date:
    """A browser takes 26 for the year 26."""
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise ValueError(_NOT_A_DATE)
    return day


#: A day that somebody typed or picked.
FormDay = Annotated[date, AfterValidator(_of_our_years)]


class FormModel(BaseModel):
    """What a form holds: text, read leniently; unknown fields are none of ours."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent, to be shown again, and what is wrong with it by field ('' is the whole form)."""

    sent: MultiDictProxy[str] = field(default_factory=lambda: MultiDictProxy(MultiDict()))
    errors: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str, otherwise: object = "") -> str:
        """What stands in this field."""
        return self.sent.get(name, str(otherwise))

    def values(self, name: str) -> list[str]:
        """All that are ticked."""
        return self.sent.getall(name, [])

    def holding(self, name: str) -> Form:
        """Of several forms on a page the one with this field: as it was sent, or, where another was, as if none was."""
        return self if name in self.sent or name in self.errors else Form()

    def error(self, name: str = "") -> str | None:
        """The sentence beside this field."""
        return self.errors.get(name)


Model = TypeVar("Model", bound=FormModel)


def read_form(model: type[Model], sent: MultiDictProxy[str]) -> tuple[Model | None, Form]:
    """The values, or None and the form with its errors. An empty field was not filled in; lists take every value."""
    lists = {name for name, one in model.model_fields.items() if "list" in str(one.annotation)}
    given: dict[str, object] = {name: sent.get(name) for name in set(sent) - lists if sent.get(name, "").strip()}
    given |= {name: [one for one in sent.getall(name) if one.strip()] for name in lists & set(sent)}
    try:
        return model.model_validate(given), Form(sent)
    except ValidationError as error:
        wrong = {str(place["loc"][0]) if place["loc"] else "": _sentence(place) for place in error.errors()}
        return None, Form(sent, wrong)


def _sentence(place: Mapping[str, object]) -> str:
    if place["type"] == "value_error":
        return str(place["msg"]).removeprefix("Value error, ")
    return _SENTENCES.get(str(place["type"]), _UNFIT)
