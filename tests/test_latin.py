"""The words of English and its neighbours: what is known of them, and that a bad cache only costs time."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from linter.latin import vocabulary, word_lists
from linter.latin.sorted_words import SortedWords
from linter.latin.vocabulary import (
    begins_word,
    completions,
    count_of,
    ends_word,
    foreign_use,
    is_english,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLES = ("english", "english_backwards", "foreign")


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """Every test looks the words up anew, as a new run does."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for name in TABLES:
        getattr(word_lists, name).cache_clear()
    vocabulary.count_of.cache_clear()
    vocabulary.foreign_use.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def tables(folder: Path) -> list[Path]:
    """What a cache has besides the list of its files."""
    (_manifest,), files = folder.glob("seedlint-manifest"), folder.iterdir()
    return [file for file in files if file.name != "seedlint-manifest"]


def test_sorted_words() -> None:
    rows = [("ab", "3"), ("a", "1"), ("ábc", "4"), ("abc", "2")]
    words = SortedWords(SortedWords.write(rows))
    assert [(word, words.get(word)) for word, _ in rows] == rows
    assert [words.get(word) for word in ("", "0", "aa", "abcd", "z", "\udc00")] == [None] * 6
    assert list(words.starting("ab")) == [("ab", "3"), ("abc", "2")]
    assert list(words.starting("b")) == []
    assert len(list(words.rows())) == 4
    assert SortedWords(b"").get("a") is None


def test_counts() -> None:
    assert count_of("the") > count_of("network") > count_of("gradient") >= word_lists.OFTEN
    assert count_of("softmax") == count_of("bservation") == count_of("") == 0
    assert is_english("network")
    assert not is_english("minima")


def test_parts_of_words() -> None:
    assert ends_word("cision")
    assert not ends_word("core")
    assert not ends_word("xqzw")
    assert begins_word("vocabu")
    assert not begins_word("network")
    assert list(completions("bservation", 2)) == [("observation", count_of("observation"))]
    assert list(completions("servation", 1)) == []


def test_other_languages() -> None:
    use = foreign_use("información")
    assert use is not None
    assert use.language == "es"
    assert use.share > 100
    assert foreign_use("softmax") is None


def test_a_second_run_reads_what_the_first_one_wrote(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ends_word("cision")
    assert foreign_use("modelo") is not None
    assert len(tables(folder)) == len(TABLES)
    _forget()
    monkeypatch.setattr(word_lists, "_read", None)  # no list is read
    assert ends_word("cision")
    assert foreign_use("modelo") is not None


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "other", "folder"])
def test_a_damaged_cache_only_costs_time(folder: Path, damage: str) -> None:
    count = count_of("network")
    (file,) = tables(folder)
    whole = file.read_bytes()
    middle = len(whole) // 2
    match damage:
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(whole[:middle])
        case "changed":
            file.write_bytes(whole[:middle] + bytes(20) + whole[middle + 20 :])
        case "other":
            file.write_bytes(b"i\x00\x00\x00\x00")
        case _:
            file.unlink()
            file.mkdir()
    _forget()
    assert count_of("network") == count
    if damage != "folder":
        assert file.read_bytes() == whole


@pytest.mark.parametrize("place", ["none", "a file"])
def test_without_a_cache(folder: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    if place == "none":
        monkeypatch.setenv("SEEDLINT_CACHE_DIR", "")
    else:
        folder.write_text("in the way", encoding="utf-8")
    assert count_of("network") > 0
    assert begins_word("vocabu")


def test_runs_at_the_same_time(folder: Path) -> None:
    def look_up(_number: int) -> int:
        _forget()
        return count_of("network")

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(look_up, range(4)))) == 1
    assert [file.name for file in tables(folder)] == [f"words-en-{sys.implementation.cache_tag}.marshal"]
