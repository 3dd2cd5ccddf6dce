from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.choices import record_always_voice
from bot.queries.voices import should_offer_voice
from tests.builders import make_families, make_row
from tests.voices import make_voices


async def test_voice_is_offered_where_somebody_speaks_and_the_answer_is_not_yes_already(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"))
    await make_voices(session)

    before = [await should_offer_voice(session, parent_id=1, language=language) for language in ("ar", "ti")]
    await record_always_voice(session, parent_id=1, wanted=True)

    assert (before, await should_offer_voice(session, parent_id=1, language="ar")) == ([True, False], False)
