"""A small app on the real slack-bolt, to try the loopback Slack with before the bot is asked to."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback.slack import LoopbackSlack

Json = dict[str, Any]
MANIFEST: Json = {
    "display_information": {"name": "Echo"},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "echo", "always_online": True},
        "slash_commands": [{"command": "/echo", "description": "Says it", "should_escape": True}],
        "shortcuts": [
            {"name": "Ask", "type": "global", "callback_id": "ask", "description": "Asks"},
            {"name": "Keep this", "type": "message", "callback_id": "keep", "description": "Keeps"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                *("app_mentions:read", "channels:history", "channels:read", "chat:write"),
                *("commands", "files:write", "groups:read", "im:history", "im:read", "im:write"),
                *("mpim:write", "users:read"),
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                *("app_home_opened", "app_mention", "message.channels", "message.im"),
                *("member_joined_channel", "team_join", "user_change", "channel_archive"),
                "tokens_revoked",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(label: str, name: str, value: str = "1") -> Json:
    return {"type": "button", "text": plain(label), "action_id": name, "value": value}


def said(text: str, pressed: Json) -> list[Json]:
    words = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return [words, {"type": "actions", "elements": [pressed]}]


def form() -> Json:
    words = {"type": "plain_text_input", "action_id": "words"}
    options = [{"text": plain(name.title()), "value": name} for name in ("mornings", "evenings")]
    times = {"type": "checkboxes", "action_id": "times", "options": options}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Echo"),
        "submit": plain("Send"),
        "close": plain("Cancel"),
        "blocks": [
            {"type": "input", "block_id": "w", "label": plain("Words"), "element": words},
            {
                "type": "input",
                "block_id": "t",
                "label": plain("Times"),
                "element": times,
                "optional": True,
            },
        ],
    }


class Echo:
    """Answers everything, and remembers what it heard."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self.slack = slack
        self.heard: list[Json] = []
        self.retries: list[str | None] = []
        self.slow = 0.0
        self.failing = 0
        self._session = aiohttp.ClientSession()
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api, session=self._session)
        self.app = AsyncApp(
            client=client,
            signing_secret=slack.signing_secret,
            process_before_response=True,
        )
        self.client = client
        self._listen()
        self.socket = AsyncSocketModeHandler(self.app, slack.app_token)

    def _listen(self) -> None:
        self.app.command("/echo")(self._command)
        self.app.view("form")(self._submitted)
        self.app.action("poke")(self._poked)
        self.app.action("open")(self._open)
        self.app.shortcut("ask")(self._open)
        self.app.shortcut("keep")(self._kept)
        for name in MANIFEST["settings"]["event_subscriptions"]["bot_events"]:
            self.app.event(name.split(".")[0])(self._event)

    async def _command(self, ack: Any, body: Json, respond: Any, client: Any) -> None:
        self.heard.append(body)
        if body["text"] == "form":
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=form())
        elif body["text"] == "late":
            await asyncio.sleep(self.slow)
            await ack()
        elif body["text"] == "respond":
            await ack()
            await respond("by handle")
        else:
            await ack(f"You said {body['text']}")

    async def _submitted(self, ack: Any, body: Json, client: Any) -> None:
        self.heard.append(body)
        words = body["view"]["state"]["values"]["w"]["words"]["value"]
        if words == "wrong":
            await ack(response_action="errors", errors={"w": "Say something else."})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Form: {words}")

    async def _poked(self, ack: Any, body: Json, respond: Any) -> None:
        self.heard.append(body)
        await ack()
        await respond(text="Poked.", replace_original=True)

    async def _open(self, ack: Any, body: Json, client: Any) -> None:
        self.heard.append(body)
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form())

    async def _kept(self, ack: Any, body: Json, respond: Any) -> None:
        self.heard.append(body)
        await ack()
        await respond(text=f"Kept: {body['message']['text']}")

    async def _event(self, event: Json, body: Json, request: Any) -> None:
        number = request.headers.get("x-slack-retry-num")
        self.retries.append(number[0] if number else None)
        if self.failing:
            self.failing -= 1
            raise RuntimeError("no database today")
        self.heard.append(body)
        if event["type"] == "app_home_opened":
            blocks = said("Home", button("Start", "open"))
            view = {"type": "home", "blocks": blocks}
            await self.client.views_publish(user_id=event["user"], view=view)
        elif event["type"] == "message" and event["channel_type"] == "im" and "bot_id" not in event:
            blocks, text = said(event["text"], button("Poke", "poke")), event["text"]
            await self.client.chat_postMessage(channel=event["channel"], text=text, blocks=blocks)

    @property
    def kinds(self) -> list[str]:
        """The types of what was heard, in order."""
        return [
            str(each.get("event", each).get("type", each.get("command"))) for each in self.heard
        ]

    async def connect(self) -> None:
        await self.socket.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        await self.slack.connected()

    async def close(self) -> None:
        await self.socket.close_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        await self._session.close()
