"""Log lines for the operator. Nothing here knows what a room is, and no line carries a body or a link.

The libraries below us log whole requests: slack-sdk's DEBUG lines hold message bodies, httpx's INFO lines
hold URLs. They are kept at WARNING whatever level is asked for. What a foreign exception says may hold what
was typed: of it is told only what it is and where it was raised.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType

from bot.errors import BotError

_TALKATIVE = ("slack_bolt", "slack_sdk", "httpx", "httpcore", "aiohttp", "apscheduler")
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Tells of an exception what it is and where it was raised; what it says only if it is one of ours."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802  logging's own name
        """The exception, and those that led to it."""
        return "\n".join(_told(ei[1], "", set())) if ei[1] else ""


def _told(error: BaseException, how: str, told: set[int]) -> Iterator[str]:
    """Lines about an exception and those behind it, each once; `how` it is related to the one before."""
    if id(error) in told:
        return
    told.add(id(error))
    yield how + _named(error)
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_name}"
    for each in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _told(each, "among them ", told)
    if error.__cause__:
        yield from _told(error.__cause__, "caused by ", told)
    elif error.__context__ and not error.__suppress_context__:
        yield from _told(error.__context__, "after ", told)


def _named(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{name}: {error}" if isinstance(error, BotError) else name


def first_line(line: logging.LogRecord) -> bool:
    """Leave off what asyncio puts below: the task that failed, with what was raised in it."""
    line.msg, line.args = line.getMessage().partition("\n")[0], ()
    return True


def set_up_logs(level: int = logging.INFO) -> None:
    """Send our own log lines to stderr, one line each, with UTC times left to the platform's collector."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Bolt warns that it ignores the token in the environment, as our own client has it: true, and meant.
    logging.getLogger("slack_bolt").addFilter(lambda line: "`token`" not in line.getMessage())
    logging.getLogger("asyncio").addFilter(first_line)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
