"""Wordings as a gettext file and back."""

from __future__ import annotations

from datetime import date

import pytest
from babel.messages.pofile import PoFileError

from messages.exchange.wording_files import read_wordings, write_wordings
from messages.exchange.wordings import Approval, Wording

ONE = "nplurals=1; plural=0;"
THREE = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
EWA = Approval("Ewa Nowak", date(2026, 11, 22))
YES = Wording("", ("Yes",), ("Tak",), EWA)
TIP = Wording("reading/lamp/why", ("A story.\nAnother.",), ('"Tak"',))
COUNTED = Wording("", ("{count} day", "{count} days"), ("{count} dzień", "{count} dni", "{count} dnia"), EWA)


def test_file_says_language_dutch_drafts_and_who_approved() -> None:
    text = write_wordings("pl", THREE, [YES, TIP], {YES.key: "Ja"})

    assert text.split("\n\n")[1:3] == [
        '# reviewed by Ewa Nowak, 2026-11-22\n#. nl: Ja\nmsgid "Yes"\nmsgstr "Tak"',
        '#, fuzzy\nmsgctxt "reading/lamp/why"\nmsgid ""\n"A story.\\n"\n"Another."\nmsgstr "\\"Tak\\""',
    ]
    assert '"Language: pl\\n"\n"Plural-Forms: nplurals=3; ' in text


def test_file_is_read_as_it_was_written() -> None:
    tag, entries = read_wordings(write_wordings("pl", THREE, [YES, TIP, COUNTED], {}).encode())

    assert tag == "pl"
    assert [(wording, draft) for _, wording, draft in entries] == [(YES, False), (TIP, True), (COUNTED, False)]
    assert [line for line, _, _ in entries] == [10, 15, 22]


def test_language_with_a_script_and_one_form_keeps_both() -> None:
    days = Wording("", ("{count} day", "{count} days"), ("{count} 天",), EWA)

    tag, entries = read_wordings(write_wordings("zh-Hans", ONE, [days], {}).encode())

    assert (tag, [wording for _, wording, _ in entries]) == ("zh-Hans", [days])


def test_file_without_header_has_no_language() -> None:
    assert read_wordings(b'msgid "Yes"\nmsgstr "Tak"\n')[0] == ""


@pytest.mark.parametrize(("content", "error"), [(b"Tak\n", PoFileError), (b'msgid "\xff"', UnicodeDecodeError)])
def test_other_files_are_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_wordings(content)
