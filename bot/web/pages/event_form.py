"""The form of an event: a teacher's own words and times in, what the API takes out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from bot.domain.events import EventDetails
from bot.domain.school_years import same_day_later
from bot.domain.series import MOST_TIMES, Repeat
from bot.domain.timing import to_utc
from bot.errors import AppError, BadInput
from bot.web.event_models import EventBody, SlotBody
from bot.web.pages.forms import FormDay, FormModel
from bot.web.pages.wording import page_word
from messages.event_kinds import EventKind

_NEEDS_END = page_word("Say until when, so that the talks fit in between.")
_TOO_SHORT = page_word("Not one talk fits between these times.")
_NEEDS_TITLE = page_word("Give it a name of its own.")
_ENDS_BEFORE = page_word("This is not after the beginning. Tick it below if it ends on the next day.")
_TOO_FAR = page_word("This lies too far away.")

_OVER = page_word("This moment has passed.")
_CLOSED = page_word("This day has passed, so nobody could answer.")

#: What does not fit, in the words of a form, and beside which field.
_BESIDE = {
    "starts_at lies in the past.": ("day", _OVER),
    "rsvp_by lies in the past, so nobody could answer.": ("rsvp_by", _CLOSED),
    _NEEDS_END: ("ends", _NEEDS_END),
    _TOO_SHORT: ("talk_minutes", _TOO_SHORT),
}

Line = Annotated[str, Field(max_length=200)]


class EventForm(FormModel):
    """Days and times on the school's clock."""

    kind: EventKind
    title: Annotated[Line | None, Field(validate_default=True)] = None
    groups: Annotated[list[Line], Field(min_length=1, max_length=100)]
    day: FormDay
    starts: time
    overnight: Literal["yes"] | None = None
    ends: time | None = None
    place: Line | None = None
    bring: Line | None = None
    note: Annotated[str, Field(max_length=2000)] | None = None
    rsvp_by: FormDay | None = None
    with_child: Literal["yes"] | None = None
    talk_minutes: Annotated[int, Field(ge=5, le=60)] | None = None
    repeat: Repeat | None = None
    repeat_until: FormDay | None = None
    repeat_times: Annotated[int, Field(ge=2, le=MOST_TIMES)] | None = None

    @field_validator("ends")
    @classmethod
    def _ends_later(cls, ends: time | None, given: ValidationInfo) -> time | None:
        """Asked rather than guessed: it may be a slip as well as a night at school."""
        starts = given.data.get("starts")
        if (
            ends
            and starts
            and not given.data.get("overnight")
            and ends.replace(tzinfo=None) <= starts.replace(tzinfo=None)
        ):
            raise ValueError(_ENDS_BEFORE)
        return ends

    @field_validator("title")
    @classmethod
    def _other_has_a_title(cls, title: str | None, given: ValidationInfo) -> str | None:
        if given.data.get("kind") is EventKind.OTHER and not title:
            raise ValueError(_NEEDS_TITLE)
        return title

    def on(self, day: date) -> EventForm:
        """The same on another day; answers are taken for as long before."""
        rsvp_by = self.rsvp_by + (day - self.day) if self.rsvp_by else None
        return self.model_copy(update={"day": day, "rsvp_by": rsvp_by})

    def body(self, zone: ZoneInfo) -> EventBody:
        """Raises BadInput where talks do not fit, and where a series leaves the years that we keep."""
        try:
            return EventBody(**self._facts(zone))
        except ValidationError as error:
            raise BadInput(_TOO_FAR) from error

    def _facts(self, zone: ZoneInfo) -> dict[str, Any]:
        starts = to_utc(datetime.combine(self.day, self.starts), zone)
        last = self.day + timedelta(days=1) if self.overnight else self.day
        ends = to_utc(datetime.combine(last, self.ends), zone) if self.ends else None
        closes = to_utc(datetime.combine(self.rsvp_by, time(23, 59)), zone) if self.rsvp_by else None
        return {
            "kind": self.kind,
            "groups": self.groups,
            "starts_at": starts,
            "title": self.title,
            "ends_at": ends,
            "place": self.place,
            "bring": self.bring,
            "note": self.note,
            "rsvp_by": closes and min(closes, starts),
            "slots": _slots(starts, ends, self.talk_minutes) if self.talk_minutes else [],
            "with_child": self.with_child == "yes",
        }


def mistakes_of(error: AppError) -> dict[str, str]:
    """What was refused, beside its field where it has one."""
    field, words = _BESIDE.get(error.sentence, ("", error.sentence))
    return {field: words}


def _slots(starts: datetime, ends: datetime | None, minutes: int) -> list[SlotBody]:
    """Talks one after the other; each ends before the event does."""
    if ends is None:
        raise BadInput(_NEEDS_END)
    count = int((ends - starts) / timedelta(minutes=minutes))
    if count < 1:
        raise BadInput(_TOO_SHORT)
    return [
        SlotBody(starts_at=starts + timedelta(minutes=minutes) * n, minutes=minutes) for n in range(min(count, 200))
    ]


def copied_from(details: EventDetails, zone: ZoneInfo, now: datetime) -> dict[str, object]:
    """The same for another day: of what was, the same weekday a year later; of what comes, no day yet."""
    day, over = details.starts_at.astimezone(zone).date(), details.starts_at <= now
    another = same_day_later(day, now.astimezone(zone).date()).isoformat() if over else ""
    return {**filled_from(details, zone), "day": another, "rsvp_by": ""}


def filled_from(details: EventDetails, zone: ZoneInfo) -> dict[str, object]:
    """The fields as they stand for an event."""
    starts = details.starts_at.astimezone(zone)
    ends = details.ends_at.astimezone(zone) if details.ends_at else None
    return {
        "kind": details.kind,
        "title": details.title or "",
        "groups": list(details.groups),
        "day": starts.date().isoformat(),
        "starts": starts.strftime("%H:%M"),
        "ends": ends.strftime("%H:%M") if ends else "",
        "overnight": "yes" if ends and ends.date() > starts.date() else "",
        "place": details.place or "",
        "bring": details.bring or "",
        "note": details.note or "",
        "rsvp_by": details.rsvp_by.astimezone(zone).date().isoformat() if details.rsvp_by else "",
        "with_child": "yes" if details.with_child else "",
        "talk_minutes": details.slots[0].minutes if details.slots else "",
    }
