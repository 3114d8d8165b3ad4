"""The `chat.*` methods, and replies by response URL: everything by which an app puts text before people.

Not here: unfurling (nothing is fetched), scheduled messages (`scheduled.py`), files.
"""

from __future__ import annotations

import json

from sandbox.slack.blocks import MESSAGE_BLOCKS, problems, with_ids
from sandbox.slack.keys import ResponseKey
from sandbox.slack.manners import Manners
from sandbox.slack.people import BOT_USER, Channel
from sandbox.slack.sharing import File
from sandbox.slack.tables import tables_in
from sandbox.slack.wire import Json, Refused, flag
from sandbox.slack.workspace import Message, Workspace

TEXT_LENGTH = 40_000
MARKDOWN_LENGTH = 12_000
METADATA_BYTES = 16_000


class Chat:
    """Posting, editing and answering."""

    def __init__(self, workspace: Workspace, manners: Manners, public_url: str) -> None:
        self._workspace = workspace
        self._manners = manners
        self._public_url = public_url

    def post_message(self, arguments: Json) -> Json:
        """`chat.postMessage`."""
        message = self.post(self.draft(arguments))
        body = message.as_json(with_metadata=True)
        return {"channel": message.channel, "ts": message.ts, "message": body}

    def draft(self, arguments: Json) -> Message:
        """What would be posted, checked; it has no timestamp yet.

        Raises:
            Refused: it cannot be posted there, or not like that.
        """
        channel = self._channel(arguments["channel"])
        text, blocks = content_of(arguments)
        return Message(
            channel=channel.id,
            ts="",
            author=BOT_USER,
            text=text,
            blocks=blocks,
            thread_ts=self._thread(channel, arguments.get("thread_ts")),
            metadata=_metadata(arguments),
            is_broadcast=flag(arguments, "reply_broadcast"),
        )

    def update(self, arguments: Json) -> Json:
        """`chat.update`: `text` without `blocks` drops the blocks."""
        channel = self._channel(arguments["channel"])
        message = self._workspace.find(channel.id, str(arguments["ts"]))
        if message is None or message.only_for or message.is_tombstone:
            raise Refused("message_not_found")
        if message.author != BOT_USER:
            raise Refused("cant_update_message")
        text, blocks = content_of(arguments)
        message.text = text if {"text", "markdown_text"} & arguments.keys() else message.text
        message.blocks = blocks
        message.metadata = _metadata(arguments) or message.metadata
        message.edited_ts = f"{self._workspace.clock.now().timestamp():.6f}"
        self._workspace.edited(message)
        body = message.as_json(with_metadata=True)
        return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": body}

    def delete(self, arguments: Json) -> Json:
        """`chat.delete`: a bot deletes its own messages only."""
        channel = self._workspace.channels.get(str(arguments["channel"]))
        if channel is None or not self._workspace.is_open_to(channel, BOT_USER):
            raise Refused("channel_not_found")
        message = self._workspace.find(channel.id, str(arguments["ts"]))
        if message is None or message.only_for or message.is_tombstone:
            raise Refused("message_not_found")
        if message.author != BOT_USER:
            raise Refused("cant_delete_message")
        self._workspace.remove(message)
        return {"channel": channel.id, "ts": message.ts}

    def post_ephemeral(self, arguments: Json) -> Json:
        """`chat.postEphemeral`; in a thread Slack shows it only if somebody has replied there already."""
        channel = self._channel(arguments["channel"])
        if str(arguments["user"]) not in channel.members:
            raise Refused("user_not_in_channel")
        text, blocks = content_of(arguments)
        thread = self._thread(channel, arguments.get("thread_ts"))
        if thread and not self._workspace.replies(channel.id, thread):
            self._manners.note("chat.postEphemeral: nobody sees it, because its thread has no replies yet")
            return {"message_ts": self._workspace.next_ts(channel.id)}
        message = self.tell(
            channel.id, only_for=str(arguments["user"]), text=text, blocks=blocks, thread_ts=thread
        )
        return {"message_ts": message.ts}

    def carrier(self, channel_id: str, files: list[File], arguments: Json) -> Message:
        """A message that would carry files, checked, by channel id (a DM's, too, but not a person's).

        Raises:
            Refused: it cannot be posted there, or not like that.
        """
        if channel_id not in self._workspace.channels:
            raise Refused("channel_not_found")
        channel = self._channel(channel_id)
        comment = str(arguments.get("initial_comment") or "")
        return Message(
            channel=channel.id,
            ts="",
            author=BOT_USER,
            text=comment,
            blocks=[] if comment else content_of(arguments | {"text": "files"})[1],
            thread_ts=self._thread(channel, arguments.get("thread_ts")),
            files=files,
        )

    def post(self, message: Message) -> Message:
        """Put a checked message where it belongs, now."""
        message.ts = self._workspace.next_ts(message.channel)
        return self._workspace.add(message)

    def get_permalink(self, arguments: Json) -> Json:
        """`chat.getPermalink`: an address that the page opens at that message."""
        channel, ts = str(arguments["channel"]), str(arguments["message_ts"])
        message = self._workspace.find(channel, ts)
        if channel not in self._workspace.channels:
            raise Refused("channel_not_found")
        if message is None or message.only_for or message.is_tombstone:
            raise Refused("message_not_found")
        link = f"{self._public_url}/archives/{channel}/p{ts.replace('.', '')}"
        if message.is_reply:
            link += f"?thread_ts={message.thread_ts}&cid={channel}"
        return {"channel": channel, "permalink": link}

    def tell(
        self,
        channel: str,
        *,
        only_for: str | None,
        text: str,
        blocks: list[Json] | None = None,
        thread_ts: str | None = None,
        author: str = BOT_USER,
    ) -> Message:
        """Say something by interaction: to one person only, or to the channel."""
        message = Message(
            channel=channel,
            ts=self._workspace.next_ts(channel),
            author=author,
            text=text,
            blocks=blocks or [],
            thread_ts=thread_ts,
            only_for=only_for,
        )
        return self._workspace.add(message)

    def respond(self, key: ResponseKey, arguments: Json, *, method: str = "response_url") -> None:
        """What a response URL, or the ack of a command, was given to say.

        Raises:
            Refused: there is nothing to say, or its blocks are wrong.
        """
        self._manners.look_at(method, arguments)
        try:
            self._answer(key, arguments)
        except Refused as refused:
            self._manners.refused(method, arguments, refused.error, refused.messages)
            raise

    def _answer(self, key: ResponseKey, arguments: Json) -> None:
        original = self._workspace.find(key.channel, key.message_ts) if key.message_ts else None
        if original is not None and original.author != BOT_USER:
            original = None  # a shortcut was used on what a person said: that stays
        if flag(arguments, "delete_original"):
            if original:
                self._workspace.remove(original)
            return
        text, blocks = content_of(arguments)
        if original and flag(arguments, "replace_original"):
            original.text, original.blocks = text, blocks
            self._workspace.edited(original)
            return
        is_public = arguments.get("response_type") == "in_channel"
        reader = None if is_public else key.user
        self.tell(key.channel, only_for=reader, text=text, blocks=blocks, thread_ts=key.thread_ts)

    def _channel(self, reference: object) -> Channel:
        channel = self._workspace.channel(str(reference))
        member = self._workspace.members.get(str(reference))
        if channel is None and member is not None and not member.is_app:
            channel = self._workspace.dm(member.id)
        if channel is None or (channel.is_private and BOT_USER not in channel.members):
            raise Refused("channel_not_found")
        if channel.is_archived:
            raise Refused("is_archived")
        if BOT_USER not in channel.members:
            raise Refused("not_in_channel")
        return channel

    def _thread(self, channel: Channel, thread_ts: object) -> str | None:
        """The parent's timestamp; a reply's own leads to its parent."""
        if not thread_ts:
            return None
        parent = self._workspace.find(channel.id, str(thread_ts))
        if parent is None or parent.only_for:
            raise Refused("cannot_reply_to_message")
        return parent.thread_ts or parent.ts


def content_of(arguments: Json) -> tuple[str, list[Json]]:
    """Text and checked blocks of something to be shown.

    Raises:
        Refused: `no_text`, `msg_too_long`, `invalid_blocks`, `markdown_text_conflict`.
    """
    text = str(arguments.get("text") or "")
    blocks = arguments.get("blocks") or []
    if markdown := str(arguments.get("markdown_text") or ""):
        if text or blocks:
            raise Refused("markdown_text_conflict")
        text = markdown  # shown as it is: nobody reads Markdown here
    wrong = problems(blocks, most=MESSAGE_BLOCKS)
    if wrong:
        raise Refused("invalid_blocks", wrong, errors=[each.removeprefix("[ERROR] ") for each in wrong])
    if tables_in(blocks) > 1:
        raise Refused("invalid_attachments", ["[ERROR] only_one_table_allowed"])
    if not text.strip() and not blocks and not arguments.get("attachments"):
        raise Refused("no_text")
    if len(text) > (MARKDOWN_LENGTH if markdown else TEXT_LENGTH):
        raise Refused("msg_too_long")
    return text, with_ids(blocks)


def _metadata(arguments: Json) -> Json | None:
    metadata = arguments.get("metadata")
    if metadata is None:
        return None
    is_whole = isinstance(metadata, dict) and isinstance(metadata.get("event_payload"), dict)
    if not is_whole or not isinstance(metadata.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise Refused("metadata_too_large")
    return dict(metadata)
