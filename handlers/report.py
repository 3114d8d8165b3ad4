"""`/room report`: the figures at once, privately; then the picture and the table for a spreadsheet, by DM."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.booking import Accounts
from bot.errors import NotifyError, PictureMissing
from bot.preferences import Preferences
from bot.reports import Pictures, Report, drawing, sheet
from handlers.blocks import parts
from handlers.blocks import report as blocks
from handlers.command import Command
from handlers.desk import Desk, File
from handlers.gesture import Ack, Gesture
from handlers.people import People
from handlers.sentences import reports as sentences
from handlers.sentences.reports import words

log = logging.getLogger(__name__)


class Reporting:
    """The listeners of reports."""

    def __init__(self, *, accounts: Accounts, preferences: Preferences, people: People, desk: Desk) -> None:
        """`accounts` decide who sees whose figures."""
        self._accounts = accounts
        self._preferences = preferences
        self._people = people
        self._desk = desk
        self._pictures = Pictures()

    async def asked(self, gesture: Gesture, said: Command) -> None:
        """`/room report [<days>] [@provider]`."""
        person = await self._people.look_up(gesture.who)
        await self._people.check(gesture.who, "outside")
        report = await self._accounts.asked(
            said.words, gesture.who, provider=said.provider, zone=person.zone, locale=person.locale
        )
        by = "provider" if len(report.groups) > 1 else "stretch"
        await self._say(gesture, report, by, is_coming=report.figures.booked > 0)
        if report.figures.booked:
            await self._send(gesture, report)

    async def turned(self, gesture: Gesture, ack: Ack) -> None:
        """By week, or by provider: in the place of the other table."""
        await ack()
        report, by = await self._again(gesture)
        await self._say(gesture, report, by, is_coming=False)

    async def listed(self, gesture: Gesture, ack: Ack) -> None:
        """Every session, for coordinators: by DM, with chart numbers."""
        await ack()
        report, _ = await self._again(gesture)
        lines = await self._accounts.lines(report, gesture.who)
        content = sheet.lines_as_csv(lines, report.zone, has_references=True)
        await self._desk.try_to_say(gesture, parts.sentence(words.LINES_COME), replace=False)
        name = f"sessions-{report.days.first}-{report.days.last}.csv"
        await self._give(gesture, [File(name, content)], words.LINES)

    async def posted(self, gesture: Gesture, ack: Ack) -> None:
        """Post to channel: promised before the ack."""
        report, _ = await self._again(gesture)
        await self._accounts.post(report, gesture.who)
        await ack()
        channel = (await self._preferences.clinic()).channel or ""
        said = parts.sentence(sentences.posted(parts.channel(channel)))
        await self._desk.try_to_say(gesture, said, replace=False)

    async def _again(self, gesture: Gesture) -> tuple[Report, str]:
        days, provider, by, clinic = blocks.asked(gesture.value)
        zone = await self._preferences.zone(gesture.who) or "UTC"
        report = await self._accounts.of(days, gesture.who, provider=provider, clinic=clinic, zone=zone)
        return report, by

    async def _say(self, gesture: Gesture, report: Report, by: str, *, is_coming: bool) -> None:
        said = blocks.report(
            report,
            by=by,
            is_coming=is_coming,
            may_post=await self._accounts.may_post(report, gesture.who),
            may_see_lines=self._accounts.may_see_lines(gesture.who),
        )
        await self._desk.say(gesture, said)

    async def _send(self, gesture: Gesture, report: Report) -> None:
        """The files, to the person alone. Nothing is promised: who misses them asks again."""
        name = f"report-{report.days.first}-{report.days.last}"
        comment, files = words.FILES, [File(f"{name}.csv", sheet.as_csv(report))]
        try:
            shown = drawing(report, sentences.picture_words(), blocks.title(report))
            files.insert(0, File(f"{name}.png", await self._pictures.of(shown)))
        except PictureMissing as error:
            log.warning("%s", error)
            comment = words.NO_PICTURE if error.is_installed else words.NO_LIBRARY
        await self._give(gesture, files, comment)

    async def _give(self, gesture: Gesture, files: Sequence[File], comment: str) -> None:
        try:
            await self._desk.send(gesture.who, files, comment)
        except NotifyError as error:
            log.info("the files of a report were not sent: %s", error)
            await self._desk.try_to_say(gesture, parts.sentence(words.NOT_SENT), replace=False)
