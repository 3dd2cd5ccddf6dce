"""What every page has around it: the menu for this role, what was just done, and the answer as HTTP wants it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from bot.enums import Role
from bot.errors import AppError
from bot.web.pages.cookies import drop_session, keep_review, keep_session
from bot.web.pages.rendering import render
from bot.web.pages.visit import EVERYBODY, HEADS, NOT_ADMINISTRATOR, WHOLE_SCHOOL, File, Html, PageAnswer, See, Visit
from bot.web.pages.wording import PAGE_LANGUAGES, Clockwork, page_word

#: Scripts, styles, pictures and calls from here only; nothing inline (trust.md).
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One word of the menu, for whom it is of use."""

    path: str
    label: str
    roles: frozenset[Role] = EVERYBODY


MENU = (
    MenuEntry("/", page_word("Today")),
    MenuEntry("/invite", page_word("Invite"), NOT_ADMINISTRATOR),
    MenuEntry("/calendar", page_word("Calendar"), NOT_ADMINISTRATOR),
    MenuEntry("/families", page_word("Families")),
    MenuEntry("/inbox", page_word("Inbox"), NOT_ADMINISTRATOR),
    MenuEntry("/ideas", page_word("Ideas"), NOT_ADMINISTRATOR),
    MenuEntry("/figures", page_word("Figures"), NOT_ADMINISTRATOR),
    MenuEntry("/translations", page_word("Translations"), WHOLE_SCHOOL),
    MenuEntry("/languages", page_word("Languages"), frozenset({Role.ADMINISTRATOR})),  # for others: by Translations
    MenuEntry("/school", page_word("School"), HEADS),
)

#: What was just done, as the address tells the next page (`?done=…`).
NOTICES = {
    "saved": page_word("Saved."),
    "answered": page_word("Your answer is on its way."),
    "closed": page_word("Closed. A new message of the parent begins a new conversation."),
    "invited": page_word("The invitation leaves now. Here you see how it goes."),
    "planned": page_word("The invitation is planned. It leaves by itself."),
    "changed": page_word("Changed. Those who had an invitation are told."),
    "called-off": page_word("Called off. Those who had an invitation are told."),
    "stopped": page_word("Stopped. What had not left stays here; you can send it later."),
    "series-made": page_word("A draft for each date is made. Nobody gets anything yet."),
    "series-planned": page_word("The invitations of the series are planned. Each leaves by itself."),
    "series-called-off": page_word("Called off from that date on. Those who had an invitation are told."),
    "drafts-made": page_word("The drafts are made. Open one to look at it, and to invite parents."),
    "thrown-away": page_word("The draft is gone."),
    "imported": page_word("The school's list is in. Now print letters for those who are new."),
    "noted": page_word("Written down."),
    "note-gone": page_word("Your note is gone."),
    "told": page_word("Your good news is on its way. You can still take it back."),
    "talk-booked": page_word("Booked. The family gets a message with the time."),
    "talk-booked-untold": page_word("Booked. No message reaches this family: tell them the time yourself."),
    "talk-back": page_word("The time is free again. The family is not told: you know it from them."),
    "spoken": page_word("Kept. Parents who tap 🔊 from now on hear it."),
    "spoken-gone": page_word("Gone. Nobody hears it any more."),
    "ideas-started": page_word("Started. Was it a mistake? Then stop it here."),
    "ideas-stopped": page_word("Stopped. Nothing more of it is sent."),
    "ideas-go-on": page_word("It goes on where it stopped."),
    "asked": page_word("The question leaves in a minute. Until then you can call it off."),
    "question-back": page_word("Called off. Who has the question already keeps it."),
    "taken-back": page_word("Taken back. Nobody read it."),
    "sent-again": page_word("They leave again now."),
    "left-so": page_word("Left as it is."),
    "goes-on": page_word("It goes on."),
    "send-called-off": page_word("Called off. What was not sent yet stays unsent."),
    "next-year": page_word("The new school year is in. Those who left stand below, and can still come back."),
    "still-here": page_word("Back in the group."),
    "setting": page_word("Saved. It holds from now on."),
    "setting-withdrawn": page_word("Taken back. The machine's setting holds again."),
    "telegram-off": page_word("Telegram is off. Nothing is sent or fetched until somebody switches it on."),
    "telegram-on": page_word("Telegram is on. What waited leaves now."),
    "holiday": page_word("The school is closed on these days."),
    "holiday-gone": page_word("The school is open on these days. If that was a mistake, put them back."),
    "language": page_word("From now on in this language."),
    "erased": page_word("Everything about this parent is erased."),
    "signed-out": page_word("You are signed out."),
    "signed-out-elsewhere": page_word("You are signed out everywhere else."),
    "password": page_word("Your new password is in use. Other browsers are signed out."),
    "approved": page_word("Approved. From now on it is said that way."),
    "rejected": page_word("Rejected. Parents read the school's own words until there is a better one."),
    "undone": page_word("Taken back. It is as it was."),
    "link-withdrawn": page_word("The link opens no more."),
    "thanks": page_word("Thank you. You can come back with the same link."),
    "colleague-left": page_word("They are out. Below you can take it back."),
    "colleague-back": page_word("They can come in again, as before."),
    "conversations-given": page_word("The conversations have another home."),
    "token-withdrawn": page_word("Withdrawn. It opens nothing any more."),
    "held": page_word("Machine translations into this language now wait for a person."),
    "not-held": page_word("Machine translations into this language now leave by themselves, marked as such."),
}


def problem_page(error: AppError) -> Html:
    """What is wrong, and what to do."""
    return Html("problem.html", {"problem": error}, status=error.status)


def respond_outside(request: web.Request, error: AppError, *, school: str) -> web.Response:
    """What went wrong before anybody knew who visits."""
    language = language_asked_for(request)
    around: dict[str, object] = {"school": school, "visitor": None, "menu": [], "here": request.path, "notice": None}
    text = render("problem.html", language, **around, problem=error)
    return web.Response(
        text=text, status=error.status, content_type="text/html", headers={"Content-Security-Policy": PAGE_POLICY}
    )


def language_asked_for(request: web.Request) -> str:
    """By the browser; Dutch where it asks for neither."""
    wanted = [part.strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(",")]
    return next((tag for tag in wanted if tag in PAGE_LANGUAGES), PAGE_LANGUAGES[0])


def respond_with(visit: Visit, answer: PageAnswer) -> web.Response:
    """A page, a redirect or a file."""
    if isinstance(answer, File):
        return _file(answer)
    response = _page(visit, answer) if isinstance(answer, Html) else _redirect(answer)
    if answer.keep is not None:
        keep_session(response, answer.keep, visit.deps.settings)
    if answer.drop:
        drop_session(response, visit.deps.settings)
    if isinstance(answer, See) and answer.review is not None:
        keep_review(response, answer.review, visit.deps.settings)
    return response


def _page(visit: Visit, answer: Html) -> web.Response:
    text = render(answer.template, visit.language, **_around(visit), **answer.facts)
    headers = {"Content-Security-Policy": PAGE_POLICY}
    return web.Response(text=text, status=answer.status, content_type="text/html", headers=headers)


def _redirect(answer: See) -> web.Response:
    return web.Response(status=303, headers={"Location": _address(answer)})


def _file(answer: File) -> web.Response:
    how = "inline" if answer.shown else "attachment"
    headers = {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(answer.name)}"}
    return web.Response(body=answer.content, content_type=answer.mime, headers=headers)


def _address(see: See) -> str:
    if see.notice is None:
        return see.url
    address, mark, place = see.url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}done={see.notice}{mark}{place}"


def _around(visit: Visit) -> dict[str, object]:
    settings = visit.deps.settings
    done = NOTICES.get(visit.query.get("done", ""))
    return {
        "school": visit.deps.school.school_name,
        "telegram_on": visit.deps.school.telegram,
        "visitor": visit.visitor,
        "menu": [entry for entry in MENU if _may_see(visit, entry)],
        "here": visit.here,
        "notice": visit.say(done) if done else None,
        "clock": Clockwork(visit.language, settings.timezone, visit.now),
        "now": visit.now,
    }


def _may_see(visit: Visit, entry: MenuEntry) -> bool:
    inside = visit.visitor
    return inside is not None and not inside.unfinished and inside.actor.role in entry.roles
