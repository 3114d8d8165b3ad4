from __future__ import annotations

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """No bot runs where Slack's stand-in meets other apps: measured, they would take twice the time."""
    if item.path.name.startswith("test_slack_sandbox"):
        item.add_marker(pytest.mark.no_cover)
