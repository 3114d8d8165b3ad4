"""The JavaScript packages of the tests are pinned by content, wherever they come from."""

from __future__ import annotations

import json
from pathlib import Path

NODE = Path(__file__).resolve().parents[1] / "node"


def test_every_javascript_package_is_pinned_by_its_hash_and_by_no_address() -> None:
    text = (NODE / "package-lock.json").read_text(encoding="utf8")
    packages = {name: each for name, each in json.loads(text)["packages"].items() if name}
    assert packages
    assert [name for name, each in packages.items() if not each.get("integrity")] == []
    assert "resolved" not in text
    assert "://registry." not in text
