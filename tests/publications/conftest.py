"""The library as search knows it."""

import pytest

from apps.search.draining import rebuild


@pytest.fixture
def indexed(db, settings, tmp_path):
    """Call it once the records of a test are there: the index is the test's own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    return rebuild
