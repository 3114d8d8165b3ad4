"""What people do in channels, made into envelopes: typing, clicking, shortcuts, opening the Home tab.

Which commands and shortcuts there are, the app's manifest says. The sentences about an app that does not
answer are Slack's own. Not here: modals and what is clicked in the Home tab (`in_views.py`).
"""

from __future__ import annotations

from sandbox.slack.chat import Chat
from sandbox.slack.events import Events
from sandbox.slack.forms import Typed, state_of
from sandbox.slack.homes import Homes
from sandbox.slack.keys import ResponseKey
from sandbox.slack.manifest import Manifest
from sandbox.slack.payloads import Payloads, element_of
from sandbox.slack.people import BOT_USER, SLACKBOT
from sandbox.slack.socket import NoAck, NoConnection, SocketMode
from sandbox.slack.suggestions import Suggestions
from sandbox.slack.text import as_command_text, as_message_text, escaped
from sandbox.slack.wire import Json, Refused
from sandbox.slack.workspace import Message, Workspace


class Gestures:
    """Typing, clicking and the like, for any person."""

    def __init__(
        self,
        manifest: Manifest,
        workspace: Workspace,
        chat: Chat,
        homes: Homes,
        socket: SocketMode,
        events: Events,
        payloads: Payloads,
        suggestions: Suggestions,
    ) -> None:
        self._manifest = manifest
        self._suggestions = suggestions
        self._workspace = workspace
        self._chat = chat
        self._homes = homes
        self._socket = socket
        self._events = events
        self._payloads = payloads

    async def say(self, user: str, channel: str, text: str, *, thread_ts: str | None = None) -> None:
        """Send what stands in the composer: a command, else a message, which may mention the app.

        Raises:
            Refused: the channel is archived, so there is no composer.
        """
        if self._workspace.channels[channel].is_archived:
            raise Refused("is_archived")
        if text.startswith("/"):
            await self._command(user, channel, text, thread_ts)
            return
        message = Message(
            channel=channel,
            ts=self._workspace.next_ts(channel),
            author=user,
            text=as_message_text(text, self._workspace),
            thread_ts=thread_ts,
            team=self._workspace.members[user].team,
        )
        self._workspace.add(message)
        await self._events.said(message)
        if f"<@{BOT_USER}>" in message.text:
            await self._mention(message)

    async def click(
        self, user: str, message: Message, block_id: str, action_id: str, typed: object = None
    ) -> None:
        """Use a button, menu or picker of a message; `typed` is what was chosen, if anything.

        Raises:
            Refused: there is no such element (any more), or it takes fewer choices.
        """
        action = self._payloads.action(message.blocks, block_id, action_id, typed)
        given: Typed = {} if typed is None else {block_id: {action_id: typed}}
        payload = self._payloads.interaction("block_actions", user, message.channel) | {
            "container": _container(message),
            "channel": self._payloads.place(message.channel),
            "state": {"values": state_of(message.blocks, given)},
            "actions": [action],
            "response_url": self._payloads.response_url(user, message),
        }
        if message.only_for is None:
            payload["message"] = message.as_json()
        await self._interact(user, message, payload)

    async def suggest(self, user: str, message: Message, block_id: str, action_id: str, query: str) -> Json:
        """What a message's external menu offers for what was typed: `options` or `option_groups`.

        It is empty below the menu's `min_query_length`, and where the app does not answer. Merged into the
        element, that makes a static menu; what is chosen is given to `click` as the whole option.

        Raises:
            Refused: there is no such menu (any more).
        """
        element = element_of(message.blocks, block_id, action_id)
        payload = self._payloads.suggestion(user, message.channel, element, block_id, query) | {
            "container": _container(message),
            "channel": self._payloads.place(message.channel),
        }
        if message.only_for is None:
            payload["message"] = message.as_json()
        return await self._suggestions.ask(element, payload)

    async def shortcut(self, user: str, callback_id: str, message: Message) -> None:
        """Choose a message shortcut from a message's menu.

        Raises:
            Refused: the message is an ephemeral or a tombstone, which have no such menu, there is no such
                shortcut, or the person is not of this team.
        """
        offered = {each.callback_id for each in self._manifest.message_shortcuts}
        has_menu = message.only_for is None and not message.is_tombstone
        is_offered = callback_id in offered and has_menu
        if not is_offered or self._workspace.members[user].is_stranger:
            raise Refused("no_shortcut")
        payload = self._payloads.interaction("message_action", user, message.channel) | {
            "callback_id": callback_id,
            "action_ts": self._payloads.now(),
            "message_ts": message.ts,
            "message": message.as_json(),
            "channel": self._payloads.place(message.channel),
            "response_url": self._payloads.response_url(user, message),
        }
        await self._interact(user, message, payload)

    async def global_shortcut(self, user: str, callback_id: str) -> bool:
        """Choose a global shortcut, from the composer's menu or the search; it belongs to no channel.

        Returns:
            Whether the app answered.

        Raises:
            Refused: there is no such shortcut, or the person is not of this team.
        """
        offered = {each.callback_id for each in self._manifest.global_shortcuts}
        if callback_id not in offered or self._workspace.members[user].is_stranger:
            raise Refused("no_shortcut")
        payload = self._payloads.interaction("shortcut", user, "") | {
            "callback_id": callback_id,
            "action_ts": self._payloads.now(),
        }
        try:
            await self._socket.send("interactive", payload, accepts_payload=False)
        except (NoAck, NoConnection):
            return False
        return True

    async def opens_home(self, user: str, *, tab: str = "home") -> None:
        """Click the app's name and look at its Home tab, or at its messages."""
        await self._events.home_opened(user, self._homes.of(user), tab)

    async def _interact(self, user: str, message: Message, payload: Json) -> None:
        try:
            await self._socket.send("interactive", payload, accepts_payload=False)
        except (NoAck, NoConnection):
            sentence = f"{self._manifest.bot_name} did not respond to that. Try again?"
            self._complain(user, message.channel, sentence, thread_ts=message.thread_ts)

    async def _mention(self, message: Message) -> None:
        channel = self._workspace.channels[message.channel]
        if channel.is_dm:
            return  # there a mention is only a message
        if BOT_USER in channel.members:
            await self._events.mentioned(message)
            return
        sentence = f"You mentioned <@{BOT_USER}>, but they’re not in this channel."
        self._complain(message.author, channel.id, sentence, thread_ts=message.thread_ts)

    async def _command(self, user: str, channel: str, text: str, thread_ts: str | None) -> None:
        name, _, rest = text.partition(" ")
        command = self._manifest.command(name)
        if command is None or self._workspace.members[user].is_stranger:
            self._complain(user, channel, f"`{escaped(name)}` is not a valid command.", thread_ts=thread_ts)
            return
        if thread_ts is not None:
            sentence = f"`{name}` is not supported in threads. Sorry!"
            self._complain(user, channel, sentence, thread_ts=thread_ts)
            return
        words = as_command_text(rest.strip(), self._workspace) if command.should_escape else rest.strip()
        payload = self._payloads.command(user, channel, name, words)
        try:
            ack = await self._socket.send("slash_commands", payload, accepts_payload=True)
            if ack.payload:
                self._chat.respond(self._own_key(user, channel), ack.payload, method=f"ack of {name}")
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

    def _complain(self, user: str, channel: str, sentence: str, *, thread_ts: str | None = None) -> None:
        self._chat.tell(channel, only_for=user, text=sentence, thread_ts=thread_ts, author=SLACKBOT)


def _container(message: Message) -> Json:
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.only_for is not None,
    }
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})
