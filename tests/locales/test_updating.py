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
"X-State: reviewed by Joke, 2026-11-22\\n"

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


def test_updated_says_of_an_approved_catalogue_which_sentences_were_read() -> None:
    text = updated(DUTCH, _template("Maybe", "Maybe!", "Yes"))

    assert '"X-State: draft\\n"' in text
    assert '# reviewed by Joke, 2026-11-22\nmsgid "Maybe"\nmsgstr "Misschien"\n' in text
    assert '# reviewed by Joke, 2026-11-22\n# Think of both parents.\nmsgid "Yes"\nmsgstr "Ja"\n' in text
    assert '\n\nmsgid "Maybe!"\nmsgstr ""\n' in text


def test_updated_keeps_who_approved_a_sentence() -> None:
    read = DUTCH.replace("by Joke", "by Ans").replace('msgid "Maybe"', '# reviewed by Joke, 2026-11-20\nmsgid "Maybe"')

    text = updated(read, _template("Maybe", "No", "Yes"))

    assert text.count("# reviewed by Joke, 2026-11-20\n") == text.count("# reviewed by Ans, 2026-11-22\n") == 1
    assert updated(text, _template("Maybe", "No", "Yes")) == text


def test_updated_never_says_approved_english_as_written() -> None:
    english = DUTCH.replace("Language: nl", "Language: en").replace('"Misschien"', '"Perhaps"')

    assert 'msgid "Maybe"\nmsgstr "Perhaps"\n' in updated(english, _template("Maybe", "Yes"))


def test_updated_says_english_as_written() -> None:
    text = updated(DUTCH.replace("Language: nl", "Language: en"), _template("No"))

    assert 'msgid "No"\nmsgstr "No"\n' in text


def _template(*sentences: str) -> Catalog:
    template = Catalog()
    for sentence in sentences:
        template.add(sentence)
    return template
