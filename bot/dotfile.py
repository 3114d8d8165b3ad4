"""What a `.env` file says: each line as it stands there, or which of them cannot be read.

A line that is passed over may be the one that names the ledger, and the bot would begin another one. Nothing
is put in for `${NAME}`: passwords hold such signs. Not here: which names there are (`settings`).
"""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from bot.errors import SettingsError


def said_by(file: Path) -> dict[str, str]:
    """The names that it sets; none where there is no such file.

    Raises:
        SettingsError: it, or a line of it, cannot be read. No line is quoted: it may hold a secret.
    """
    if file.is_dir() or not (file.exists() or file.is_symlink()):
        return {}
    said = {}
    for each in parse_stream(StringIO(_text(file))):
        if _is_unclear(each):
            problem = f"line {_line(each)} is no NAME=value: mend it, or begin it with #"
            raise SettingsError({str(file): problem})
        if each.key and each.value:
            said[each.key] = each.value
    return said


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # some editors begin with a mark
    except UnicodeDecodeError as error:
        raise SettingsError({str(file): "is not in UTF-8: save it as that"}) from error
    except OSError as error:
        raise SettingsError({str(file): f"cannot be read: {error.strerror}"}) from error


def _is_unclear(line: Binding) -> bool:
    is_half = line.key is not None and line.value is None
    return line.error or is_half or "\0" in line.original.string


def _line(unclear: Binding) -> int:
    """Its number; the parser counts from the blank lines before it."""
    text = unclear.original.string
    return unclear.original.line + text[: len(text) - len(text.lstrip())].count("\n")
