"""What people do, made into envelopes, and what the app's ack does to what they see.

The sentences about an app that does not answer are Slack's own. Not here: shortcuts, mentions, the Home tab.
"""

from __future__ import annotations

from sandbox.slack.chat import Chat
from sandbox.slack.forms import Typed, elements_of, mistakes, state_of, value_of
from sandbox.slack.keys import ResponseKey, ResponseKeys, Triggers
from sandbox.slack.modals import Modals, View
from sandbox.slack.people import APP, SLACKBOT, TEAM, TEAM_DOMAIN
from sandbox.slack.socket import NoAck, NoConnection, SocketMode
from sandbox.slack.text import as_command_text, escaped
from sandbox.slack.wire import Json, Refused
from sandbox.slack.workspace import Message, Workspace

COMMANDS = frozenset({"/room"})
MODAL_TROUBLE = "We had some trouble connecting. Try again?"
CLICK_TROUBLE = "Room did not respond to that. Try again?"


class Gestures:
    """Typing, clicking, submitting and closing, for any person."""

    def __init__(
        self,
        workspace: Workspace,
        chat: Chat,
        modals: Modals,
        socket: SocketMode,
        triggers: Triggers,
        keys: ResponseKeys,
    ) -> None:
        self._workspace = workspace
        self._chat = chat
        self._modals = modals
        self._socket = socket
        self._triggers = triggers
        self._keys = keys

    async def say(self, user: str, channel: str, text: str, *, thread_ts: str | None = None) -> None:
        """Send what stands in the composer: a command outside threads, else a message."""
        if text.startswith("/") and thread_ts is None:
            await self._command(user, channel, text)
            return
        ts = self._workspace.next_ts(channel)
        message = Message(channel=channel, ts=ts, author=user, text=escaped(text), thread_ts=thread_ts)
        self._workspace.add(message)

    async def click(
        self, user: str, message: Message, block_id: str, action_id: str, typed: object = None
    ) -> None:
        """Use a button, menu or picker of a message; `typed` is what was chosen, if anything."""
        action = self._action(message.blocks, block_id, action_id, typed)
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.only_for is not None,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        given: Typed = {} if typed is None else {block_id: {action_id: typed}}
        payload = self._interaction("block_actions", user, message.channel) | {
            "container": container,
            "channel": self._channel(message.channel),
            "state": {"values": state_of(message.blocks, given)},
            "actions": [action],
            "response_url": self._keys.issue(
                user, message.channel, message_ts=message.ts, thread_ts=message.thread_ts
            ),
        }
        if message.only_for is None:
            payload["message"] = message.as_json()
        try:
            await self._socket.send("interactive", payload, accepts_payload=False)
        except (NoAck, NoConnection):
            self._complain(user, message.channel, CLICK_TROUBLE, thread_ts=message.thread_ts)

    async def act_in_view(
        self, view: View, block_id: str, action_id: str, chosen: object, typed: Typed
    ) -> None:
        """Use a button, menu or picker inside a modal; `typed` is everything filled in so far."""
        view.typed = typed
        payload = self._interaction("block_actions", view.user, view.channel) | {
            "container": {"type": "view", "view_id": view.id},
            "view": view.as_json(self._values(view)),
            "actions": [self._action(view.blocks, block_id, action_id, chosen)],
        }
        try:
            await self._socket.send("interactive", payload, accepts_payload=False)
        except (NoAck, NoConnection):
            view.trouble = MODAL_TROUBLE
        self._workspace.changes.happened()

    async def submit(self, view: View, typed: Typed) -> None:
        """Press a modal's main button."""
        view.typed = typed
        values = self._values(view)
        view.errors, view.trouble = mistakes(view.blocks, values), ""
        view.is_waiting = not view.errors
        self._workspace.changes.happened()
        if view.errors:
            return
        payload = self._interaction("view_submission", view.user, view.channel) | {
            "view": view.as_json(values),
            "response_urls": [],
        }
        try:
            ack = await self._socket.send("interactive", payload, accepts_payload=True)
            self._modals.respond(view, ack.payload)
        except (NoAck, NoConnection, Refused, KeyError, AttributeError):
            view.trouble = MODAL_TROUBLE
        view.is_waiting = False
        self._workspace.changes.happened()

    async def close(self, view: View, *, whole_stack: bool = False) -> None:
        """Press a modal's Cancel, or its X (which closes the whole stack, told by the root's id)."""
        stack = self._modals.stack(view.user)
        told = stack[0] if whole_stack and stack else view
        self._modals.close(view, whole_stack=whole_stack or bool(view.content.get("clear_on_close")))
        if not told.content.get("notify_on_close"):
            return
        payload = self._interaction("view_closed", view.user, view.channel)
        del payload["trigger_id"]
        payload |= {"view": told.as_json(), "is_cleared": whole_stack}
        try:
            await self._socket.send("interactive", payload, accepts_payload=False)
        except (NoAck, NoConnection):
            return  # the modal is gone either way, and the person is told nothing

    async def _command(self, user: str, channel: str, text: str) -> None:
        name, _, rest = text.partition(" ")
        if name not in COMMANDS:
            self._complain(user, channel, f"`{escaped(name)}` is not a valid command.")
            return
        url = self._keys.issue(user, channel)
        payload = {
            "token": "sandbox",
            "team_id": TEAM,
            "team_domain": TEAM_DOMAIN,
            "channel_id": channel,
            "channel_name": self._channel(channel)["name"],
            "user_id": user,
            "user_name": self._workspace.members[user].handle,
            "command": name,
            "text": as_command_text(rest.strip(), self._workspace),
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": self._triggers.issue(user, channel),
        }
        try:
            ack = await self._socket.send("slash_commands", payload, accepts_payload=True)
            if ack.payload:
                self._chat.respond(self._own_key(user, channel), ack.payload)
        except NoAck:
            self._complain(user, channel, f"`{name}` failed because the app did not respond.")
        except NoConnection:
            self._complain(user, channel, f'`{name}` failed with the error "dispatch_failed"')
        except Refused:
            self._complain(user, channel, f'`{name}` failed with the error "invalid_command_response"')

    def _own_key(self, user: str, channel: str) -> ResponseKey:
        """Where the ack of a command is shown; it costs no use of the response URL."""
        now = self._workspace.clock.now()
        return ResponseKey(user=user, channel=channel, thread_ts=None, message_ts=None, expires=now)

    def _interaction(self, kind: str, user: str, channel: str) -> Json:
        member = self._workspace.members[user]
        return {
            "type": kind,
            "team": {"id": TEAM, "domain": TEAM_DOMAIN},
            "user": {"id": user, "username": member.handle, "name": member.handle, "team_id": TEAM},
            "api_app_id": APP,
            "token": "sandbox",
            "is_enterprise_install": False,
            "enterprise": None,
            "trigger_id": self._triggers.issue(user, channel),
        }

    def _action(self, blocks: list[Json], block_id: str, action_id: str, chosen: object) -> Json:
        """What was done to which element.

        Raises:
            Refused: there is no such element (any more).
        """
        for block, element in elements_of(blocks):
            if (block["block_id"], element["action_id"]) == (block_id, action_id):
                break
        else:
            raise Refused("action_not_found")
        ts = f"{self._workspace.clock.now().timestamp():.6f}"
        action: Json = {"block_id": block_id, "action_id": action_id, "action_ts": ts}
        if element["type"] == "button":
            kept = {
                name: element[name] for name in ("type", "text", "value", "style", "url") if name in element
            }
            return action | kept
        return action | value_of(element, chosen)

    def _values(self, view: View) -> Json:
        return state_of(view.blocks, view.typed, channel=view.channel)

    def _channel(self, channel: str) -> Json:
        name = self._workspace.channels[channel]
        return {"id": channel, "name": "directmessage" if name.is_dm else name.name}

    def _complain(self, user: str, channel: str, sentence: str, *, thread_ts: str | None = None) -> None:
        self._chat.tell(channel, only_for=user, text=sentence, thread_ts=thread_ts, author=SLACKBOT)
