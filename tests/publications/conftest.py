"""The library as search knows it."""

import pytest

from apps.search.index_sync import rebuild


@pytest.fixture
def indexed(db):
    """Call it once the records of a test are there."""
    return rebuild
