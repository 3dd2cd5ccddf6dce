"""Which columns hold what somebody wrote, and a school in which the same is written in all of them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import JSON, Column, String, Table, cast, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Base, Child, Group, Parent
from tests.browser.filled import Place

#: What a person, a school system or another program wrote. All others hold words and keys of ours.
FREE = {
    "api_tokens": "name",
    "campaigns": "text asked_by groups paused_why",
    "channels": "paused_why bot_username",
    "children": "external_id first_name",
    "events": "title place bring note asked_by imported_uid",
    "family_notes": "text author",
    "good_news": "text translation author",
    "groups": "name",
    "guardianships": "relation",
    "holidays": "name",
    "machine_routes": "engine",
    "media": "text file_name",
    "outbox_messages": "text original",
    "parents": "external_id name",
    "programmes": "groups",
    "reviewer_links": "name",
    "rsvps": "note",
    "staff": "email name",
    "staff_sessions": "device",
    "terms": "source target",
    "thread_messages": "author text translation engine",
    "thread_notes": "author text",
    "translations": "source target back before",
    "voices": "name",
}

#: Keys, states, languages, days, hashes: nothing that somebody could write markup into.
OURS = {
    "alerts": "recipient state error",
    "audit_entries": "actor action details",
    "calendar_feeds": "token_hash",
    "campaigns": "kind tip_key tip_part question remind source_language changed audience parents state created_by",
    "channels": "name",
    "chats": "consent_version",
    "enrolment_codes": "code_hash",
    "event_counts": "mark",
    "event_figures": "by key",
    "events": "kind source_language state created_by",
    "family_notes": "kind outcome happened_on created_by",
    "good_news": "phrases how created_by",
    "help_offers": "skills times",
    "holidays": "starts_on ends_on",
    "language_policies": "language decided_by",
    "machine_routes": "source_language target_language",
    "media": "kind key language source voice mime state error",
    "outbox_messages": "dedupe_key kind language buttons how state error",
    "parents": "home_language second_language chosen_language prefers",
    "programmes": "theme weekdays at starts_on ages created_by",
    "recordings": "language",
    "reviewer_links": "token_hash language page_language created_by",
    "rsvps": "answer",
    "school_settings": "name value",
    "sign_in_attempts": "key",
    "sign_in_links": "token_hash",
    "slot_bookings": "interpreter booked_by",
    "slot_waiting": "interpreter",
    "staff": "role language password_hash totp_secret recovery_codes",
    "staff_sessions": "token_hash",
    "terms": "kind source_language target_language created_by",
    "thread_messages": "language identified how file_id",
    "threads": "state call_day call_part",
    "tip_answers": "tip_key answer",
    "tombstones": "parent_hash",
    "translations": "source_key loose_key source_language target_language state origin reasons engine decided_by",
    "updates": "payload error",
    "voices": "language",
    "api_tokens": "token_hash scopes",
}


#: An address is looked at when it comes in; a longer one has no place in a square code.
_ADDRESS = 200


def text_columns() -> Iterator[Column[object]]:
    """Every column that holds letters."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            kind = getattr(column.type, "impl", column.type)
            if isinstance(kind, String | JSON | JSONB) and not column.foreign_keys:
                yield column


async def write_everywhere(session: AsyncSession, text: str) -> None:
    """In every row that has something there, with the row's number behind it: some must differ from row to row."""
    text = text.replace("\0", "")  # PostgreSQL takes none, and forms drop it
    for name, columns in FREE.items():
        table = Base.metadata.tables[name]
        for column in columns.split():
            await _write(session, table, column, text)


async def _write(session: AsyncSession, table: Table, name: str, text: str) -> None:
    """Names of groups in lists stay those of a group."""
    column = table.c[name]
    if name == "email":
        text = text[:_ADDRESS]
    written: object = literal(text).concat(cast(table.c.id, String)) if "id" in table.c else text
    if isinstance(getattr(column.type, "impl", column.type), JSON | JSONB):
        written = [await session.scalar(select(Group.name).order_by(Group.id).limit(1))]
    await session.execute(update(table).where(column.is_not(None)).values({name: written}))


async def rename(session: AsyncSession, place: Place, text: str) -> Place:
    """The same everywhere; and what stands in addresses now."""
    named = dict.fromkeys(("parent", "unreached", "leaver"), Parent.external_id)
    named |= {"child": Child.external_id, "group": Group.name}
    numbers = {}
    for name, column in named.items():
        numbers[name] = (await session.scalars(select(column.class_.id).where(column == place[name]))).one()
    await write_everywhere(session, text)
    written = text.replace("\0", "")
    return {**place, **{name: f"{written}{number}" for name, number in numbers.items()}}
