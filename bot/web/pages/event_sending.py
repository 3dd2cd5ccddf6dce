"""Sending an invitation: when it leaves, who is asked first, which reminders, and what the author is told before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.domain.audience import LanguageShare
from bot.domain.durations import parse_notice
from bot.domain.timing import SHORT_NOTICE, before_event, send_time, to_utc
from bot.enums import Audience, CampaignState
from bot.queries.campaigns import languages_of, load_plan, require_campaign
from bot.queries.event_pages import EventPage, ToAsk, count_to_ask
from bot.web.campaign_models import CampaignAnswer, InvitationBody, LanguageShareAnswer, SendQuery
from bot.web.campaigns import invite
from bot.web.pages.forms import FormDay, FormModel
from bot.web.pages.visit import Visit
from bot.web.pages.wording import page_word

_WHICH_DAY = page_word("Say on which day it leaves.")
_NOW_OR_LATER = page_word("Choose Later, or leave the day and the time empty.")
_OVER = page_word("This moment has passed. Choose a later one, or send it now.")
_ALL_ASKED = page_word("All parents of these groups were asked for something lately. Choose all families.")
_TOO_LATE = page_word("Nobody is reminded %(when)s: the invitation leaves too late for that.")

#: How long before an event who has not answered is reminded, as the form offers it.
NOTICES = {
    "P14D": page_word("two weeks before"),
    "P7D": page_word("a week before"),
    "P1D": page_word("a day before"),
}


class SendForm(FormModel):
    """When it leaves, who is asked first, which reminders; `sure` is the moment that the author was warned of."""

    when: Literal["now", "later"]
    day: FormDay | None = None
    at: time | None = None
    audience: Audience = Audience.ALL
    remind: Annotated[list[Literal["P14D", "P7D", "P2D", "P1D"]], Field(max_length=4)] = Field(default_factory=list)
    sure: str | None = None

    def send_at(self, visit: Visit) -> datetime | None:
        """None: now."""
        if self.when == "now" or self.day is None:
            return None
        return to_utc(datetime.combine(self.day, self.at or time(9)), visit.zone)

    def mistakes(self, visit: Visit) -> dict[str, str]:
        """A moment that says two things, or nothing, beside the day: nothing leaves by mistake."""
        if self.when == "now":
            return {"day": _NOW_OR_LATER} if self.day or self.at else {}
        send_at = self.send_at(visit)
        if send_at is None:
            return {"day": _WHICH_DAY}
        return {"day": _OVER} if send_at <= visit.now else {}

    def body(self, visit: Visit) -> InvitationBody:
        """As the API takes it."""
        return InvitationBody(send_at=self.send_at(visit), remind=list(self.remind), audience=self.audience)

    def is_sure(self, visit: Visit) -> bool:
        """What leaves now was seen as it leaves; of another moment the author was warned before."""
        send_at = self.send_at(visit)
        return send_at is None or self.sure == send_at.isoformat()


async def rehearse(visit: Visit, body: InvitationBody) -> CampaignAnswer:
    """Who would get it, and how; nothing is scheduled. Raises AppError."""
    return await invite(visit.as_call(body=body, query=SendQuery(dry_run=True), id=visit.row_id()))


async def find_mistakes(visit: Visit, given: SendForm) -> dict[str, str]:
    """What is wrong, by field. Raises AppError."""
    wrong = given.mistakes(visit)
    if not wrong and given.audience == Audience.NOT_ASKED_LATELY:
        reached = (await rehearse(visit, given.body(visit))).reachable
        return {} if reached else {"audience": _ALL_ASKED}
    return wrong


async def find_doubts(visit: Visit, given: SendForm, starts_at: datetime) -> list[str]:
    """What holds for the chosen moment and was not seen before: it leaves late, or too late for a reminder.

    Raises AppError.
    """
    if given.is_sure(visit):
        return []
    seen, chosen = await rehearse(visit, InvitationBody()), await rehearse(visit, given.body(visit))
    possible = _possible(visit, given.remind, starts_at, chosen)
    late = [visit.say(_TOO_LATE, when=visit.say(NOTICES[key])) for key in given.remind if key not in possible]
    return [*(words for words in chosen.warnings if words not in seen.warnings), *late]


async def sending_of(visit: Visit, found: EventPage) -> dict[str, Any]:
    """What the form says, if there is anybody left to send it to: who would get it, how, when, who was not asked."""
    if not found.can_be_sent(visit.now):
        return {"sending": None}
    async with visit.deps.reading() as session:
        to_ask = await count_to_ask(session, found.event, found.details.groups, visit.now)
    if found.invited and not to_ask.everybody:
        return {"sending": None}
    return await _form_facts(visit, found.event.starts_at, to_ask)


async def _form_facts(visit: Visit, starts_at: datetime, to_ask: ToAsk) -> dict[str, Any]:
    sending = await rehearse(visit, InvitationBody(remind=list(NOTICES)))
    return {
        "sending": sending,
        "to_ask": to_ask,
        "notices": [(key, visit.say(NOTICES[key])) for key in _possible(visit, list(NOTICES), starts_at, sending)],
        "early": before_event(starts_at, SHORT_NOTICE, visit.zone),
        "leaves": send_time(visit.now, quiet=visit.deps.school.quiet_hours, zone=visit.zone),
        "today": visit.now.astimezone(visit.zone).date().isoformat(),
    }


async def audience_of(
    visit: Visit, found: EventPage, sending: CampaignAnswer | None
) -> Sequence[LanguageShare | LanguageShareAnswer]:
    """Before anybody has it: who would get it, or will at its moment, and how it is said to them."""
    planned = [line for line in found.invitations if line.state in (CampaignState.PLANNED, CampaignState.RUNNING)]
    if sending or not planned:
        return sending.by_language if sending else []
    async with visit.deps.reading() as session:
        campaign = await require_campaign(session, actor=visit.actor, campaign_id=planned[0].campaign_id)
        return await languages_of(session, await load_plan(session, campaign, visit.deps.school.budget))


def _possible(visit: Visit, notices: Sequence[str], starts_at: datetime, rehearsed: CampaignAnswer) -> list[str]:
    """Of these reminders those that would be sent."""
    return [one for one in notices if before_event(starts_at, parse_notice(one), visit.zone) in rehearsed.remind_at]
