from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import ParentStatus
from bot.queries.families import ChildLine, ParentLine, list_parents
from tests.builders import SAM, make_families, make_row


async def test_import_stores_parents_with_their_children(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Sami", "Amina", "ar", group="peuters"))

    assert await list_parents(session, actor=SAM) == [
        ParentLine(
            id=1,
            external_id="P-Amina",
            name="Amina",
            home_language="ar",
            status=ParentStatus.INVITED,
            children=(ChildLine(1, "K-Noor", "Noor", "groep 3"), ChildLine(2, "K-Sami", "Sami", "peuters")),
        )
    ]
