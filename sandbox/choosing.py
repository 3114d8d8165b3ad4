"""How a person finds a control by what is written on it, and names what they choose in it.

Not here: pressing it (`driver.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.slack.forms import elements_of, options_of
from sandbox.slack.wire import Json
from sandbox.slack.workspace import Workspace

MORE = "More actions"
"""What the page and a screen reader call an overflow menu."""
_PRESSED = frozenset({"button", "image"})


class NoOption(Exception):
    """No such option; it says which there are."""


def label_of(block: Json) -> str:
    """The words above an input; empty for other blocks."""
    return str(block["label"]["text"]) if block["type"] == "input" else ""


def names_of(block: Json, element: Json) -> list[str]:
    """Everything a person may call a menu or an input by: its label, its placeholder, the text beside it."""
    beside = [block["text"]["text"]] if block["type"] == "section" and "text" in block else []
    placeholder = [element["placeholder"]["text"]] if "placeholder" in element else []
    overflow = [MORE] if element["type"] == "overflow" else []
    return [name for name in (label_of(block), *placeholder, *overflow, *beside) if name]


def menus_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every control in which one chooses or types, with its block."""
    return ((block, element) for block, element in elements_of(blocks) if element["type"] not in _PRESSED)


def menu(blocks: list[Json], name: str) -> tuple[Json, Json] | None:
    """A menu, picker or input by any of its names."""
    return next((found for found in menus_of(blocks) if name in names_of(*found)), None)


def choices(element: Json) -> tuple[str, ...]:
    """The words of its options, as they stand there; none for pickers and texts."""
    return tuple(option["text"]["text"] for option in options_of(element))


def chosen(element: Json, value: str | list[str], workspace: Workspace) -> str | list[str]:
    """What the page would send for a choice made by its visible name.

    Raises:
        NoOption: there is none of that name.
    """
    if isinstance(value, list):
        return [str(chosen(element, each, workspace)) for each in value]
    kind = element["type"].removeprefix("multi_")
    options = {option["text"]["text"]: option["value"] for option in options_of(element)}
    if options:
        if value not in {*options, *options.values()}:
            raise NoOption(f"No option {value!r}; there are {[*options]}")
        return str(options.get(value, value))
    if kind == "users_select":
        people = workspace.members.values()
        return next((each.id for each in people if value in (each.name, each.handle)), value)
    if kind in {"channels_select", "conversations_select"}:
        wanted = value.removeprefix("#")
        channels = workspace.channels.values()
        return next((each.id for each in channels if wanted in (each.name, each.id)), value)
    return value
