"""States and roles, as they stand in the database and in the API."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a member of staff may do; see bot.domain.actors."""

    TEACHER = "teacher"
    LIAISON = "liaison"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """What an API token may be used for; ALL, READ and WRITE stand for many."""

    ALL = "all"
    READ = "read"
    WRITE = "write"
    FAMILIES_READ = "families:read"
    FAMILIES_WRITE = "families:write"
    EVENTS_READ = "events:read"
    EVENTS_WRITE = "events:write"
    INBOX_READ = "inbox:read"
    INBOX_WRITE = "inbox:write"
    TRANSLATIONS_READ = "translations:read"
    TRANSLATIONS_WRITE = "translations:write"
    REPORTS_READ = "reports:read"


class ParentStatus(StrEnum):
    """How far a parent is reached, derived from codes and chats."""

    INVITED = "invited"
    JOINED = "joined"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"


class EventState(StrEnum):
    """An event is nobody's business while it is a draft; from its invitation on it stands until it is cancelled."""

    DRAFT = "draft"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class CampaignState(StrEnum):
    """One planned send: waiting for its time, on its way, finished, or called off."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class Audience(StrEnum):
    """Who of the groups is invited; the second puts families first that were not asked for long (N6)."""

    ALL = "all"
    NOT_ASKED_LATELY = "not_asked_lately"


class OutboxState(StrEnum):
    """Where a message to one parent stands; the way between them is drawn in bot.domain.delivery."""

    QUEUED = "queued"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    DEAD = "dead"
    PAUSED = "paused"
    PREPARING = "preparing"


class Lane(IntEnum):
    """Conversation goes before bulk, so that a tap is answered while ten thousand invitations leave."""

    CONVERSATION = 0
    BULK = 1


class TranslationState(StrEnum):
    """An entry of the translation memory: wanted, made by machine, held for a person, for no machine, decided."""

    PENDING = "pending"
    MACHINE = "machine"
    HELD = "held"
    UNSERVED = "unserved"
    APPROVED = "approved"
    REJECTED = "rejected"


class Origin(StrEnum):
    """Where a target text comes from."""

    MACHINE = "machine"
    PERSON = "person"
    IMPORTED = "imported"


class TermKind(StrEnum):
    """What the school's glossary asks for: one fixed translation, none at all, or a plainer word first."""

    FIXED = "fixed"
    KEEP = "keep"
    PLAIN = "plain"


class ThreadState(StrEnum):
    """A conversation between a parent and the school."""

    OPEN = "open"
    CLOSED = "closed"


class NoteKind(StrEnum):
    """How a colleague met a family, or tried to, outside the chat (N13, N14)."""

    TALK = "talk"
    PHONE = "phone"
    GATE = "gate"
    HOME_VISIT = "home-visit"


class NoteOutcome(StrEnum):
    """What came of it: facts about the day, never about the family (N10)."""

    SPOKE = "spoke"
    NOT_THERE = "not-there"
    LETTER = "letter"
    AGAIN = "again"


class MediaKind(StrEnum):
    """Sound and files: said by machine, spoken by staff, received from a parent, or handed to one."""

    SPOKEN = "spoken"
    RECORDING = "recording"
    INBOUND = "inbound"
    DOCUMENT = "document"


class MediaState(StrEnum):
    """Whether its content is there: still to be made or fetched, ready, never to come."""

    WANTED = "wanted"
    READY = "ready"
    FAILED = "failed"


class AlertState(StrEnum):
    """A call for a colleague: to be sent, sent, or given up."""

    QUEUED = "queued"
    SENT = "sent"
    DEAD = "dead"
