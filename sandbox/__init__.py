"""A clinic's Slack and BetterPT on one machine, with the real bot between them and a clock to push.

Nothing here is needed, or imported, by the bot.
"""
