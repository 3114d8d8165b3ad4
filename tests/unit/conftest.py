from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ledger import SqliteLedger
from tests.clinic import Clinic
from tests.house import House


@pytest.fixture
async def clinic() -> AsyncIterator[Clinic]:
    ledger = SqliteLedger(":memory:")
    yield Clinic(ledger)
    await ledger.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    made = House(tmp_path)
    yield made
    await made.clinic.ledger.close()
