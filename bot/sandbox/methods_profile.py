"""Methods by which a bot describes itself: commands, names and descriptions in many languages."""

import json
import re

from bot.sandbox.chats import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import Call, method

COMMAND = re.compile(r"/?([a-z0-9_]{1,32})")
COMMANDS_LIMIT = 100
DESCRIPTION_LIMIT = 256
WORDS = {"Name": 64, "Description": 512, "ShortDescription": 120}


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    commands = call.parameters.objects("commands", "commands") or []
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = _scope(call), _language(call)
    call.bot.profile.commands[key] = [_command(command) for command in commands]
    call.world.events.bot_changed()
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[dict[str, str]]:
    return call.bot.profile.commands.get((_scope(call), _language(call)), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    call.bot.profile.commands.pop((_scope(call), _language(call)), None)
    return True


@method("setMyName", "setMyDescription", "setMyShortDescription")
def set_my_words(call: Call) -> bool:
    what = call.method.removeprefix("setMy")
    words = call.parameters.string(_field(what))
    if len(words) > WORDS[what]:
        raise bad_request(f"bot {_field(what).replace('_', ' ')} is too long")
    call.bot.profile.words[what, _language(call)] = words
    call.world.events.bot_changed()
    return True


@method("getMyName", "getMyDescription", "getMyShortDescription")
def get_my_words(call: Call) -> dict[str, str]:
    what = call.method.removeprefix("getMy")
    words = call.bot.profile.words
    found = words.get((what, _language(call))) or words.get((what, ""), "")
    return {_field(what): found or (call.bot.name if what == "Name" else "")}


@method("setChatMenuButton", "setMyDefaultAdministratorRights", "logOut", "close")
def do_nothing(_call: Call) -> bool:
    """Taken, and without a meaning in private chats of a make-believe world."""
    return True


def _field(what: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", what).lower()


def _scope(call: Call) -> str:
    return json.dumps(call.parameters.decoded("scope", "scope") or {"type": "default"}, sort_keys=True)


def _language(call: Call) -> str:
    """Telegram knows two letters here, so languages with three get the bot's default words."""
    code = call.parameters.string("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _command(command: Json) -> dict[str, str]:
    name = COMMAND.fullmatch(str(command.get("command", "")))
    description = str(command.get("description", "")).strip()
    if not name:
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name[1], "description": description}
