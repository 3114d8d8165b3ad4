"""A series before and after the click: how many sessions, which ones, and the missing ones once more."""

from __future__ import annotations

from datetime import datetime

from bot.booking import Booking, Retries
from handlers.blocks import series
from handlers.book import Book
from handlers.confirming import begin
from handlers.desk import Desk
from handlers.gesture import Ack, Gesture
from handlers.slack import Said


class Series:
    """The listeners that only a series has."""

    def __init__(self, *, booking: Booking, retries: Retries, book: Book, desk: Desk) -> None:
        """`book` shows the preview that a choice is answered with."""
        self._booking = booking
        self._retries = retries
        self._book = book
        self._desk = desk

    async def how_many(self, gesture: Gesture, ack: Ack) -> None:
        """So many sessions of a series without an end; answered with the preview."""
        await ack()
        draft_id, count = gesture.subject
        shown = await self._booking.choose_sessions(
            draft_id, int(count), gesture.who, reply_url=gesture.reply_url
        )
        await self._book.show(gesture, shown)

    async def left_out(self, gesture: Gesture, ack: Ack) -> None:
        """Dates to be left out, all that are chosen; answered with the preview. Kept before the ack.

        A click on the button right after it finds the draft changed.
        """
        draft_id, *_ = gesture.row.split("|")
        left = {datetime.fromisoformat(each) for each in gesture.values}
        shown = await self._booking.leave_out(draft_id, left, gesture.who, reply_url=gesture.reply_url)
        await ack()
        await self._book.show(gesture, shown)

    async def retried(self, gesture: Gesture, ack: Ack) -> None:
        """Retry the missing ones: the promise is committed before the ack."""
        series_id, where = gesture.subject
        is_here = where == series.HERE

        async def promised() -> Said | None:
            rooms, is_new = await self._retries.retry_missing(
                series_id, gesture.who, reply_url=gesture.reply_url if is_here else None
            )
            return series.retrying(len(rooms), is_here=is_here) if is_new else None

        await begin(self._desk, gesture, ack, promised(), replace=is_here)
