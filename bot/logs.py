"""Log lines for the operator. Nothing here knows what a room is, and no line carries a body or a link.

The libraries below us log whole requests: slack-sdk's DEBUG lines hold message bodies, httpx's INFO lines
hold URLs. They are kept at WARNING whatever level is asked for.
"""

from __future__ import annotations

import logging
import sys

_TALKATIVE = ("slack_bolt", "slack_sdk", "httpx", "httpcore", "aiohttp", "apscheduler")


def set_up_logs(level: int = logging.INFO) -> None:
    """Send our own log lines to stderr, one line each, with UTC times left to the platform's collector."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Bolt warns that it ignores the token in the environment, as our own client has it: true, and meant.
    logging.getLogger("slack_bolt").addFilter(lambda line: "`token`" not in line.getMessage())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
