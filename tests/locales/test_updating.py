"""`make catalogues` takes nothing from a translator but what is no longer said."""

from __future__ import annotations

from babel.messages.catalog import Catalog

from tests.catalogues import updated

DUTCH = """\
# A comment of the reviewers.
msgid ""
msgstr ""
"Language: nl\\n"
"POT-Creation-Date: 2026-11-22 04:07+0000\\n"
"X-State: reviewed\\n"

msgid "Maybe"
msgstr "Misschien"

# Think of both parents.
msgid "Yes"
msgstr "Ja"
"""


def test_updated_keeps_translations_comments_and_state() -> None:
    text = updated(DUTCH, _template("Maybe", "Yes"))

    assert text == DUTCH.replace('"POT-Creation-Date: 2026-11-22 04:07+0000\\n"\n', "")


def test_updated_leaves_a_new_sentence_empty_instead_of_guessing() -> None:
    text = updated(DUTCH, _template("Maybe", "Maybe!", "Yes"))

    assert 'msgid "Maybe!"\nmsgstr ""\n' in text
    assert "fuzzy" not in text


def test_updated_drops_what_is_no_longer_said() -> None:
    text = updated(DUTCH, _template("Yes"))

    assert "Misschien" not in text


def test_updated_says_english_as_written() -> None:
    text = updated(DUTCH.replace("Language: nl", "Language: en"), _template("No"))

    assert 'msgid "No"\nmsgstr "No"\n' in text


def _template(*sentences: str) -> Catalog:
    template = Catalog()
    for sentence in sentences:
        template.add(sentence)
    return template
