"""What an app suggests for an external menu: asked for with what was typed, checked, and handed back.

Not here: the menu's other gestures (`gestures.py`, `in_views.py`).
"""

from __future__ import annotations

from sandbox.slack.compositions import option_problems
from sandbox.slack.manners import Manners
from sandbox.slack.shapes import EXTERNAL
from sandbox.slack.socket import NoAck, NoConnection, SocketMode
from sandbox.slack.wire import Json, Refused

LEAST_QUERY = 3
"""Characters before the app is asked, unless the menu says otherwise."""
NOTHING: Json = {"options": []}


class Suggestions:
    """Asks the app."""

    def __init__(self, socket: SocketMode, manners: Manners) -> None:
        self._socket = socket
        self._manners = manners

    async def ask(self, element: Json, payload: Json) -> Json:
        """The app's `options` or `option_groups`; no options where it does not answer, or wrongly.

        Raises:
            Refused: the element is no external menu.
        """
        if element["type"] not in EXTERNAL:
            raise Refused("action_not_found")
        if len(payload["value"]) < element.get("min_query_length", LEAST_QUERY):
            return NOTHING
        try:
            ack = await self._socket.send("interactive", payload, accepts_payload=True)
        except (NoAck, NoConnection):
            return NOTHING
        return self._checked(element, ack.payload)

    def _checked(self, element: Json, answer: Json) -> Json:
        offered = {name: answer[name] for name in ("options", "option_groups") if answer.get(name)}
        if not offered:
            return NOTHING
        wrong = option_problems({"type": element["type"], **offered})
        if wrong:
            self._manners.note(f"ack of block_suggestion: Slack shows none of it: {'; '.join(wrong)}")
        return NOTHING if wrong else offered
