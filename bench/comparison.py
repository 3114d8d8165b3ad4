"""The table: what each reader makes of the same phrases, and how long it takes, in one run."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import NamedTuple

from bench.answers import Item
from bench.judge import Verdict, judge
from bench.peers import Missing, Reader

_WARM_UP = 30


class Column(NamedTuple):
    """A kind of phrase, and which verdict is counted."""

    title: str
    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    verdict: Verdict = Verdict.RIGHT


COLUMNS = (
    Column("English instants", ("en",), ("instant",)),
    Column("silently wrong", ("en",), ("instant",), Verdict.WRONG),
    Column("English dates", ("en",), ("date",)),
    Column("series", ("en",), ("recurrence",)),
    Column("not a time", ("en",), ("negative",)),
    Column("Spanish instants", ("es",), ("instant",)),
    Column("French instants", ("fr",), ("instant",)),
)


class Judged(NamedTuple):
    """An item with what a reader made of it."""

    item: Item
    verdict: Verdict
    ms: float


def table(readers: Sequence[Reader | Missing], items: Sequence[Item]) -> str:
    """A Markdown table; the first reader is what the others' time is compared with."""
    runs = [run(reader, items) if isinstance(reader, Reader) else [] for reader in readers]
    unit = _median(runs[0])
    rows = [_row(reader, judged, unit) for reader, judged in zip(readers, runs, strict=True)]
    titles = ["", *(f"{column.title} ({_count(column, items)})" for column in COLUMNS), "time per phrase"]
    return "\n".join(f"| {' | '.join(row)} |" for row in (titles, ["---"] * len(titles), *rows))


def run(reader: Reader, items: Sequence[Item]) -> list[Judged]:
    """Ask a reader for every phrase that it has a chance with; the first ones twice, to be warm."""
    mine = [item for item in items if reader.languages is None or _language(item) in reader.languages]
    for item in mine[:_WARM_UP]:
        _asked(reader.read, item)
    return [_asked(reader.read, item) for item in mine]


def _asked(read: Callable[[Item], Item], item: Item) -> Judged:
    begin = perf_counter()
    try:
        answer = read(item)
    except Exception:  # noqa: BLE001 - a parser that fails has not answered; whose it is does not matter
        answer = {"start": None}
    ms = (perf_counter() - begin) * 1000
    return Judged(item, judge(item, answer), ms)


def _row(reader: Reader | Missing, judged: list[Judged], unit: float) -> list[str]:
    if isinstance(reader, Missing):
        return [f"{reader.name}: {reader.why}", *["–"] * (len(COLUMNS) + 1)]
    return [
        reader.name,
        *(_share(reader, column, judged) for column in COLUMNS),
        f"{_median(judged) / unit:.1f} ×",
    ]


def _share(reader: Reader, column: Column, judged: list[Judged]) -> str:
    """How many of a hundred; a dash for what a reader does not claim to read."""
    verdicts = Counter(each.verdict for each in judged if _is_in(column, each.item))
    cannot = "recurrence" in column.kinds and not reader.has_rules
    return "–" if cannot or not verdicts else f"{100 * verdicts[column.verdict] / verdicts.total():.1f} %"


def _count(column: Column, items: Sequence[Item]) -> int:
    return sum(_is_in(column, item) for item in items)


def _is_in(column: Column, item: Item) -> bool:
    return item["class"] in column.kinds and _language(item) in column.languages


def _median(judged: list[Judged]) -> float:
    """Of English only: who reads one language must not win by it."""
    return statistics.median(each.ms for each in judged if _language(each.item) == "en")


def _language(item: Item) -> str:
    return str(item.get("lang", "en")).partition("-")[0]
