"""A make-believe Telegram: the outside world that the demo and the tests play in.

It speaks the Bot API over HTTP as strictly as the real one, shows the phones of several parents on a web
page, breaks on purpose when told to, and is steered below `/sandbox/`. It imports nothing of Ouderbrug.

    async with running_sandbox() as sandbox:
        amina = sandbox.phone(7001, name="Amina", language="ar")
        amina.start("CODE")                      # as a parent who follows https://t.me/<bot>?start=CODE
        message = await amina.receives("…")      # what the bot sent
        amina.tap(message.message_id, "…")

Who does what: `world` holds everything; `bot_api` is the Bot API's door, `methods*` its methods; `control`
and `page` are the doors for tests and people; `phone` is what a parent can do.
"""

from bot.sandbox.chats import Message
from bot.sandbox.clock import Clock
from bot.sandbox.groups import Group
from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox, make_app, running_sandbox, serve
from bot.sandbox.world import World

__all__ = ["Clock", "Group", "Message", "Phone", "Sandbox", "World", "make_app", "running_sandbox", "serve"]
