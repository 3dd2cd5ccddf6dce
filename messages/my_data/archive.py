"""The archive that a parent gets: a page that needs nothing else, data.json, and recordings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from messages.languages import Language
from messages.my_data.data import MyData, moment, to_json
from messages.my_data.sections import readable_sections
from messages.outgoing import Attachment
from messages.templating import fill_page

NAME, PAGE, DATA = "ouderbrug.zip", "ouderbrug.html", "data.json"


def pack_my_data(data: MyData, *, school: str, language: Language) -> Attachment:
    """A ZIP of the three. The same data gives the same bytes."""
    page = render_page(data, school=school, language=language)
    files = {PAGE: page.encode(), DATA: to_json(data, school=school).encode(), **data.files}
    return Attachment(NAME, "application/zip", _zipped(files, data.made_at))


def render_page(data: MyData, *, school: str, language: Language) -> str:
    """HTML in the parent's language, from the right where that runs so; no script, nothing from elsewhere."""
    tables = {
        table: [{column: _shown(value) for column, value in row.items()} for row in rows]
        for table, rows in data.rows.items()
        if rows
    }
    sections = readable_sections(data, language)
    return fill_page("my_data.html", language, school=school, data=data, sections=sections, tables=tables)


def _shown(value: object) -> str:
    """As data.json has it."""
    if isinstance(value, datetime):
        return moment(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=moment)


def _zipped(files: Mapping[str, bytes], made_at: datetime) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, made_at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return written.getvalue()
