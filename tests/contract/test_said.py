"""No sentence is left over: whatever is kept to be said is said somewhere."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = ROOT / "handlers" / "sentences"


def names(tree: ast.Module) -> Iterator[str]:
    """The functions of a module of sentences, and the texts in its classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            targets = [each for line in node.body if isinstance(line, ast.Assign) for each in line.targets]
            yield from (part.id for each in targets for part in ast.walk(each) if isinstance(part, ast.Name))


def test_each_sentence_is_said() -> None:
    code = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]
    said = Counter(word for file in code for word in re.findall(r"\w+", file.read_text(encoding="utf8")))
    kept = {
        f"{file.name}: {name}"
        for file in SENTENCES.glob("*.py")
        for name in names(ast.parse(file.read_text(encoding="utf8")))
        if said[name] == 1 and not name.startswith("__")
    }

    # `usage` is what the manifest shows beside the command.
    assert kept <= {"help.py: usage"}, "nobody says this any more: take it out"
