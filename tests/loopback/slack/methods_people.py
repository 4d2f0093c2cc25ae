"""auth, users, bots, team, and files: who is who, and the three steps of an upload."""

from __future__ import annotations

import json
from typing import Any

from tests.loopback.slack import posting, shapes
from tests.loopback.slack.installation import Installation
from tests.loopback.slack.methods_chat import destination, threaded, writable
from tests.loopback.slack.methods_conversations import page
from tests.loopback.slack.refusals import Refused
from tests.loopback.slack.world import APP, TEAM

Json = dict[str, Any]


def auth_test(at: Installation, body: Json) -> Json:
    return {
        "url": f"https://{shapes.DOMAIN}.slack.com/",
        "team": "Loopback",
        "user": at.world.bot.name,
        "team_id": TEAM,
        "user_id": at.world.bot.id,
        "bot_id": at.world.bot_id,
        "is_enterprise_install": False,
    }


def user_info(at: Installation, body: Json) -> Json:
    user = at.world.users.get(str(body.get("user")))
    if user is None:
        raise Refused("user_not_found")
    return {"user": shapes.user(user, locale=bool(body.get("include_locale")))}


def users_list(at: Installation, body: Json) -> Json:
    locale = bool(body.get("include_locale"))
    everybody = [shapes.user(user, locale=locale) for user in at.world.users.values()]
    found, metadata = page(everybody, body, 1000, default=1000)
    return {"members": found, "cache_ts": int(at.world.clock()), "response_metadata": metadata}


def bot_info(at: Installation, body: Json) -> Json:
    if body.get("bot") not in {None, at.world.bot_id}:
        raise Refused("bot_not_found")
    bot = at.world.bot
    told = {"id": at.world.bot_id, "deleted": False, "name": bot.name, "updated": 1767225600}
    return {"bot": told | {"app_id": APP, "user_id": bot.id, "icons": {}}}


def team_info(at: Installation, body: Json) -> Json:
    team = {"id": TEAM, "name": "Loopback", "domain": shapes.DOMAIN, "email_domain": ""}
    return {"team": team | {"icon": {"image_default": True}}}


def upload_url(at: Installation, body: Json) -> Json:
    if not body.get("filename") or not body.get("length"):
        raise Refused("missing_argument")
    name = at.world.fresh("F")
    given = {"filename": body["filename"], "length": int(body["length"])}
    at.world.files[name] = {"id": name, "bytes": None, **given}
    return {"upload_url": f"{at.origin}/upload/v1/{name}", "file_id": name}


def complete_upload(at: Installation, body: Json) -> Json:
    """Shares the uploaded files in a message, where a channel is named."""
    given = body.get("files")
    files = [
        _uploaded(at, file)
        for file in (json.loads(given) if isinstance(given, str) else given or [])
    ]
    if not files:
        raise Refused("file_not_found")
    if body.get("channel_id"):
        channel = destination(at, body["channel_id"])
        writable(at, channel)
        threaded(at, channel, body.get("thread_ts"))
        said = {"text": body.get("initial_comment") or files[0]["title"]}
        message = posting.by_app(at, channel, said, thread_ts=body.get("thread_ts"))
        message.files = files
        posting.stand(at, message)
    return {"files": [{"id": file["id"], "title": file["title"]} for file in files]}


def _uploaded(at: Installation, given: Json) -> Json:
    stored = at.world.files.get(str(given.get("id")))
    if stored is None or stored["bytes"] is None:
        raise Refused("file_not_found")
    title = given.get("title") or stored["filename"]
    return {
        "id": stored["id"],
        "title": title,
        "name": stored["filename"],
        "size": stored["length"],
    }
