"""Roles and what a token may be used for, in plain words."""

from __future__ import annotations

from bot.enums import Role, Scope
from bot.web.pages.wording import page_word

ROLES: dict[Role, tuple[str, str]] = {
    Role.TEACHER: (
        page_word("Teacher"),
        page_word("Invites and answers the families of their own groups, and sees no others."),
    ),
    Role.LIAISON: (
        page_word("Liaison"),
        page_word("Helps families who are not reached, in all groups; reads and answers conversations."),
    ),
    Role.COORDINATOR: (
        page_word("Coordinator"),
        page_word("Sees the whole school: families, conversations, figures. Says who stands in."),
    ),
    Role.ADMINISTRATOR: (
        page_word("Administrator"),
        page_word("Makes accounts and decides about settings. Does not read what parents write."),
    ),
}

SCOPES: dict[Scope, str] = {
    Scope.FAMILIES_READ: page_word("See families"),
    Scope.FAMILIES_WRITE: page_word("Change families"),
    Scope.EVENTS_READ: page_word("See activities"),
    Scope.EVENTS_WRITE: page_word("Plan activities and invite"),
    Scope.INBOX_READ: page_word("Read conversations with parents"),
    Scope.INBOX_WRITE: page_word("Answer parents"),
    Scope.TRANSLATIONS_READ: page_word("See translations"),
    Scope.TRANSLATIONS_WRITE: page_word("Decide about translations"),
    Scope.REPORTS_READ: page_word("See figures"),
    Scope.READ: page_word("See everything"),
    Scope.WRITE: page_word("See and change everything"),
    Scope.ALL: page_word("Everything"),
}
