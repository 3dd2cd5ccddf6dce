"""TMX as other programs write it is read; what could do harm, or says something else than text, is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.exchange.pairs import Written, WrongPair
from messages.exchange.tmx import LARGEST, NotTmx, read_tmx

OMEGAT = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="6.0.0"
    segtype="sentence" srclang="NL-NL"/>
  <body>
    <tu>
      <tuv lang="NL-NL"><seg>Kom gerust kijken.</seg></tuv>
      <tuv lang="TR-TR" changeid="ayse" changedate="20260901T101500Z" creationid="ceviri"
        creationdate="20260830T080000Z"><seg>Gelip bakabilirsiniz.</seg></tuv>
    </tu>
  </body>
</tmx>
"""

TRADOS = """\
<?xml version="1.0" encoding="utf-16"?>
<tmx version="1.4">
  <header creationtool="SDL Language Platform" creationtoolversion="8.0" o-tmf="SDL TM8 Format" datatype="xml"
    segtype="sentence" adminlang="nl-NL" srclang="nl-NL" creationdate="20260830T080000Z" creationid="SCHOOL\\beheer">
    <prop type="x-Recognizers">RecognizeAll</prop>
    <note>Regenboog</note>
  </header>
  <body>
    <tu creationdate="20260830T080000Z" creationid="SCHOOL\\piotr" changedate="20260902T070000Z" changeid="SCHOOL\\ewa">
      <prop type="x-Context">0, 0</prop>
      <tuv xml:lang="pl-PL">
        <seg>Proszę <bpt i="1" type="bold">&lt;b&gt;</bpt>wziąć<ept i="1">&lt;/b&gt;</ept> plecak.</seg>
      </tuv>
      <tuv xml:lang="nl-NL">
        <seg>Neem <bpt i="1">&lt;b&gt;</bpt>een <hi type="x">rug<it pos="end"/>zak</hi><ept i="1"/> mee.</seg>
      </tuv>
      <tuv xml:lang="uk-UA" creationid="SCHOOL\\olena"><seg>Візьміть рюкзак.</seg></tuv>
    </tu>
  </body>
</tmx>
"""


def unit(*variants: str, attributes: str = "", header: str = 'srclang="nl"') -> bytes:
    """A file with one unit."""
    return f'<tmx version="1.4"><header {header}/><body><tu {attributes}>{"".join(variants)}</tu></body></tmx>'.encode()


def variant(language: str, text: str) -> str:
    return f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>'


NL, TR = variant("nl", "Kom."), variant("tr", "Gel.")
COME = Written("Kom.", "Gel.", "nl", "tr")


def read(content: bytes) -> list[tuple[str, Written | tuple[str, str]]]:
    return [
        (place, (one.column, one.reason) if isinstance(one, WrongPair) else one)
        for place, one in read_tmx(content, otherwise="nl")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_file_of_omegat_is_read(encoding: str) -> None:
    assert read(OMEGAT.encode(encoding)) == [
        (
            "unit 1, TR-TR",
            Written(
                "Kom gerust kijken.", "Gelip bakabilirsiniz.", "NL-NL", "TR-TR",
                decided_by="ayse", decided_at="20260901T101500Z",
            ),
        )
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_file_of_trados_is_read_in_utf_16_without_its_formatting(encoding: str) -> None:
    text = TRADOS if encoding == "utf-16" else "\ufeff" + TRADOS

    assert read(text.encode(encoding)) == [
        (
            "unit 1, pl-PL",
            Written(
                "Neem een rugzak mee.", "Proszę wziąć plecak.", "nl-NL", "pl-PL",
                decided_by="SCHOOL\\ewa", decided_at="20260902T070000Z",
            ),
        ),
        (
            "unit 1, uk-UA",
            Written(
                "Neem een rugzak mee.", "Візьміть рюкзак.", "nl-NL", "uk-UA",
                decided_by="SCHOOL\\olena", decided_at="20260902T070000Z",
            ),
        ),
    ]  # fmt: skip


def test_file_in_windows_letters_that_says_so_is_read() -> None:
    text = '<?xml version="1.0" encoding="windows-1252"?>' + unit(variant("nl", "Één."), variant("fr", "Un.")).decode()

    assert read(text.encode("cp1252")) == [("unit 1, fr", Written("Één.", "Un.", "nl", "fr"))]


@pytest.mark.parametrize(
    ("attributes", "header"),
    [
        ("", 'srclang="nl-NL"'),
        ('srclang="nl"', 'srclang="en"'),
        ("", 'srclang="*all*"'),
        ('srclang="*all*"', 'srclang="en"'),
        ("", ""),
    ],
)
def test_source_is_what_the_unit_else_the_file_else_the_school_says(attributes: str, header: str) -> None:
    assert read(unit(TR, NL, attributes=attributes, header=header)) == [("unit 1, tr", COME)]


def test_source_with_its_region_comes_before_its_language_with_another() -> None:
    belgian = variant("nl-BE", "Kom af.")

    assert read(unit(belgian, variant("nl-NL", "Kom."), TR, header='srclang="nl-nl"')) == [
        ("unit 1, nl-BE", Written("Kom.", "Kom af.", "nl-NL", "nl-BE")),
        ("unit 1, tr", Written("Kom.", "Gel.", "nl-NL", "tr")),
    ]


def test_source_in_a_language_that_nobody_knows_is_still_found() -> None:
    assert read(unit(variant("x-tlh", "Kom."), TR, header='srclang="X-TLH"')) == [
        ("unit 1, tr", Written("Kom.", "Gel.", "x-tlh", "tr"))
    ]
    assert read(unit(NL, TR, header='srclang="x-tlh"')) == [
        ("unit 1", ("", "has no text in its source language, x-tlh"))
    ]


@pytest.mark.parametrize("place", ["unit", "variant"])
def test_our_own_property_says_where_a_translation_comes_from(place: str) -> None:
    origin = '<prop type="x-other">x</prop><prop type="x-ouderbrug-origin">person</prop>'
    inside = TR.replace("<seg>", origin + "<seg>")

    found = read(unit(origin, NL, TR) if place == "unit" else unit(NL, inside))

    assert found == [("unit 1, tr", Written("Kom.", "Gel.", "nl", "tr", origin="person"))]


@pytest.mark.parametrize(
    ("variants", "told"),
    [
        ((NL,), ("unit 1", ("", "has no translation"))),
        ((TR,), ("unit 1", ("", "has no text in its source language, nl"))),
        ((), ("unit 1", ("", "has no text in its source language, nl"))),
        ((NL, '<tuv xml:lang="tr"/>'), ("unit 1, tr", Written("Kom.", "", "nl", "tr"))),
        ((NL, "<tuv><seg/></tuv>"), ("unit 1", Written("Kom.", "", "nl", ""))),
        *(
            (
                (NL, variant("tr", f"Gel {tag}")),
                ("unit 1", ("tr", f"holds <{name}>, which stands for something that a plain text cannot have")),
            )
            for name, tag in {"ph": '<hi><ph x="1">{naam}</ph></hi>', "ut": "<ut>x</ut>", "a": "<a/>"}.items()
        ),
    ],
)
def test_unit_that_holds_no_pair_is_told(variants: tuple[str, ...], told: tuple[str, object]) -> None:
    assert read(unit(*variants)) == [told]


def test_units_are_numbered_through() -> None:
    body = unit(NL).decode().replace("</body>", f"<tu>{NL}{TR}</tu></body>").encode()

    assert [place for place, _ in read(body)] == ["unit 1", "unit 2, tr"]


BILLION_LAUGHS = (
    '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
EXTERNAL_ENTITY = '<!DOCTYPE tmx [<!ENTITY c SYSTEM "{file}">]>'
PARAMETER_ENTITY = '<!DOCTYPE tmx [<!ENTITY % c SYSTEM "{file}"> %c;]>'


@pytest.mark.parametrize(
    "doctype", [BILLION_LAUGHS, EXTERNAL_ENTITY, PARAMETER_ENTITY], ids=["laughs", "external", "parameter"]
)
def test_entities_are_refused(doctype: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    content = doctype.replace("{file}", secret.as_uri()).encode() + unit(NL, variant("tr", "&c;"))

    with pytest.raises(NotTmx, match=r"^The file declares entities, which a translation memory has no use for\."):
        read(content)


def test_dtd_that_is_named_is_not_opened(tmp_path: Path) -> None:
    dtd = tmp_path / "tmx14.dtd"
    dtd.write_text('<!ATTLIST tu srclang CDATA "tr">')

    assert read(f'<!DOCTYPE tmx SYSTEM "{dtd.as_uri()}">'.encode() + unit(NL, TR)) == [("unit 1, tr", COME)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is no TMX: no element found: line 1, column 0."),
        (b"<html/>", "The file is no TMX: it begins with <html>, not with <tmx>."),
        (unit(NL, TR)[:-9], "The file is no TMX: unclosed token: line 1, column 137."),
        (b"<tmx>" + b"<a>" * 100_000, "The file is no TMX: it has tags in each other, 13 deep."),
        (b'<?xml version="1.0" encoding="klingon"?><tmx/>', "The file is no TMX: unknown encoding: klingon."),
        (b'<?xml version="1.0" encoding="big5"?><tmx/>', "The file is no TMX: multi-byte encodings are not supported."),
        (b" " * (LARGEST + 1), "The file is larger than 48 MiB. Split it."),
    ],
    ids=["empty", "other", "cut off", "deep", "encoding", "multi-byte", "large"],
)
def test_file_that_is_none_is_told_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotTmx, match=f"^{re.escape(sentence)}$"):
        read(content)


def test_file_without_units_holds_nothing() -> None:
    assert read(b"<tmx><body/></tmx>") == []


@given(st.binary() | st.text("<>/tmxuvsegheadrbody \"='&;!-[]A").map(lambda text: f"<tmx>{text}</tmx>".encode()))
def test_anything_is_a_list_or_refused(content: bytes) -> None:
    try:
        found = read(content)
    except NotTmx:
        return

    assert all(place.startswith("unit ") for place, _ in found)
