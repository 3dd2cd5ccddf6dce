"""The tables. Importing this package knows them all."""

from bot.models.base import Base
from bot.models.campaigns import Campaign, CheckInAnswer, GoodNews, Programme, TipAnswer
from bot.models.contacts import FamilyNote
from bot.models.enrolment import Chat, CodeAttempt, EnrolmentCode
from bot.models.events import Event, EventGroup, Holiday, Rsvp, Slot, SlotBooking, SlotWaiting
from bot.models.families import CalendarFeed, Child, Group, Guardianship, HelpOffer, Parent, Tombstone
from bot.models.figures import EventCount, EventFigure, SpreadFigure
from bot.models.inbox import Alert, Thread, ThreadMessage, ThreadNote, Update
from bot.models.media import Media, Recording, Voice
from bot.models.outbox import Channel, ChatPace, OutboxMessage
from bot.models.school import SchoolSetting
from bot.models.staff import (
    ApiToken,
    AuditEntry,
    ReviewerLink,
    SignInAttempt,
    SignInLink,
    Staff,
    StaffGroup,
    StaffSession,
)
from bot.models.translations import LanguagePolicy, MachineRoute, Term, Translation

__all__ = [
    "Alert",
    "ApiToken",
    "AuditEntry",
    "Base",
    "CalendarFeed",
    "Campaign",
    "Channel",
    "Chat",
    "ChatPace",
    "CheckInAnswer",
    "Child",
    "CodeAttempt",
    "EnrolmentCode",
    "Event",
    "EventCount",
    "EventFigure",
    "EventGroup",
    "FamilyNote",
    "GoodNews",
    "Group",
    "Guardianship",
    "HelpOffer",
    "Holiday",
    "LanguagePolicy",
    "MachineRoute",
    "Media",
    "OutboxMessage",
    "Parent",
    "Programme",
    "Recording",
    "ReviewerLink",
    "Rsvp",
    "SchoolSetting",
    "SignInAttempt",
    "SignInLink",
    "Slot",
    "SlotBooking",
    "SlotWaiting",
    "SpreadFigure",
    "Staff",
    "StaffGroup",
    "StaffSession",
    "Term",
    "Thread",
    "ThreadMessage",
    "ThreadNote",
    "TipAnswer",
    "Tombstone",
    "Translation",
    "Update",
    "Voice",
]
