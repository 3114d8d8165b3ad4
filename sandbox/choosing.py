"""How a person finds a control by what is written on it, and names what they choose in it.

Not here: pressing it (`driver.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.slack.forms import elements_of, options_of
from sandbox.slack.people import BOT_USER, Channel
from sandbox.slack.wire import Json
from sandbox.slack.workspace import Workspace

MORE = "More actions"
"""What the page and a screen reader call an overflow menu."""
_PRESSED = frozenset({"button", "image"})


class NoOption(Exception):
    """No such option, or too many at once; it says which there are, or how many may be chosen."""


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
        NoOption: there is none of that name, or more are chosen than the menu takes.
    """
    if isinstance(value, list):
        most = element.get("max_selected_items")
        if most is not None and len(value) > most:
            raise NoOption(f"Only {most} can be chosen, not {value}")
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
        return _conversation(element, value, workspace)
    return value


def suggested(offered: Json, name: str) -> Json:
    """The whole option of that name among those that an app suggested for an external menu.

    Raises:
        NoOption: there is none of that name.
    """
    options = options_of(offered)
    found = next((each for each in options if name in (each["text"]["text"], each["value"])), None)
    if found is None:
        raise NoOption(f"No option {name!r}; the app offers {[each['text']['text'] for each in options]}")
    return found


def _conversation(element: Json, value: str, workspace: Workspace) -> str:
    wanted = value.removeprefix("#")
    channels = [each for each in workspace.channels.values() if is_offered(each, element)]
    found = next((each.id for each in channels if wanted in (each.name, each.id)), None)
    if found is None:
        raise NoOption(f"No conversation {value!r}; there are {[each.name for each in channels]}")
    return found


def is_offered(channel: Channel, element: Json) -> bool:
    """Whether a menu of channels or conversations has that one, by the menu's kind and its `filter`.

    Archived ones are there: one may be archived between the look and the choice, and an app has to bear it.
    """
    if element["type"].endswith("channels_select"):
        return channel.is_public
    wanted: Json = element.get("filter") or {}
    kind = "im" if channel.is_dm else "private" if channel.is_private else "public"
    is_left_out = (channel.is_shared and wanted.get("exclude_external_shared_channels")) or (
        channel.is_dm and BOT_USER in channel.members and wanted.get("exclude_bot_users")
    )
    return kind in wanted.get("include", [kind]) and not is_left_out
