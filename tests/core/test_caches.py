"""What is kept on disk for a while."""

from apps.core.caches import FileCache


def test_a_cache_that_cannot_keep_anything_still_gives_answers(tmp_path):
    folder = tmp_path / "cache"
    cache = FileCache(str(folder), {})
    cache.set("place", "Bali")
    assert cache.get("place") == "Bali"

    # As on a full disk, nothing more can be written.
    cache._createdir = lambda: (folder / "place").mkdir(parents=True)
    (folder / "place").write_text("")

    assert cache.get_or_set("year", lambda: 2002) == 2002
    assert cache.get("place") == "Bali"
