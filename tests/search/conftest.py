import pytest


@pytest.fixture
def index_dir(settings, tmp_path):
    """An index of the test's own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    return settings.SEARCH_INDEX_DIR
