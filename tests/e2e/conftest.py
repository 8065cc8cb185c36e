"""What the end-to-end tests share."""

from __future__ import annotations

import pytest

from tests.office import Office


@pytest.fixture
def office() -> Office:
    return Office()
