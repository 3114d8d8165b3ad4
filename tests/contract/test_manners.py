"""Every sandbox in which the bot speaks is looked at, and what nobody is to send is in no file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOTS = [*sorted((ROOT / "tests" / "acceptance").glob("*.py")), ROOT / "tests/integration/test_process.py"]
WATCHING = "conftest.py"
"""Its sandboxes are fixtures, and looked at after the test."""


@pytest.mark.parametrize("file", BOTS, ids=lambda file: file.name)
def test_a_test_that_opens_a_sandbox_by_itself_has_it_watched(file: Path) -> None:
    opened = [
        node.lineno
        for node in ast.walk(ast.parse(file.read_text(encoding="utf8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Sandbox"
    ]

    assert file.name == WATCHING or not opened, "`tests.manners.watched()` opens one that is looked at"


def test_no_clock_is_that_of_somebodys_device() -> None:
    """Slack's datetimepicker shows the zone of the viewer's device: not the provider's."""
    named = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "handlers").rglob("*.py")
        if "datetimepicker" in file.read_text(encoding="utf8")
    ]

    assert named == []
