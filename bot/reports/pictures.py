"""Has pictures drawn, each by a process of its own (`picture`), a few at a time."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from bot.errors import PictureMissing
from bot.reports.drawing import NO_LIBRARY

_DRAWER = "bot.reports.picture"
_AT_ONCE = 2
"""More would take the machine from those who book."""
_PATIENCE = 30.0
"""Seconds; it takes one or two."""


class Pictures:
    """Has drawings drawn."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def of(self, drawing: dict[str, Any]) -> bytes:
        """The picture of a drawing, as PNG.

        Raises:
            PictureMissing: there is none, and why.
        """
        async with self._turns:
            return await _drawn(json.dumps(drawing).encode())


async def _drawn(drawing: bytes) -> bytes:
    try:
        drawer = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", _DRAWER),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError as error:
        raise PictureMissing("no process can be started") from error
    try:
        async with asyncio.timeout(_PATIENCE):
            drawn, _ = await drawer.communicate(drawing)
    except TimeoutError as error:
        raise PictureMissing("it took too long") from error
    finally:
        if drawer.returncode is None:
            drawer.kill()
            await drawer.wait()
    if drawer.returncode == NO_LIBRARY:
        raise PictureMissing("matplotlib is not installed", is_installed=False)
    if drawer.returncode or not drawn:
        raise PictureMissing(f"drawing ended with {drawer.returncode}")
    return drawn
