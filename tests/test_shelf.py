from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.chinese import shelf
from linter.chinese.shelf import FromCache, Shelf, is_whole, keep
from linter.chinese.windows import Windows, around, surroundings
from linter.values import Value

WORDS = st.text("甲乙丙丁里面a𠮷", min_size=1, max_size=4)


@given(st.dictionaries(WORDS, st.integers()), st.lists(st.text("甲乙丙丁里面a𠮷", max_size=4)))
def test_a_shelf_has_what_the_dictionary_has(words: dict[str, int], asked: list[str]) -> None:
    kept = Shelf[int](*Shelf.write(words))
    for word in (*words, *asked):
        assert kept.get(word) == words.get(word)
        assert kept.get(word, -1) == words.get(word, -1)
        assert (word in kept) == (word in words)
    assert kept == words
    assert len(kept) == len(words)


def test_a_shelf_reads_only_the_part_with_the_word() -> None:
    index, data = Shelf.write({"甲乙": 1, "丙丁": 2})
    start, end = index["丙"]
    kept = Shelf[int](index, data[:start] + bytes(end - start) + data[end:])
    assert kept["甲乙"] == 1
    assert kept.get("戊") is None
    with pytest.raises(KeyError):
        kept["甲丙"]


def test_order_says_nothing() -> None:
    assert Shelf.write({"甲乙": 1, "甲丙": 2}) == Shelf.write({"甲丙": 2, "甲乙": 1})


class Some(Value):
    many: dict[str, int]
    few: frozenset[str]


def test_attributes_are_read_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_MANY", 2)
    checksum, kept = keep(Some({"甲": 1, "乙": 2}, frozenset("丙丁")))
    assert is_whole(checksum, kept)
    table = FromCache(kept)
    assert isinstance(table.many, Shelf)
    assert table.many["乙"] == 2
    assert table.few == {"丙", "丁"}
    with pytest.raises(AttributeError):
        _ = table.others
    kept["few"] = bytes(len(kept["few"]))
    assert not is_whole(checksum, kept)


TEXTS = st.text("甲乙丙丁里裡面麵\n\t，", min_size=1, max_size=12)


@given(st.dictionaries(WORDS, WORDS, max_size=12), TEXTS)
def test_windows_say_what_the_sets_say(words: dict[str, str], text: str) -> None:
    listed = [(word, (becomes * 4)[: len(word)]) for word, becomes in words.items()]
    (pairs, runs), characters = surroundings(listed, {})
    windows = Windows(around(frozenset("甲乙丙丁里裡面麵，"), (pairs, runs)))
    for index in range(len(text)):
        near = [
            text[index - before : index - before + length]
            for length in (2, 3)
            for before in range(length)
            if before <= index and index - before + length <= len(text)
        ]
        expected = not pairs.isdisjoint(near) and not runs.isdisjoint(near)
        assert windows.cover(text, index) == expected
        assert not expected or not characters.isdisjoint(text)


def test_a_character_nobody_asks_about_has_no_windows() -> None:
    both, _ = surroundings([("甲乙", "甲丙")], {})
    assert around("乙", both) == {"乙": "甲乙\t甲乙"}
    assert not Windows(around("乙", both)).cover("甲乙", 0)
    assert Windows(around("乙", both)).cover("甲乙", 1)
