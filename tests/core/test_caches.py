"""What is kept on disk for a while."""

import shutil

from apps.core.caches import FileCache


def test_a_cache_that_cannot_keep_anything_still_gives_answers(tmp_path):
    folder = tmp_path / "cache"
    cache = FileCache(str(folder), {})
    cache.set("place", "Bali")
    assert cache.get("place") == "Bali"

    shutil.rmtree(folder)
    folder.write_text("A file where the folder should be")

    assert cache.get_or_set("year", lambda: 2002) == 2002
    assert cache.add("place", "Bali")
    assert cache.get("place") is None
    assert not cache.has_key("place")
