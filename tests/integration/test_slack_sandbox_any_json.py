"""Blocks and views of any form at all are looked at, and what is taken can be shown: nothing ever breaks."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.slack.blocks import problems, with_ids
from sandbox.slack.forms import mistakes, state_of
from sandbox.slack.manners import Manners
from sandbox.slack.people import DANA
from sandbox.slack.shapes import BLOCKS, ELEMENTS, TYPES, UNREAD
from sandbox.slack.text import texts_in
from sandbox.slack.views import View, checked
from sandbox.slack.wire import Refused
from tests.integration.slack_blocks import WHOLE
from tests.integration.slack_stage import Json, modal, plain, section

NAMES = [*TYPES, "type", "text", "title", "label", "placeholder", "timestamp", "blocks", "submit", "style"]
WORDS = st.sampled_from([*BLOCKS, *ELEMENTS, *UNREAD, "plain_text", "mrkdwn", "rich_text_section", "", "x"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 200) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=12,
)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  any JSON
    """The way to everything inside."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, inner in pairs:
        yield (*path, name)
        yield from places(inner, (*path, name))


PLACES = [*places(WHOLE)]


def put(whole: Any, path: tuple[Any, ...], value: object) -> Any:  # noqa: ANN401  any JSON
    """The same with something else at one place."""
    changed = deepcopy(whole)
    node = changed
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    return changed


def shown(blocks: list[Json]) -> None:
    """Everything that happens to blocks which were taken."""
    named = with_ids(blocks)
    values = state_of(named, {})
    mistakes(named, values)
    [*texts_in(named)]
    frame = View(id="V1", user=DANA.id, channel="", content={}, root_id="V1")
    for _ in range(2):
        frame.show({"type": "home", "blocks": blocks})
    frame.as_json(values)


def looked_at(blocks: Any) -> None:  # noqa: ANN401  any JSON
    Manners().look_at("chat.postMessage", {"text": "x", "blocks": blocks})
    Manners().look_at("views.open", {"view": {"type": "modal", "blocks": blocks}})
    if not problems(blocks, most=50):
        shown(blocks)
    for kind in ("modal", "home"):
        try:
            checked({"type": kind, "title": plain("A form"), "submit": plain("Send"), "blocks": blocks})
        except Refused:
            continue


def test_what_the_other_tests_break_is_whole() -> None:
    assert problems(WHOLE, most=50) == []
    shown(WHOLE)


@given(ANYTHING)
@settings(max_examples=150, deadline=None)
def test_any_json_at_all_is_looked_at(anything: Any) -> None:  # noqa: ANN401  any JSON
    looked_at(anything)
    try:
        checked(anything)
    except Refused:
        return


@given(st.sampled_from(PLACES), ANYTHING)
@settings(max_examples=600, deadline=None)
def test_blocks_with_anything_in_one_place_are_looked_at(path: tuple[Any, ...], anything: object) -> None:
    looked_at(put(WHOLE, path, anything))


@given(st.sampled_from([*places(modal(section("x"), close=plain("No")))]), ANYTHING)
@settings(max_examples=150, deadline=None)
def test_views_with_anything_in_one_place_are_looked_at(path: tuple[Any, ...], anything: object) -> None:
    view = put(modal(section("x"), close=plain("No")), path, anything)
    Manners().look_at("views.open", {"view": view})
    try:
        content = checked(view)
    except Refused:
        return
    opened = View(id="V1", user=DANA.id, channel="", content={}, root_id="V1")
    opened.show(content)
    assert opened.title
