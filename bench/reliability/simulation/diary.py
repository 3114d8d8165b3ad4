"""What happened in a world, line by line: the same seed writes the same diary."""

from __future__ import annotations

from bench.reliability.simulation.clockwork import WallClock


class Diary:
    """Kept only where somebody is going to read it."""

    def __init__(self, clock: WallClock, *, is_kept: bool) -> None:
        self.clock = clock
        self._is_kept = is_kept
        self.lines: list[str] = []

    def note(self, who: str, what: str, about: str = "") -> None:
        """Note that it happened now; `about` names a patient, which tells the rooms of a world apart."""
        if not self._is_kept:
            return
        clock = self.clock
        off = f" (the bot's clock {clock.off.total_seconds():+.0f} s)" if clock.off else ""
        at = f"{clock.elapsed:12.3f}  {clock.true():%m-%d %H:%M:%S}"
        self.lines.append(f"{at}  {who:<9} {about.partition('@')[0]:<6} {what.strip()}{off}")
