"""Where bots are forked (`forking`), everything is imported and compiled once; nobody else imports this."""

# ruff: noqa: F401 - imported to be there

import httpcore  # httpx does so with its first client

import bot.bootstrap
import handlers.surface
import tests.forking  # what a fork begins with
from bot import times

times.warm()
