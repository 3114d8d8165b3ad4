from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.ledger import SqliteLedger
from tests.clinic import Clinic


@pytest.fixture
async def clinic() -> AsyncIterator[Clinic]:
    ledger = SqliteLedger(":memory:")
    yield Clinic(ledger)
    await ledger.close()
