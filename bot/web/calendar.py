"""A family's own calendar at an address that only they know. No cookie, no sign-in: the address is the secret."""

from __future__ import annotations

import hashlib

from aiohttp import web
from aiohttp.helpers import ETAG_ANY

from bot.queries.calendar import Viewer, find_feed, load_followed
from bot.queries.readers import load_parent
from bot.web.calls import DEPS
from messages.calendar_file import Publisher, calendar_file

#: What is not one of our tokens meets the same answer as one that was withdrawn.
PATH = "/calendar/{token:[A-Za-z0-9_-]+}.ics"


async def follow(request: web.Request) -> web.Response:
    """What is planned for this family, and what was; unchanged as long as its tag is."""
    deps = request.app[DEPS]
    settings, now = deps.settings, deps.clock.now()
    async with deps.reading() as session:
        parent_id = await find_feed(session, request.match_info["token"])
        if parent_id is None:
            raise web.HTTPNotFound
        language = (await load_parent(session, parent_id)).reads(settings.source_language)
        viewer = Viewer((parent_id,), language, settings.source_language, settings.timezone, settings.public_url)
        entries = await load_followed(session, viewer, now=now)
    content = calendar_file(entries, language, Publisher(deps.school.school_name, settings.timezone, now))
    return _answer(request, content)


def _answer(request: web.Request, content: bytes) -> web.Response:
    tag = hashlib.sha256(content).hexdigest()
    if any(known.value in (tag, ETAG_ANY) for known in request.if_none_match or ()):
        return web.Response(status=304, headers={"ETag": f'"{tag}"'})
    response = web.Response(body=content, content_type="text/calendar", charset="utf-8")
    response.etag = tag
    return response
