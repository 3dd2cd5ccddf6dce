"""🔊: a message once more, spoken; or an honest word where nobody speaks the language."""

from __future__ import annotations

from bot.actions.listening import Listened, record_listen
from bot.deps import Deps
from bot.queries.readers import find_parent_of_chat
from bot.telegram.answers import Answer, toast, too_old
from bot.telegram.inbound import Pressed
from messages.conversation.voice import VOICE_COMES, no_voice_screen
from messages.languages import Language
from messages.taps import ListenTap


async def on_listen(deps: Deps, pressed: Pressed, tap: ListenTap) -> Answer:
    """The voice comes as a message of its own as soon as it is made; the text stays where it is."""
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        listened, shown = Listened.NOT_THERE, None
        if parent is not None:
            listened, shown = await record_listen(
                session,
                address=pressed.address,
                number=pressed.message_number,
                parent_id=tap.parent_id,
                update_id=pressed.update_id,
                now=deps.clock.now(),
            )
    if parent is None or shown is None:
        return await too_old(deps, pressed)
    if listened is Listened.NO_VOICE:
        return Answer((no_voice_screen(Language(shown.language)),))
    return toast(VOICE_COMES, parent.reads(deps.settings.source_language))
