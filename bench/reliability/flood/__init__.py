"""The flood: a month of follow-ups, all of them due at once when the bot comes back.

    python -m bench.reliability.flood [--rooms 10000] [--speed 25]

A real bot process on a SQLite file, Slack and BetterPT a tenth of a second away, Slack's rate limits on.
While the flood lasts, somebody books rooms. All is counted at the stand-ins, but for the lag of the bot's
event loop, which a watch beside it keeps (`lagging`).
"""
