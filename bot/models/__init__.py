"""The tables. Importing this package knows them all."""

from bot.models.base import Base
from bot.models.campaigns import Campaign, Programme
from bot.models.enrolment import Chat, CodeAttempt, EnrolmentCode
from bot.models.events import Event, EventGroup, Rsvp, Slot
from bot.models.families import Child, Group, Guardianship, Parent
from bot.models.inbox import Thread, ThreadMessage, Update
from bot.models.outbox import Channel, ChatPace, OutboxMessage
from bot.models.staff import ApiToken, AuditEntry, SignInLink, Staff, StaffGroup
from bot.models.translations import LanguagePolicy, MachineRoute, Term, Translation

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Base",
    "Campaign",
    "Channel",
    "Chat",
    "ChatPace",
    "Child",
    "CodeAttempt",
    "EnrolmentCode",
    "Event",
    "EventGroup",
    "Group",
    "Guardianship",
    "LanguagePolicy",
    "MachineRoute",
    "OutboxMessage",
    "Parent",
    "Programme",
    "Rsvp",
    "SignInLink",
    "Slot",
    "Staff",
    "StaffGroup",
    "Term",
    "Thread",
    "ThreadMessage",
    "Translation",
    "Update",
]
