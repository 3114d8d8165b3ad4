"""Draws a report's picture: sessions by what became of them, the attendance rate over them, minutes below.

    python -m bot.reports.picture < drawing.json > picture.png

It is a process of its own. So drawing never holds up the bot, and what it takes of memory is given back. The
library that draws (`matplotlib`) is an extra: where it is missing, it ends with `NO_LIBRARY`. Colours are
told apart by people who see few (Okabe and Ito), and nothing is told by colour alone: bars have patterns.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.reports.drawing import NO_LIBRARY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INCHES, _DOTS = (8, 10.4), 150
"""Upright, 1200 dots wide: a phone shows it whole."""
_INK, _FAINT, _LINE = "#1d1c1d", "#616061", "#e8e8e8"
_LOOKS = {
    "held": ("#0072b2", ""),
    "patient-missing": ("#e69f00", "//"),
    "provider-missing": ("#d55e00", "xx"),
    "nobody": ("#cc79a7", ".."),
    "too-short": ("#f0e442", "--"),
    "not-reported": ("#bdbdbd", "oo"),
    "cancelled-late": ("#7f7f7f", "\\\\"),
    "cancelled": ("#d9d9d9", ""),
    "to-come": ("#ffffff", ""),
}
"""Colour and pattern of each fate."""
_SIDES = {"patient": ("#e69f00", "-"), "provider": ("#0072b2", "--")}
_MOST_LABELS = 8
_TITLE, _LONGEST_TITLE = 19, 42
"""Its size, and how many letters fit at that size."""
_BIN, _LONGEST = 5, 70
"""Minutes."""


def draw(drawing: dict[str, Any]) -> bytes:
    """The picture of a drawing (`bot.reports.drawing`) as PNG; it does not tell when or where it was made.

    Raises:
        ImportError: matplotlib is not installed.
    """
    from matplotlib import rc_context  # noqa: PLC0415  an extra
    from matplotlib.figure import Figure  # noqa: PLC0415

    with rc_context({"font.size": 12, "hatch.linewidth": 0.6, "axes.edgecolor": _FAINT}):
        figure = Figure(figsize=_INCHES, dpi=_DOTS, facecolor="white")
        _headline(figure, drawing)
        _bars(figure.add_axes((0.1, 0.46, 0.8, 0.33)), drawing)
        _lengths(figure.add_axes((0.1, 0.06, 0.8, 0.215)), drawing)
        out = BytesIO()
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _headline(figure: Figure, drawing: dict[str, Any]) -> None:
    title = drawing["title"]
    size = min(_TITLE, _TITLE * _LONGEST_TITLE / len(title))
    figure.text(0.05, 0.955, title, size=size, weight="bold", color=_INK, va="center")
    width = 0.9 / len(drawing["headline"])
    for place, (number, word) in enumerate(drawing["headline"]):
        figure.text(0.05 + place * width, 0.895, number, size=26, weight="bold", color=_INK, va="center")
        figure.text(0.05 + place * width, 0.858, word, size=12, color=_FAINT, va="center")


def _bars(axes: Axes, drawing: dict[str, Any]) -> None:
    """Sessions, stacked; over them the attendance rate as a line on an axis of its own."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    words, labels = drawing["words"], drawing["labels"]
    axes.set_title(words["sessions"], loc="left", size=13, color=_INK, pad=10)
    if not drawing["bars"]:
        _nothing(axes, words["nothing"])
        return
    ground = [0] * len(labels)
    for bar in drawing["bars"]:
        colour, pattern = _LOOKS[bar["fate"]]
        places = [at for at, sessions in enumerate(bar["sessions"]) if sessions]
        axes.bar(
            places,
            [bar["sessions"][at] for at in places],
            bottom=[ground[at] for at in places],
            width=0.82,
            color=colour,
            hatch=pattern,
            edgecolor=_INK if colour == "#ffffff" else "#ffffff",
            linewidth=0.6,
            label=bar["word"],
        )
        ground = [below + here for below, here in zip(ground, bar["sessions"], strict=True)]
    _plain(axes)
    axes.set_xlim(-0.6, len(labels) - 0.4)
    axes.set_ylim(0, max(ground) * 1.08)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    every = -(-len(labels) // _MOST_LABELS)
    axes.set_xticks(range(0, len(labels), every), labels[::every])
    _rates(axes, drawing)
    lines, names = axes.get_legend_handles_labels()
    axes.legend(
        lines, names, loc="upper left", bbox_to_anchor=(-0.02, -0.09), ncols=3, frameon=False, fontsize=11
    )


def _rates(axes: Axes, drawing: dict[str, Any]) -> None:
    word = drawing["words"]["rate"]
    known = [(at, rate * 100) for at, rate in enumerate(drawing["rates"]) if rate is not None]
    if not known:
        return
    beside = axes.twinx()
    beside.plot(*zip(*known, strict=True), color=_INK, marker="o", markersize=4, linewidth=1.6)
    axes.plot([], [], color=_INK, marker="o", markersize=4, linewidth=1.6, label=word)
    beside.set_ylim(0, 108)
    beside.set_yticks(range(0, 101, 25), [f"{each}%" for each in range(0, 101, 25)])
    beside.tick_params(colors=_FAINT, length=0)
    for spine in beside.spines.values():
        spine.set_visible(False)


def _lengths(axes: Axes, drawing: dict[str, Any]) -> None:
    """How many held sessions took how long, for each side."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    words = drawing["words"]
    axes.set_title(words["minutes"], loc="left", size=13, color=_INK, pad=10)
    if not any(each["minutes"] for each in drawing["lengths"]):
        _nothing(axes, words["no_minutes"])
        return
    edges = [*range(0, _LONGEST + _BIN + 1, _BIN)]
    for side in drawing["lengths"]:
        colour, line = _SIDES[side["side"]]
        counts = [0] * (len(edges) - 1)
        for minutes, sessions in side["minutes"]:
            counts[minutes // _BIN] += sessions
        axes.stairs(counts, edges, color=colour, linestyle=line, linewidth=2.2, label=side["word"])
        axes.stairs(counts, edges, fill=True, color=colour, alpha=0.15)
    _plain(axes)
    axes.set_xlim(0, _LONGEST + _BIN)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xticks(range(0, _LONGEST + 1, 10))
    axes.legend(loc="upper left", frameon=False, fontsize=11)


def _plain(axes: Axes) -> None:
    axes.grid(axis="y", color=_LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=_FAINT, length=0)
    for name in ("top", "right", "left"):
        axes.spines[name].set_visible(False)


def _nothing(axes: Axes, words: str) -> None:
    axes.text(0.5, 0.5, words, ha="center", va="center", color=_FAINT, transform=axes.transAxes)
    axes.set_axis_off()
    axes.title.set_visible(True)


def main() -> int:
    """Draw what comes in."""
    try:
        sys.stdout.buffer.write(draw(json.load(sys.stdin)))
    except ImportError:
        return NO_LIBRARY
    return 0


if __name__ == "__main__":
    sys.exit(main())
