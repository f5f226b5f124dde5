from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pembinaan.shared_cache import FileCache


@pytest.fixture
def cache(tmp_path):
    return FileCache(str(tmp_path), {})


def test_only_one_of_many_wins_a_name(cache):
    start = Barrier(16)

    def attempt(number):
        start.wait()
        return cache.add("lock", number, timeout=10)

    with ThreadPoolExecutor(16) as pool:
        wins = [sum(pool.map(attempt, range(16))) for _round in range(20) if not cache.delete("lock") or True]
    assert wins == [1] * 20


def test_an_expired_name_is_free_again(cache):
    assert cache.add("lock", 1, timeout=-1)
    assert cache.add("lock", 2, timeout=10)
    assert not cache.add("lock", 3, timeout=10)
    assert cache.get("lock") == 2


def test_nothing_half_written_stays_behind(cache, tmp_path):
    cache.add("lock", 1)
    cache.add("lock", 2)
    assert len(list(tmp_path.iterdir())) == 1
