"""A room's history in people's words: one line for each thing that was asked, done or said."""

from __future__ import annotations

from handlers.sentences.tongue import Text, t


class History:
    """Short texts without facts."""

    TITLE = Text("What happened to this room")
    NOTHING = Text("Nothing is on record: it was booked before I kept a history.")
    BOT = Text("the bot")
    BY_DM = Text("a direct message")
    LOOKED = Text("🔎 asked BetterPT how it stands")
    EARLIER, LATER = Text("Earlier"), Text("Later")


history = History()

_ASKED = {
    "book": Text("🙋 {who} asked for the room"),
    "move": Text("🙋 {who} asked to move it"),
    "late": Text("🙋 {who} said that they are running late"),
    "cancel": Text("🙋 {who} asked to cancel it"),
    "retry": Text("🙋 {who} asked to create it again"),
    "leave": Text("🙋 {who} left it as it was"),
}
_CALLED = {
    "create": Text("🏥 BetterPT: room created ({ms} ms)"),
    "reschedule": Text("🏥 BetterPT: moved to {start} ({ms} ms)"),
    "cancel": Text("🏥 BetterPT: cancelled ({ms} ms)"),
}
_FAILED = {
    "create": Text("⚠️ BetterPT was asked to create the room: {answer} ({ms} ms)"),
    "reschedule": Text("⚠️ BetterPT was asked to move it: {answer} ({ms} ms)"),
    "cancel": Text("⚠️ BetterPT was asked to cancel it: {answer} ({ms} ms)"),
    "get": Text("⚠️ BetterPT was asked how it stands: {answer} ({ms} ms)"),
}
_ANSWERS = {
    "RoomsUnavailable": Text("it could not be reached, and nothing was done"),
    "RoomsUnauthorized": Text("it does not accept this bot's credentials"),
    "RoomsRejected": Text("it refused"),
    "RoomMissing": Text("it does not know this room"),
    "OutcomeUnknown": Text("no answer that tells whether it was done"),
    "interrupted": Text("I was stopped before the answer came"),
}
_NOTICES = {
    "card": Text("the card"),
    "links": Text("the links"),
    "change": Text("what was changed"),
    "outcome": Text("the outcome"),
    "follow-up": Text("the follow-up"),
    "problem": Text("a problem"),
    "booked": Text("the booking"),
    "calendar": Text("the calendar entry"),
    "reminder": Text("the reminder"),
    "alert": Text("that the provider did not come"),
}
_HOW = {
    "posted": Text("💬 {what}: posted in {where}"),
    "edited": Text("💬 {what}: brought up to date in {where}"),
    "failed": Text("⚠️ {what}: Slack did not take it for {where}"),
}
_SURPRISE = Text("something went wrong on my side")
_NOTICE = Text("a message")


def about(said: str, provider: str) -> str:
    """Which room it is."""
    return t("{when}, with {provider}", when=said, provider=provider)


def clock(said: str) -> str:
    """The time of a line, without its zone, which is said once."""
    return said.rsplit(" ", 1)[0]


def clock_of(zone: str) -> str:
    """Whose clock the lines are by."""
    return t("By {zone}. Only you see this.", zone=zone)


def asked(what: str, who: str, to: str) -> str:
    """Who asked for what."""
    if what == "give":
        return t("🙋 {who} handed it over to {to}", who=who, to=to)
    return _ASKED.get(what, _ASKED["book"])(who=who)


def in_words(line: str, words: str) -> str:
    """The same with the words that the time was said in."""
    return t("{line}: “{words}”", line=line, words=words)


def read_as(line: str, said: str) -> str:
    """The same with how they were read."""
    return t("{line}, read as {when}", line=line, when=said)


def called(what: str, answer: str, ms: str, start: str, reasons: str) -> str:
    """A call to BetterPT, and what it answered."""
    if answer == "done" and what in _CALLED:
        return _CALLED[what](ms=ms, start=start)
    said = _ANSWERS.get(answer, _SURPRISE)()
    if reasons:
        said = t("{answer}: “{reasons}”", answer=said, reasons=reasons)
    return _FAILED.get(what, _FAILED["get"])(answer=said, ms=ms)


def looked(status: str) -> str:
    """How BetterPT had it."""
    return t("🔎 asked BetterPT how it stands: {status}", status=status)


def said(what: str, how: str, where: str) -> str:
    """A message of ours."""
    notice = _NOTICES.get(what, _NOTICE)()
    return _HOW.get(how, _HOW["posted"])(what=notice[:1].upper() + notice[1:], where=where)


def by_dm(who: str) -> str:
    """Where it was said, to one person."""
    return t("a direct message to {who}", who=who)


def corrected(who: str, was: str, now: str, reason: str) -> str:
    """A person knew better."""
    if not reason:
        return t("✏️ Corrected by {who}: {was} → {now}", who=who, was=was, now=now)
    return t(
        "✏️ Corrected by {who}: {was} → {now}, because “{reason}”", who=who, was=was, now=now, reason=reason
    )


def again(line: str, count: int, last: str) -> str:
    """The same thing several times in a row."""
    return t("{line} · {count} times until {last}", line=line, count=count, last=last)
