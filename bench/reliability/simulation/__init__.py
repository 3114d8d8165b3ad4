"""Whole clinics in simulated time: the real house over outsides that keep their own rules and fail by seed.

One seed is one world: people who click, a BetterPT and a Slack with trouble, a bot that dies, clocks that are
put right. Nothing waits, so a day takes a fraction of a second, and a seed always gives the same day. What is
judged (`checks`) is what arrived outside. Not here: HTTP, SQL on a disk, several processes.
"""
