"""How a person's hands find a button, menu or input, and use it.

Not here: the verbs that tests speak in (`driver.py`), and what the eyes see (`sight.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sandbox.choosing import NoOption, chosen, label_of, suggested
from sandbox.reading import SeenMessage, newest
from sandbox.sight import NotThere, Sight
from sandbox.slack import SlackSandbox
from sandbox.slack.forms import TEXTS
from sandbox.slack.shapes import EXTERNAL
from sandbox.slack.views import View
from sandbox.slack.wire import Json
from sandbox.slack.workspace import Message

Look = Callable[[list[Json]], tuple[Json, Json] | None]
ON_EVERY_CHARACTER = "on_character_entered"


class Control(NamedTuple):
    """A button, menu or input, and where it stands."""

    place: View | Message
    block: Json
    element: Json


class Hands(Sight):
    """Somebody who can reach what they see."""

    def __init__(self, handle: str, slack: SlackSandbox) -> None:
        super().__init__(handle, slack)
        self._is_at_home = False

    def _find(self, look: Look, message: SeenMessage | None) -> Control | None:
        """A control in the modal in front, in the Home tab if that is open, else in the newest message."""
        front = self._slack.modals.front(self.id)
        home = self._slack.homes.of(self.id) if self._is_at_home else None
        for view in (front, home):
            if message is None and view is not None and (found := look(view.blocks)):
                return Control(view, *found)
        target = newest(self._again(message), lambda each: look(each.message.blocks) is not None)
        found = look(target.message.blocks) if target else None
        return Control(target.message, *found) if target and found else None

    async def _form(self) -> View:
        home = self._slack.homes.of(self.id) if self._is_at_home else None
        return self._slack.modals.front(self.id) or home or await self.modal()

    def _input(self, view: View, label: str) -> Control:
        block = next((each for each in view.blocks if label_of(each) == label), None)
        if block is None:
            labels = [label_of(each) for each in view.blocks if label_of(each)]
            raise NotThere(f"No input {label!r}; there are {labels}")
        return Control(view, block, block["element"])

    async def _choose(self, control: Control, option: str | list[str], *, confirms: bool) -> None:
        """Choose or type; the app hears of it at once, unless it is an input that waits for the submit."""
        try:
            value: object = chosen(control.element, option, self._workspace)
            if control.element["type"] in EXTERNAL:
                value = await self._looked_up(control, option)
        except NoOption as error:
            raise NotThere(str(error)) from None
        if control.block["type"] != "input" or _tells_at_once(control):
            await self._act(control, value, confirms=confirms)
        elif isinstance(control.place, View):
            ids = control.block["block_id"], control.element["action_id"]
            control.place.typed.setdefault(ids[0], {})[ids[1]] = value

    async def _looked_up(self, control: Control, names: str | list[str]) -> Json | list[Json]:
        if isinstance(names, list):
            return [suggested(await self._suggested(control, each), each) for each in names]
        return suggested(await self._suggested(control, names), names)

    async def _suggested(self, control: Control, words: str) -> Json:
        place, ids = control.place, (control.block["block_id"], control.element["action_id"])
        if isinstance(place, View):
            return await self._slack.in_views.suggest(place, *ids, words)
        return await self._slack.people.suggest(self.id, place, *ids, words)

    async def _act(self, control: Control, value: object, *, confirms: bool = True) -> None:
        place, block, element = control
        if "confirm" in element and not confirms:
            return
        ids = block["block_id"], element["action_id"]
        if isinstance(place, View):
            await self._slack.in_views.act(place, *ids, value, place.typed)
        else:
            await self._slack.people.click(self.id, place, *ids, value)

    def _typed_into(self, control: Control) -> object:
        if not isinstance(control.place, View):
            return None
        return control.place.typed.get(control.block["block_id"], {}).get(control.element["action_id"])


def _tells_at_once(control: Control) -> bool:
    if not control.block.get("dispatch_action"):
        return False
    return control.element["type"] not in TEXTS or ON_EVERY_CHARACTER in dispatched_on(control.element)


def dispatched_on(element: Json) -> list[str]:
    """When a text input tells the app; Enter unless it says otherwise."""
    wanted: Json = element.get("dispatch_action_config") or {}
    return list(wanted.get("trigger_actions_on") or ["on_enter_pressed"])
