"""What an app owes its readers beyond Slack's limits: a validator over everything that it puts before people.

It collects sentences and never refuses. Not here: what Slack itself refuses (`blocks.py`, `views.py`), though
such a refusal is a violation, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.slack.readable import ids_of, label_trouble, walk
from sandbox.slack.wire import Json

ADVISED_TEXT = 4000
POSTS = frozenset(
    {"chat.postMessage", "chat.update", "chat.postEphemeral", "chat.scheduleMessage", "response_url"}
)
VIEWS = frozenset({"views.open", "views.push", "views.update", "views.publish"})
FILES = "files.completeUploadExternal"
REFUSALS = frozenset(
    {
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_arguments",
        "msg_too_long",
        "no_text",
        "view_too_large",
        "metadata_too_large",
        "invalid_metadata_format",
    }
)
_LINK = re.compile(r"https?://", re.IGNORECASE)
_SHOUT = re.compile(r"<!(channel|here|everyone|subteam\b[^>]*)>|<!subteam\^")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Manners:
    """Looks at everything an app sends, and keeps what is wrong with it."""

    def __init__(self) -> None:
        self.violations: list[str] = []

    def look_at(self, method: str, arguments: Json) -> None:
        """Check one call, response or ack payload; anything without words or blocks for people is let by."""
        if method in VIEWS:
            found = _view(arguments.get("view"))
        elif method in POSTS or method.startswith("ack of /"):
            found = _message(method, arguments)
        elif method == FILES:
            found = _file_message(arguments)
        elif method.startswith("ack of ") and "view" in arguments:
            found = _view(arguments["view"])
        else:
            return
        self._keep(method, arguments, found)

    def refused(self, method: str, arguments: Json, error: str, messages: list[str]) -> None:
        """Slack refused it for its content."""
        if error in REFUSALS and (method in POSTS | VIEWS | {FILES} or method.startswith("ack of ")):
            self._keep(method, arguments, [f"Slack refuses it: {error} {'; '.join(messages)}".rstrip()])

    def note(self, sentence: str) -> None:
        """Keep what can only be told where it happens."""
        self.violations.append(sentence)

    def _keep(self, method: str, arguments: Json, found: Iterator[str] | list[str]) -> None:
        shown = _shown(arguments)
        self.violations += [f"{method}: {each} (in {shown})" for each in found]


def _shown(arguments: Json) -> str:
    """Which message or view that was, for whoever looks for it."""
    view = arguments.get("view")
    if isinstance(view, dict):
        title = view.get("title")
        named = title.get("text") if isinstance(title, dict) else view.get("type")
        return f"view {view.get('callback_id') or named!r}"
    return f"message {str(arguments.get('text') or arguments.get('initial_comment') or '')[:80]!r}"


def _message(method: str, arguments: Json) -> Iterator[str]:
    if arguments.get("delete_original"):
        return
    text, blocks = str(arguments.get("text") or ""), arguments.get("blocks") or []
    if blocks and not text.strip():
        yield "no text fallback beside the blocks"
    if len(text) > ADVISED_TEXT:
        yield f"text of {len(text)} characters; {ADVISED_TEXT} are advised at most"
    if _LINK.search(text):
        yield "a link in the text, which notifications show and which is the fallback beside blocks"
    if _LINK.search(str(arguments.get("metadata") or "")):
        yield "a link in the metadata"
    yield from _words(text, "text")
    yield from _blocks(blocks)
    if _is_for_all(method, arguments) and _has_link(text, blocks):
        loose = [name for name in ("unfurl_links", "unfurl_media") if not _is_off(arguments.get(name))]
        if loose:
            yield f"a link, and {' and '.join(loose)} not off"


def _file_message(arguments: Json) -> Iterator[str]:
    comment = str(arguments.get("initial_comment") or "")
    if _LINK.search(comment):
        yield "a link in the comment of a file, which notifications show"
    yield from _words(comment, "initial_comment")


def _view(view: object) -> Iterator[str]:
    if isinstance(view, dict):  # its private metadata goes back to the app and to nobody else
        yield from _blocks(view.get("blocks") or [])


def _blocks(blocks: object) -> Iterator[str]:
    if not isinstance(blocks, list):
        return
    for index, block in enumerate(blocks):
        for node, path in walk(block, f"blocks/{index}"):
            if node.get("type") == "mrkdwn" and isinstance(node.get("text"), str):
                yield from _words(node["text"], path)
            if node.get("type") == "broadcast":
                yield f"calls everybody at {path}"
            trouble = label_trouble(node, is_labelled=path.endswith("/element"))
            if trouble:
                yield f"{trouble} at {path}{ids_of(node)}"


def _words(text: str, path: str) -> Iterator[str]:
    if _SHOUT.search(text):
        yield f"unescaped markup that calls everybody at {path}"
    if _TURNING.search(text):
        yield f"a control character that turns the reading direction at {path}"


def _has_link(text: str, blocks: object) -> bool:
    """Whether Slack would find something to unfurl; the address behind a button is not."""
    if _LINK.search(text):
        return True
    nodes = (node for block in blocks for node, _ in walk(block, "")) if isinstance(blocks, list) else ()
    return any(
        node.get("type") == "link"
        or (node.get("type") == "mrkdwn" and bool(_LINK.search(str(node.get("text")))))
        for node in nodes
    )


def _is_for_all(method: str, arguments: Json) -> bool:
    """Whether Slack would unfurl it: posts, and public answers; edits and whispers are not unfurled."""
    is_post = method in {"chat.postMessage", "chat.scheduleMessage"}
    return is_post or arguments.get("response_type") == "in_channel"


def _is_off(flag: object) -> bool:
    return flag is False or str(flag).lower() in {"false", "0"}
