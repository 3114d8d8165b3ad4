"""What is written about the project is what the code does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bot.settings import NAMES
from handlers.command import Verb, parse
from handlers.sentences.help import HELP

ROOT = Path(__file__).resolve().parents[2]
INDEXES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.", "deb" + "ian.org")


def test_the_example_environment_documents_each_name() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf8").splitlines()
    told = {line.partition("=")[0]: lines[at - 1] for at, line in enumerate(lines) if "=" in line}
    wanted = {name.name: f"# {name.what}" for name in NAMES if name.name != "SANDBOX_CLOCK_URL"}

    assert told == wanted


def test_the_readme_documents_each_name() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    for name in NAMES:
        if name.name != "SANDBOX_CLOCK_URL":
            assert f"| `{name.name}` | {name.what} |" in readme


def test_the_readme_shows_the_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    for _, what, examples in HELP:
        shown = "<br>".join(f"`{example()}`" for example in examples)
        assert f"| {what()} | {shown} |" in readme


@pytest.mark.parametrize("example", [example() for _, _, examples in HELP for example in examples])
def test_every_example_in_the_help_can_be_pasted(example: str) -> None:
    said = parse(
        re.sub(r"@(\w+)(?=\s|$)", r"<@U0\1|\1>", example.removeprefix("/room")).replace(
            "<@U0Dana", "<@U0DANA"
        )
    )

    assert said.words or said.verb in {Verb.BOOK, Verb.LIST, Verb.SETTINGS, Verb.HELP}


def test_no_file_names_a_package_index() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607  git is on the PATH
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        file = ROOT / name
        if file.is_file() and file.suffix not in {".png", ".gif"}:
            text = file.read_text(encoding="utf8")
            assert not [index for index in INDEXES if index in text], name
