"""Every catalogue is whole and in the state that it claims."""

from __future__ import annotations

from gettext import c2py

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from messages.exchange.wordings import read_approval
from messages.languages import OFFERED, Language
from messages.phrases import spoken
from tests.catalogues import TEMPLATE, collect, updated
from tests.locales.reading import TAGS, forms_of, header_of, sentences_of, text_of

each_language = pytest.mark.parametrize("tag", TAGS)


@pytest.fixture(scope="module")
def template() -> Catalog:
    return collect()


def test_spoken_holds_the_languages_of_these_homes() -> None:
    assert set(OFFERED) <= spoken()


def test_template_holds_what_the_code_says(template: Catalog) -> None:
    with TEMPLATE.open("rb") as file:
        written = read_po(file)

    assert {message.id for message in written} == {message.id for message in template}


@each_language
def test_catalogue_is_complete(tag: str, template: Catalog) -> None:
    said = {message.id for message in sentences_of(tag)}

    assert said == {message.id for message in template if message.id}


@each_language
def test_catalogue_fills_every_plural_form(tag: str) -> None:
    count = int(_plural_rule(tag)[0])
    wanted = {message.id: count if message.pluralizable else 1 for message in sentences_of(tag)}

    filled = {message.id: len([form for form in forms_of(message) if form]) for message in sentences_of(tag)}

    assert filled == wanted


@each_language
def test_catalogue_has_no_guesses_and_leftovers(tag: str) -> None:
    assert [message.id for message in sentences_of(tag) if message.fuzzy] == []
    assert "\n#~" not in text_of(tag)


@each_language
def test_catalogue_is_as_make_catalogues_writes_it(tag: str, template: Catalog) -> None:
    assert text_of(tag) == updated(text_of(tag), template)


@each_language
def test_plural_forms_are_those_of_cldr(tag: str) -> None:
    count, rule = _plural_rule(tag)
    cldr = _cldr(tag).plural_form

    form_of = {(cldr(n), c2py(rule)(n)) for n in range(1, 1001)}

    assert int(count) == len({cldr(n) for n in range(1001)})
    assert len(form_of) == len({category for category, _ in form_of}) == len({form for _, form in form_of})


@each_language
def test_header_says_language_and_state(tag: str) -> None:
    header = header_of(tag)

    assert header["Project-Id-Version"] == "ouderbrug"
    assert header["Language"].replace("_", "-") == tag
    assert header["X-State"] == "draft" or read_approval(header["X-State"])


@each_language
def test_header_names_nobody(tag: str) -> None:
    header = text_of(tag).partition("\n\n")[0]

    assert [word for word in ("@", "FULL NAME", "ORGANIZATION", "AUTHOR", "YEAR") if word in header] == []


def _plural_rule(tag: str) -> tuple[str, str]:
    count, _, rule = header_of(tag)["Plural-Forms"].rstrip("; ").partition(";")
    return count.removeprefix("nplurals="), rule.strip().removeprefix("plural=")


def _cldr(tag: str) -> Locale:
    return Language(tag).locale
