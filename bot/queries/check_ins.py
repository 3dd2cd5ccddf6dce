"""One short question: which one, which there were, and who was asked. Who answered what leaves only as numbers."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.check_ins import Asked
from bot.enums import CampaignState, OutboxState, Scope
from bot.errors import NotFound
from bot.models import Campaign, CheckInAnswer, Child, Group, Guardianship, OutboxMessage, Parent
from bot.queries.campaigns import require_campaign
from bot.queries.kin import load_families
from messages.outgoing import MessageKind

#: In these states the question may be in front of the parent.
_ASKED = (OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN)

_PAGE = 200


async def find_question(session: AsyncSession, campaign_id: int) -> str | None:
    """What this check-in asks, by its key."""
    query = select(Campaign.question).where(Campaign.id == campaign_id, Campaign.kind == MessageKind.CHECK_IN)
    return await session.scalar(query)


async def list_check_ins(session: AsyncSession, *, actor: Actor) -> list[Campaign]:
    """The newest first; those of which all groups are the actor's. Of what was called off, what somebody has."""
    actor.check_scope(Scope.REPORTS_READ)
    has_it = exists().where(OutboxMessage.campaign_id == Campaign.id, OutboxMessage.state.in_(_ASKED))
    stands = or_(Campaign.state != CampaignState.CANCELLED, has_it)
    query = select(Campaign).where(Campaign.kind == MessageKind.CHECK_IN, stands)
    found = await session.scalars(query.order_by(Campaign.send_at.desc(), Campaign.id.desc()).limit(_PAGE))
    return [campaign for campaign in found if actor.reaches(campaign.groups)]


async def require_check_in(session: AsyncSession, *, actor: Actor, campaign_id: int) -> Campaign:
    """One of those. Raises NotFound, NotAllowed."""
    actor.check_scope(Scope.REPORTS_READ)
    campaign = await require_campaign(session, actor=actor, campaign_id=campaign_id)
    if campaign.kind != MessageKind.CHECK_IN:
        raise NotFound(f"There is no check-in {campaign_id}.")
    return campaign


async def load_asked(session: AsyncSession, campaign: Campaign) -> list[Asked]:
    """Every parent who was asked, with the answer, for nobody's eyes but the counting's."""
    answer = and_(CheckInAnswer.campaign_id == campaign.id, CheckInAnswer.parent_id == Parent.id)
    query = (
        select(Parent.id, Parent.chosen_language, Parent.home_language, CheckInAnswer.answer)
        .join(OutboxMessage, OutboxMessage.parent_id == Parent.id)
        .outerjoin(CheckInAnswer, answer)
        .where(OutboxMessage.campaign_id == campaign.id, OutboxMessage.state.in_(_ASKED))
        .order_by(Parent.id)
    )
    found = (await session.execute(query)).all()
    meant = select(OutboxMessage.parent_id).where(
        OutboxMessage.campaign_id == campaign.id, OutboxMessage.state.in_(_ASKED)
    )
    groups = await _groups_of(session, meant, campaign.groups)
    family = await load_families(session, meant)
    return [
        Asked(family.get(parent, parent), frozenset(groups.get(parent, ())), chosen or home, answer)
        for parent, chosen, home, answer in found
    ]


async def _groups_of(session: AsyncSession, parents: Select[int | None], names: Collection[str]) -> dict[int, set[str]]:
    """By parent those of these groups in which the children are."""
    query = (
        select(Guardianship.parent_id, Group.name)
        .join(Child, Child.id == Guardianship.child_id)
        .join(Group, Group.id == Child.group_id)
        .where(Group.name.in_(names), Guardianship.parent_id.in_(parents))
    )
    found: dict[int, set[str]] = {}
    for parent, name in await session.execute(query):
        found.setdefault(parent, set()).add(name)
    return found
