"""What each column tells, and about whom: what a parent gets to see, what goes with an erasure, and what is nobody's.

Every column of every table stands here; tests compare it with the tables, with the export and with an erasure.
"""

from __future__ import annotations

from enum import StrEnum


class Sort(StrEnum):
    """About whom a column tells something, and so who may see it (GDPR, articles 15 and 17)."""

    PARENT = "parent"  # about the parent: exported, erased
    CHILD = "child"  # about a child: exported to each guardian, erased with the last of them
    OWN_WORDS = "own words"  # what the parent wrote or said: exported, erased
    SCHOOL_WORDS = "school's words"  # what staff wrote to or about the parent: exported, erased
    COLLEAGUE = "colleague"  # about a member of staff: not a parent's to see (article 15, paragraph 4)
    SECRET = "secret"  # noqa: S105  # a hash that opens or proves something: never shown
    TECHNICAL = "technical"  # how a row is worked on; goes with the row
    NONE = "not personal"  # of the school, the programme or the machine


EXPORTED = frozenset({Sort.PARENT, Sort.CHILD, Sort.OWN_WORDS, Sort.SCHOOL_WORDS})

_PARENT, _CHILD, _OWN, _SCHOOL = Sort.PARENT, Sort.CHILD, Sort.OWN_WORDS, Sort.SCHOOL_WORDS
_COLLEAGUE, _SECRET, _TECHNICAL, _NONE = Sort.COLLEAGUE, Sort.SECRET, Sort.TECHNICAL, Sort.NONE

#: Rows that belong to one parent, or to a child.
_FAMILY: dict[str, dict[Sort, str]] = {
    "parents": {
        _PARENT: "external_id name home_language second_language chosen_language wants_tips always_voice prefers "
        "created_at",
        _TECHNICAL: "id",
    },
    "children": {_CHILD: "external_id first_name group_id", _TECHNICAL: "id left_at left_from created_at"},
    "guardianships": {_CHILD: "child_id", _PARENT: "relation", _TECHNICAL: "parent_id"},
    "help_offers": {_PARENT: "skills times changed_at", _TECHNICAL: "parent_id update_id"},
    "calendar_feeds": {_PARENT: "created_at", _SECRET: "token_hash", _TECHNICAL: "parent_id"},
    "enrolment_codes": {
        _PARENT: "created_at expires_at used_at used_by",
        _SECRET: "code_hash",
        _TECHNICAL: "id parent_id",
    },
    "chats": {
        _PARENT: "address joined_at consent_version stopped_at unreachable_at",
        _TECHNICAL: "id parent_id",
    },
    "code_attempts": {_PARENT: "address since tries"},
    "chat_paces": {_PARENT: "address", _TECHNICAL: "next_slot"},
    "rsvps": {
        _CHILD: "child_id",
        _PARENT: "event_id answer people cannot_then answered_at",
        _OWN: "note",
        _TECHNICAL: "id parent_id update_id",
    },
    "slot_bookings": {
        _CHILD: "child_id",
        _PARENT: "event_id slot_id interpreter booked_at",
        _COLLEAGUE: "booked_by",
        _TECHNICAL: "id parent_id told_at",
    },
    "slot_waiting": {
        _CHILD: "child_id",
        _PARENT: "event_id interpreter since",
        _TECHNICAL: "id parent_id",
    },
    "tip_answers": {_PARENT: "tip_key answer answered_at", _TECHNICAL: "id parent_id update_id"},
    "check_in_answers": {_PARENT: "campaign_id answer answered_at", _TECHNICAL: "id parent_id update_id"},
    "good_news": {
        _CHILD: "child_id",
        _SCHOOL: "phrases text translation author created_at",
        _COLLEAGUE: "created_by",
        _TECHNICAL: "id parent_id how",
    },
    "threads": {
        _PARENT: "state opened_at last_at waits_since urgent_at with_liaison call_day call_part called_at closed_at",
        _COLLEAGUE: "assigned_to",
        _TECHNICAL: "id parent_id",
    },
    "thread_messages": {
        _OWN: "text language identified mixed translation forwarded edited_at sent_at file_id",
        _SCHOOL: "author how",
        _PARENT: "address message_number media_id",
        _TECHNICAL: "id thread_id engine read_at attempts available_at update_id",
    },
    "thread_notes": {_SCHOOL: "text written_at", _COLLEAGUE: "author", _TECHNICAL: "id thread_id"},
    "family_notes": {
        _SCHOOL: "kind outcome text happened_on written_at",
        _COLLEAGUE: "author created_by",
        _TECHNICAL: "id parent_id",
    },
    "alerts": {
        _PARENT: "urgent_at created_at finished_at",
        _COLLEAGUE: "recipient",
        _TECHNICAL: "id thread_id state attempts available_at error",
    },
    "media": {
        _OWN: "content",
        _SCHOOL: "text",
        _PARENT: "kind language source file_name mime seconds created_at used_at",
        _TECHNICAL: "id parent_id voice state attempts available_at error",
        _SECRET: "key",
    },
    "outbox_messages": {
        _SCHOOL: "kind text original buttons language how",
        _PARENT: "address state message_number created_at finished_at",
        _TECHNICAL: "id dedupe_key campaign_id parent_id media_id follows edits lane available_at use_by token "
        "attempts repeated over_budget error",
    },
    "updates": {
        _OWN: "payload",
        _PARENT: "received_at handled_at address",
        _TECHNICAL: "update_id attempts error",
    },
}

#: Rows of the school of which some are about one parent alone: an announcement to that parent, spoken by a colleague
#: or not, and the sentences of a conversation in the translation memory.
_MIXED: dict[str, dict[Sort, str]] = {
    "campaigns": {
        _SCHOOL: "kind text send_at asked_by created_at",
        _COLLEAGUE: "created_by",
        _TECHNICAL: "id parents planned_up_to revision expanded_at waits look_again_at state paused_why settled_at",
        _NONE: "event_id invitation_id programme_id tip_key tip_part question remind changed source_language audience "
        "groups urgent",
    },
    "recordings": {_NONE: "campaign_id language media_id"},
    "translations": {
        _SCHOOL: "source source_language target_language target back",
        _COLLEAGUE: "decided_by",
        _TECHNICAL: "id source_key loose_key state origin reasons engine score likeness back_wanted stale private "
        "broadcast before attempts available_at decided_at created_at",
    },
}

#: Rows about colleagues: their rights have a road of their own.
_STAFF: dict[str, dict[Sort, str]] = {
    "staff": {
        _COLLEAGUE: "email name role language left_at created_at",
        _SECRET: "password_hash totp_secret totp_step recovery_codes",
        _TECHNICAL: "id",
    },
    "staff_groups": {_COLLEAGUE: "staff_id group_id until"},
    "staff_sessions": {
        _COLLEAGUE: "staff_id device created_at seen_at",
        _SECRET: "token_hash",
        _TECHNICAL: "id",
    },
    "sign_in_attempts": {_COLLEAGUE: "failures wait_until last_at", _SECRET: "key"},
    "sign_in_links": {_COLLEAGUE: "staff_id expires_at used_at", _SECRET: "token_hash", _TECHNICAL: "id"},
    "api_tokens": {
        _COLLEAGUE: "name scopes staff_id expires_at created_at",
        _SECRET: "token_hash",
        _TECHNICAL: "id",
    },
    "reviewer_links": {
        _COLLEAGUE: "name page_language created_by created_at expires_at used_at",
        _SECRET: "token_hash",
        _TECHNICAL: "id",
        _NONE: "language",
    },
    # Among what a school decides is whom it calls to danger, by e-mail: an address goes when the colleague leaves.
    "school_settings": {_COLLEAGUE: "value", _NONE: "name changed_at"},
    # Numbers of rows and counts, and which colleague; it stays, because it proves what was done (article 17, 3e).
    "audit_entries": {_COLLEAGUE: "actor", _TECHNICAL: "id at action object_id details"},
}

#: Rows of the school, the programme and the machine.
_SCHOOLS: dict[str, dict[Sort, str]] = {
    "groups": {_NONE: "id name"},
    "events": {
        _COLLEAGUE: "asked_by created_by",
        _NONE: "id kind title source_language starts_at ends_at place bring note rsvp_by capacity with_child sequence "
        "changed_at series_id imported_uid state created_at",
    },
    "event_groups": {_NONE: "event_id group_id"},
    # Counts of families, shown only where nobody can be told from them.
    "event_counts": {_NONE: "event_id mark final counted_at"},
    "event_figures": {
        _NONE: "event_id by key invited delivered yes no maybe none_yet within_1 within_3 within_6 within_12 within_24 "
        "within_48 within_96 later",
    },
    "spread_figures": {_NONE: "year never seldom sometimes often counted_at"},
    "slots": {_NONE: "id event_id starts_at minutes capacity"},
    "holidays": {_NONE: "id starts_on ends_on name"},
    "programmes": {
        _COLLEAGUE: "created_by",
        _NONE: "id theme groups weekdays at starts_on ages stopped_at created_at",
    },
    "voices": {_NONE: "language name"},
    "terms": {
        _COLLEAGUE: "created_by",
        _NONE: "id kind source_language source target_language target created_at",
    },
    "language_policies": {_COLLEAGUE: "decided_by", _NONE: "language hold decided_at"},
    "machine_routes": {_NONE: "source_language target_language engine"},
    "channels": {_NONE: "name per_second next_slot paused_until paused_why bot_username"},
    # What is left of somebody who was erased: so that a restored backup erases again.
    "tombstones": {_SECRET: "parent_hash", _TECHNICAL: "erased_at last_words_id"},
}

#: By "table.column".
COLUMNS: dict[str, Sort] = {
    f"{table}.{column}": sort
    for tables in (_FAMILY, _MIXED, _STAFF, _SCHOOLS)
    for table, sorts in tables.items()
    for sort, columns in sorts.items()
    for column in columns.split()
}

#: Tables that may hold rows about one parent.
TABLES = (*_FAMILY, *_MIXED)


def exported_columns(table: str) -> list[str]:
    """The columns of this table that a parent gets, as they stand above."""
    prefix = table + "."
    names = (
        name.removeprefix(prefix) for name, sort in COLUMNS.items() if name.startswith(prefix) and sort in EXPORTED
    )
    return list(names)
