"""/offer: what a parent would like to do with the school, tap by tap."""

from __future__ import annotations

from bot.actions.offers import record_offer
from bot.deps import Deps
from bot.queries.offers import load_offers
from bot.queries.readers import find_parent_of_chat, list_parents_of_chat
from bot.telegram.answers import Answer, app_language, say, too_old
from bot.telegram.inbound import Command, Pressed
from messages.conversation.offers import ITEMS, NOTHING_OFFERED, offer_thanks, render_offer
from messages.screens import HOW_TO_JOIN
from messages.taps import OfferDoneTap, OfferTap


async def on_offer_command(deps: Deps, command: Command) -> Answer:
    """/offer: each parent of the chat has an own list."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, command.address)
        offers = await load_offers(session, [parent.parent_id for parent in parents])
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    source = deps.settings.source_language
    screens = (render_offer(offers.get(parent.parent_id, NOTHING_OFFERED), parent.reader(source)) for parent in parents)
    return Answer(tuple(screens))


async def on_offer(deps: Deps, pressed: Pressed, tap: OfferTap) -> Answer:
    """One skill or time more or less, shown in place."""
    key = ITEMS.get(tap.item)
    if key is None:
        return await too_old(deps, pressed)
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        offer = NOTHING_OFFERED
        if parent is not None:
            now, update_id = deps.clock.now(), pressed.update_id
            offer = await record_offer(session, parent_id=tap.parent_id, key=key, update_id=update_id, now=now)
    if parent is None:
        return await too_old(deps, pressed)
    return Answer((render_offer(offer, parent.reader(deps.settings.source_language)),), pressed.message_number)


async def on_offer_done(deps: Deps, pressed: Pressed, tap: OfferDoneTap) -> Answer:
    """Thanks in place of the list; /offer shows it again."""
    async with deps.reading() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        offers = await load_offers(session, [tap.parent_id])
    if parent is None:
        return await too_old(deps, pressed)
    language = parent.reads(deps.settings.source_language)
    return Answer((offer_thanks(offers.get(tap.parent_id, NOTHING_OFFERED), language),), pressed.message_number)
