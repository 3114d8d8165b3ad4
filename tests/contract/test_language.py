"""Everything the bot says is said in Spanish too, with the same facts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot import times
from handlers import COMMAND, command
from handlers.sentences.spanish import SPANISH
from tests.fakes import NOON

ROOT = Path(__file__).resolve().parents[2]
TONGUE = ROOT / "handlers" / "sentences" / "tongue.py"
SAYING = frozenset({"t", "Text"})


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every `t(…)` and `Text(…)` of the project, with where it stands."""
    for folder in ("bot", "handlers"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if file == TONGUE:
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def literal(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def said() -> set[str]:
    return {text for _, call in calls() if (text := literal(call))}


def listed(texts: set[str]) -> str:
    return "\n".join(f"    {text!r}: ''," for text in sorted(texts))


def test_what_is_said_stands_where_it_is_said() -> None:
    unreadable = [place for place, call in calls() if not literal(call)]

    assert not unreadable, "t(…) and Text(…) take the English text itself, so that it is found and translated"


def test_nothing_is_said_before_it_is_known_to_whom() -> None:
    """A `t` at import would stay English for ever: what is kept is a `Text`."""
    at_import = []
    for file in sorted((ROOT / "handlers").rglob("*.py")):
        todo: list[ast.AST] = [ast.parse(file.read_text(encoding="utf8"))]
        while todo:
            node = todo.pop()
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t":
                at_import.append(f"{file.relative_to(ROOT)}:{node.lineno}")
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                todo.extend(ast.iter_child_nodes(node))

    assert not at_import


def test_each_text_is_in_the_spanish_table() -> None:
    missing = said() - SPANISH.keys()

    assert not missing, f"to be added to handlers/sentences/spanish:\n{listed(missing)}"


def test_the_spanish_table_has_no_text_that_is_no_longer_said() -> None:
    left_over = SPANISH.keys() - said()

    assert not left_over, f"to be taken out of handlers/sentences/spanish:\n{listed(left_over)}"


@pytest.mark.parametrize("english", sorted(SPANISH))
def test_a_text_has_the_same_facts_in_spanish(english: str) -> None:
    spanish = SPANISH[english]

    assert facts(spanish) == facts(english)
    assert spanish.count("`") == english.count("`"), "code stays code"
    assert spanish.count("*") == english.count("*"), "bold stays bold"
    assert re.findall(r"\n", spanish) == re.findall(r"\n", english)
    assert spanish.strip() == spanish != ""


def examples() -> list[tuple[str, str]]:
    """What can be pasted, in English and in Spanish: whole commands, and code in sentences."""
    commands = [(text, spanish) for text, spanish in SPANISH.items() if text.startswith(COMMAND)]
    inline = [
        pair
        for text, spanish in SPANISH.items()
        for pair in zip(re.findall("`([^`]+)`", text), re.findall("`([^`]+)`", spanish), strict=True)
        if "{" not in pair[0]
    ]
    return sorted({*commands, *inline})


def understood(example: str, locale: str) -> tuple[object, ...]:
    """What the bot makes of it at NOON, without the words themselves."""
    typed = example.removeprefix(COMMAND).removeprefix("@Room").strip()
    mention = re.sub(r"@(Dana|Lee|name|nombre)\b", "<@U0DANA|Dana>", typed)
    said = command.parse(mention)
    when = times.read(said.words, now=NOON, zone="America/New_York", locale=locale)
    period = times.read_period(said.words, now=NOON, zone="America/New_York", locale=locale)
    moved = times.read(said.to, now=NOON, zone="America/New_York", locale=locale)
    return (
        (said.verb, said.patient, said.provider, said.reference, said.aside),
        *(_moment(each) for each in (when, moved)),
        period and (period.begins, period.ends),
        times.read_days(said.words, now=NOON, zone="America/New_York", locale=locale),
    )


def _moment(reading: times.Reading) -> object:
    """Whose room it is ("my") is found out without the word."""
    if isinstance(reading, times.Instant):
        return reading.at, {*reading.rest.split()} - {"my", "mi"}
    return type(reading)


@pytest.mark.parametrize(("english", "spanish"), examples())
def test_an_example_means_the_same_in_spanish(english: str, spanish: str) -> None:
    assert understood(spanish, "es-LA") == understood(english, "en-US")
