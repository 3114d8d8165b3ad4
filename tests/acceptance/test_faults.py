"""A sample of the fault matrix: the real house over the stand-ins, and how each cell ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.reliability.faults.matrix import cells, chosen, ended
from bench.reliability.faults.mishaps import MISHAPS
from bench.reliability.faults.operations import OPERATIONS

HANDLERS = Path(__file__).resolve().parents[2] / "handlers"
CELLS = 48
SEED = 4


@pytest.mark.timeout(600)
async def test_whatever_goes_wrong_with_a_call_it_ends_in_a_named_state_and_nothing_stands_twice() -> None:
    found = [each async for each in ended(chosen(CELLS, SEED))]

    broken = [f"{each.name}: {each.state} {each.doubles}\n{each.seen}" for each in found if not each.is_good]
    assert broken == []
    assert len(found) == CELLS


def test_the_matrix_has_every_mishap_for_every_call() -> None:
    assert len(cells()) >= 150
    assert {operation.name for operation, _ in cells()} == {each.name for each in OPERATIONS}
    assert {mishap.name for _, mishap in cells()} == {each.name for each in MISHAPS}


def test_every_method_of_slack_that_the_bot_calls_has_its_row() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in HANDLERS.glob("*.py"))
    called = {_as_slack_writes(name) for name in re.findall(r"client\.((?:[a-z]+_)+[A-Za-z]+)", code)}

    assert called - {"files.upload"} <= {each.called for each in OPERATIONS}


def _as_slack_writes(method: str) -> str:
    """`chat_postMessage` is `chat.postMessage`; an upload is three calls, which the SDK makes."""
    return "files.upload" if method.startswith("files_upload") else method.replace("_", ".")
