"""The ideas of a theme, to read in any language that they have."""

from __future__ import annotations

from bot.errors import NotFound
from bot.web.pages.ideas_words import IdeaWords
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, Visit
from messages.languages import Language
from messages.phrases import spoken
from messages.tips import find_tip, theme_keys, themes, tip_languages


async def show(visit: Visit) -> PageAnswer:
    """Each with its words in one's own language, where that is another one."""
    theme = visit.path["theme"]
    if theme not in themes():
        raise NotFound("There is nothing here.")
    keys, reader = theme_keys(theme), Language(visit.language)
    spoken_here = {tag for key in keys for tag in tip_languages(key)} & set(spoken())
    asked = visit.query.get("language", visit.language)
    language = asked if asked in spoken_here else visit.language
    facts = {
        "theme": theme,
        "language": language,
        "languages": sorted(((tag, Language(tag).name_in(reader)) for tag in spoken_here), key=lambda pair: pair[1]),
        "tips": [(find_tip(key, language), find_tip(key, visit.language)) for key in keys],
        "words": IdeaWords(visit),
    }
    return Html("ideas_theme.html", facts)


PAGES = [Page("GET", "/ideas/themes/{theme}", show, roles=NOT_ADMINISTRATOR)]
