"""A plain sentence for each deed of the trail, to be read behind the name. Complete: a test says so."""

from __future__ import annotations

from bot.web.pages.wording import page_word

#: By subject, as the filter shows them.
DEEDS: dict[str, dict[str, str]] = {
    page_word("Families"): {
        "family-read": page_word("looked at a family"),
        "family-note": page_word("wrote a note about a talk with a family"),
        "family-note-erased": page_word("threw a note about a talk away"),
        "language": page_word("corrected the language of a parent"),
        "enrolment-code": page_word("made an enrolment code"),
        "letters": page_word("made letters to print"),
        "checklist-copy": page_word("saved the list of a group as a table"),
        "import": page_word("brought the school's list in"),
        "next-year": page_word("went to the next school year"),
        "still-here": page_word("put a child back in its group"),
        "erase": page_word("erased a parent"),
    },
    page_word("Conversations"): {
        "thread-read": page_word("read a conversation"),
        "reply": page_word("answered a parent"),
        "thread-assigned": page_word("gave a conversation to a colleague, or to nobody"),
        "thread-handed-over": page_word("handed a conversation to the liaison"),
        "thread-handed-back": page_word("handed a conversation back to the teacher"),
        "thread-note": page_word("wrote a note in a conversation"),
        "thread-called": page_word("called a parent back"),
        "thread-closed": page_word("closed a conversation"),
        "thread-reopened": page_word("opened a conversation again"),
        "good-news": page_word("told good news about a child"),
        "good-news-back": page_word("took good news back"),
    },
    page_word("Activities and messages"): {
        "event-schedule": page_word("planned an activity"),
        "event-change": page_word("changed an activity"),
        "event-cancel": page_word("called an activity off"),
        "event-erase-draft": page_word("threw a draft away"),
        "invitation": page_word("invited families"),
        "announcement": page_word("sent a message to groups"),
        "campaign-cancel": page_word("called a mailing off"),
        "campaign-resend": page_word("sent again what may have arrived"),
        "campaign-resume": page_word("let a mailing go on"),
        "campaign-settled": page_word("decided about messages that may have arrived"),
        "check-in": page_word("asked parents a short question"),
        "offer": page_word("asked parents what they would like to do"),
        "programme": page_word("started ideas for home"),
        "programme-stop": page_word("stopped ideas for home"),
        "programme-resume": page_word("let ideas for home go on"),
        "recording": page_word("recorded a message with their own voice"),
        "recording-erase": page_word("threw a recording away"),
        "talk-book": page_word("booked a talk for a family"),
        "talk-cancel": page_word("cancelled a talk for a family"),
        "holiday": page_word("added a holiday"),
        "holiday-erased": page_word("removed a holiday"),
    },
    page_word("Translations"): {
        "translation-approved": page_word("approved a translation"),
        "translation-rejected": page_word("rejected a translation"),
        "translation-undone": page_word("took a decision about a translation back"),
        "translations-import": page_word("brought translations in"),
        "term": page_word("added a word to the school's list of words"),
        "term-erase": page_word("removed a word from the school's list of words"),
        "language-policy": page_word("decided whether machine words wait for a person"),
        "reviewer-link": page_word("let a native speaker read along"),
        "reviewer-link-withdrawn": page_word("withdrew a link of a native speaker"),
        "reviewer-came": page_word("opened the link to read along"),
        "reviewer-wordings": page_word("approved sentences as a native speaker"),
    },
    page_word("Colleagues and settings"): {
        "sign-in": page_word("signed in"),
        "sign-out": page_word("signed out"),
        "sign-out-everywhere": page_word("signed out everywhere else"),
        "password": page_word("chose a new password"),
        "second-factor": page_word("set up a second key"),
        "staff": page_word("invited a colleague"),
        "staff-rights": page_word("changed the role or groups of a colleague"),
        "staff-link": page_word("made a new one-time link for a colleague"),
        "staff-signed-out": page_word("signed a colleague out"),
        "staff-left": page_word("wrote down that a colleague left"),
        "staff-back": page_word("wrote down that a colleague is still here"),
        "stand-in": page_word("let a colleague stand in"),
        "stand-in-end": page_word("ended a colleague's standing in"),
        "token": page_word("made a token"),
        "token-withdrawn": page_word("withdrew a token"),
        "setting": page_word("changed a setting"),
        "setting-withdrawn": page_word("took a setting back"),
        "restore": page_word("put a backup back"),
    },
}

#: Every deed by its key.
SENTENCES = {key: words for deeds in DEEDS.values() for key, words in deeds.items()}

OTHER = page_word("did something that this version has no words for")

#: Who acts without a name: by the beginning of the key.
NAMELESS = {
    "command": page_word("The command line"),
    "parent": page_word("A parent"),
    "reviewer": page_word("A native speaker"),
    "token": page_word("A script"),
    "staff": page_word("A colleague"),
}
