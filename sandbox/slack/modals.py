"""Open modals: a stack of up to three per person, the rules for opening them, and `views.*`.

Not here: what a view may hold (`views.py`), what happens on submit (`in_views.py`), Home tabs (`homes.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.changes import Changes
from sandbox.slack.keys import Trigger, Triggers
from sandbox.slack.views import View, checked, new_view_id
from sandbox.slack.wire import Json, Refused

STACK = 3


class Modals:
    """Everybody's open modals."""

    def __init__(self, triggers: Triggers, changes: Changes) -> None:
        self._triggers = triggers
        self._changes = changes
        self._stacks: dict[str, list[View]] = {}

    def stack(self, user: str) -> list[View]:
        """A person's modals, the one in front last."""
        return self._stacks.setdefault(user, [])

    def front(self, user: str) -> View | None:
        """The modal a person sees."""
        return next(reversed(self.stack(user)), None)

    def find(self, view_id: str) -> View | None:
        """An open modal by its id."""
        return next((each for each in self._all() if each.id == view_id), None)

    def open(self, arguments: Json) -> Json:
        """`views.open`."""
        content = checked(arguments["view"])
        trigger = self._triggers.spend(arguments.get("trigger_id"))
        self.stack(trigger.user).clear()
        return {"view": self.put(trigger, content).as_json()}

    def push(self, arguments: Json) -> Json:
        """`views.push`."""
        content = checked(arguments["view"])
        trigger = self._triggers.spend(arguments.get("trigger_id"))
        if not self.stack(trigger.user):
            raise Refused("not_found")
        return {"view": self.put(trigger, content).as_json()}

    def update(self, arguments: Json) -> Json:
        """`views.update`, by id or external id; a stale `hash` is refused."""
        content = checked(arguments["view"])
        view = self._named(arguments)
        if arguments.get("hash") not in (None, "", view.hash):
            raise Refused("hash_conflict")
        self.show(view, content)
        return {"view": view.as_json()}

    def put(self, trigger: Trigger, content: Json) -> View:
        """Put a checked view on top of a person's stack."""
        stack = self.stack(trigger.user)
        if len(stack) >= STACK:
            raise Refused("push_limit_reached")
        external = content.get("external_id")
        if external and any(each.content.get("external_id") == external for each in self._all()):
            raise Refused("duplicate_external_id")
        view_id = new_view_id()
        view = View(
            id=view_id,
            user=trigger.user,
            channel=trigger.channel,
            content={},
            root_id=stack[0].id if stack else view_id,
            previous_id=stack[-1].id if stack else None,
        )
        stack.append(view)
        self.show(view, content)
        return view

    def show(self, view: View, content: Json) -> None:
        """Put checked content into an open modal."""
        view.show(content)
        self._changes.happened()

    def close(self, view: View, *, whole_stack: bool = False) -> None:
        """Take a modal away, or all of that person's."""
        stack = self.stack(view.user)
        stack[:] = [] if whole_stack else [each for each in stack if each is not view]
        self._changes.happened()

    def respond(self, view: View, action: Json) -> None:
        """Do what the ack of a submission says with `response_action`.

        Raises:
            Refused: it says something that cannot be done.
        """
        kind = action.get("response_action")
        if kind == "errors":
            view.errors = _errors(action.get("errors"))
            self._changes.happened()
        elif kind == "update":
            self.show(view, checked(action.get("view")))
        elif kind == "push":
            place = Trigger(user=view.user, channel=view.channel, born=0)
            self.put(place, checked(action.get("view")))
        else:
            self.close(view, whole_stack=kind == "clear")

    def _named(self, arguments: Json) -> View:
        view_id, external = arguments.get("view_id"), arguments.get("external_id")
        for view in self._all():
            if view.id == view_id or (external and view.content.get("external_id") == external):
                return view
        raise Refused("not_found")

    def _all(self) -> Iterator[View]:
        return (view for stack in self._stacks.values() for view in stack)


def _errors(given: object) -> dict[str, str]:
    if not isinstance(given, dict) or not given:
        raise Refused("invalid_arguments", ["[ERROR] must be an object [json-pointer:/errors]"])
    return {str(block): str(said) for block, said in given.items()}
