"""What is kept on disk for a while."""

import shutil
from collections import Counter

from apps.serving.file_cache import FileCache


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


def test_keeping_one_thing_more_costs_the_same_however_much_is_kept(tmp_path):
    """Each time, the whole folder that it goes into is listed."""
    cache = FileCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 5120}})
    for number in range(2000):
        cache.set(f"api:10.0.{number}", 1)

    folders = Counter(file.parent for file in tmp_path.rglob("*") if file.is_file())

    assert folders.total() == 2000
    assert max(folders.values()) <= 20


def test_what_is_kept_can_be_counted_up_ended_and_forgotten(tmp_path):
    cache = FileCache(str(tmp_path), {})

    assert cache.add("asked", 1)
    assert not cache.add("asked", 1)
    assert cache.incr("asked") == 2
    assert cache.touch("asked", 60)
    assert cache.delete("asked")
    assert cache.get("asked") is None
    cache.set("asked", 1)
    cache.clear()
    assert cache.get("asked") is None
