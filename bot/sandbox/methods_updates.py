"""Methods by which a bot learns what parents did: polling, webhooks, files; and who the bot is."""

import re

from bot.sandbox.bots import Webhook
from bot.sandbox.chats import Json
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.files import Media
from bot.sandbox.methods import Call, RawJson, method
from bot.sandbox.wire import chat_json, file_json

LIMIT = 100
LONGEST_POLL = 50
DOWNLOAD_LIMIT = 20 * 1024 * 1024
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@method("getMe")
def get_me(call: Call) -> Json:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }
    return call.bot.as_user() | abilities | {"can_connect_to_business": False, "has_main_web_app": False}


@method("getUpdates")
async def get_updates(call: Call) -> RawJson:
    if call.bot.webhook:
        raise ApiError(409, WEBHOOK_ACTIVE)
    _remember_allowed(call)
    parameters = call.parameters
    offset = parameters.integer("offset", 0)
    limit = min(max(parameters.integer("limit", LIMIT), 1), LIMIT)
    seconds = min(max(parameters.integer("timeout", 0), 0), LONGEST_POLL)
    bodies = await call.bot.updates.fetch(offset, limit, seconds)
    return RawJson(f"[{','.join(bodies)}]")


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    url, secret = call.parameters.string("url"), call.parameters.string("secret_token")
    if not url:
        return _stop_webhook(call)
    if not url.startswith(("https://", "http://")):  # plain http only here: the sandbox stays on one machine
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _remember_allowed(call)
    _drop_pending(call)
    call.bot.webhook = Webhook(url, secret, call.parameters.integer("max_connections", 40))
    call.bot.updates.end_poll(ApiError(409, WEBHOOK_ACTIVE))
    call.world.couriers.start(call.bot)
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    return _stop_webhook(call)


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    webhook = call.bot.webhook or Webhook("")
    info: Json = {"url": webhook.url, "has_custom_certificate": False}
    info["pending_update_count"] = len(call.bot.updates)
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    if webhook.last_error:
        info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error}
    if call.bot.updates.allowed:
        info["allowed_updates"] = sorted(call.bot.updates.allowed)
    return info


@method("getFile")
def get_file(call: Call) -> Json:
    file_id = call.parameters.string("file_id")
    media = call.world.files.by_id(file_id)
    if media is None:
        raise bad_request("invalid file_id" if file_id else "file_id is empty")
    return _downloadable(media)


@method("getChat")
def get_chat(call: Call) -> Json:
    more = {"active_usernames": [], "accent_color_id": 0, "max_reaction_count": 11}
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), False)
    return chat_json(call.chat()) | more | {"accepted_gift_types": gifts | {"gifts_from_channels": False}}


def _stop_webhook(call: Call) -> bool:
    _drop_pending(call)
    call.bot.webhook = None
    call.world.couriers.stop(call.bot)
    return True


def _downloadable(media: Media) -> Json:
    if len(media.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return file_json(media) | {"file_path": media.path}


def _remember_allowed(call: Call) -> None:
    """Left out means: as last time. An empty list means: the usual kinds again."""
    if "allowed_updates" not in call.parameters.values:
        return
    kinds = call.parameters.decoded("allowed_updates", "allowed updates")
    call.bot.updates.allow(str(kind) for kind in (kinds if isinstance(kinds, list) else []))


def _drop_pending(call: Call) -> None:
    if call.parameters.flag("drop_pending_updates"):
        call.bot.updates.clear()
