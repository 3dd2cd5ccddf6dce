"""The words of a question to one parent: four faces, or what one would like to do with the school."""

from __future__ import annotations

from collections.abc import Mapping

from bot.models import Campaign
from messages.conversation.check_ins import render_check_in
from messages.conversation.offers import NOTHING_OFFERED, Offer, render_offer
from messages.facts import Reader
from messages.outgoing import MessageKind, Outgoing

#: Campaigns that ask in reviewed words only.
ASKING = (MessageKind.CHECK_IN, MessageKind.OFFER)


def render_question(campaign: Campaign, reader: Reader, offers: Mapping[int, Offer]) -> Outgoing:
    """Who offered something before sees it marked."""
    if campaign.kind == MessageKind.CHECK_IN:
        return render_check_in(campaign.id, campaign.question or "", reader)
    return render_offer(offers.get(reader.parent_id, NOTHING_OFFERED), reader)
