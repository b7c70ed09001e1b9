"""Where matches of an expression can begin: found by `re` in a small part of the time of the expression.

What the first characters of a match may be is read off the expression as the `regex` package parses it. From
that comes an expression of `re` without backtracking, which finds every place where a match may begin, and
few others. These are private interfaces: where something is not as expected, nothing is known, and all places
are looked at.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.lazy import compiled_re, kept

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import regex

#: How many characters the package looks for as quickly as `re`.
_FEW = 4
#: Ranges of code points, both ends included, sorted, without overlap.
_Class = tuple[tuple[int, int], ...]
#: How many of the first characters are looked at, and the most ways in which a match may begin.
_FIRST, _MOST = 3, 120
_ASCII_END, _LAST = 0x80, 0x10FFFF
_ANY: _Class = ((0, _LAST),)
_NOT_ASCII: _Class = ((_ASCII_END, _LAST),)
_NO_LINE_FEED: _Class = ((0, 9), (11, _LAST))
_LETTERS: _Class = ((65, 90), (97, 122))
#: What is an ASCII letter but for case, and where nothing has another case.
_LIKE_ASCII: _Class = ((0x130, 0x131), (0x17F, 0x17F), (0x212A, 0x212A))
_CASELESS: _Class = (
    (0x80, 0xB4),
    (0x2000, 0x20CF),
    (0x2E80, 0xA63F),
    (0xAC00, 0xFAFF),
    (0xFDD0, 0xFDEF),
    (0xFF01, 0xFF20),
)
_BEYOND_BMP = 0x10000
_BEYOND: _Class = ((_BEYOND_BMP, _LAST),)
_BEYOND_ASCII = range(_ASCII_END, _BEYOND_BMP)
#: The classes of nodes, by their names. Those that match no character, and those that may match anything.
_LINE_STARTS = frozenset(("StartOfLine", "StartOfLineU"))
_NOTHING = frozenset(("Boundary", "StartOfString", "StartOfWord", "EndOfWord"))
_NOTHING |= {"EndOfLine", "EndOfLineU", "EndOfString", "EndOfStringLine", "EndOfStringLineU"}
_ANYTHING = frozenset(("CallGroup", "Conditional", "Grapheme", "LookAroundConditional", "RefGroup"))
_ENCLOSING = frozenset(("Atomic", "Group"))
_REPEATS = frozenset(("GreedyRepeat", "LazyRepeat", "PossessiveRepeat"))
_ANY_CHARACTER = frozenset(("Any", "AnyAll"))
_OF_TWO = frozenset(("SetDiff", "SetInter"))
_CLASSES = _OF_TWO | {"Character", "Property", "Range", "SetUnion"}
#: How often one is in a text, about: an ASCII letter in lower case, a space, another character of ASCII.
_LETTER, _SPACE, _OTHER = 0.01, 0.05, 0.004
#: The same for the other characters of some ranges, and how often all that a class has of it are at most.
_FREQUENCIES = (
    ((0x4E00, 0x9FFF), 0.001, 0.6),
    ((0x3000, 0x303F), 0.01, 0.1),
    ((0xFF00, 0xFF5F), 0.01, 0.1),
    ((0xFDD0, 0xFDD2), 0.02, 0.06),
    ((_ASCII_END, _LAST), 0.0002, 0.02),
)
#: From how many code points of text on it pays to look for the places where a match may begin.
_LONG = 1_000
#: To look at a place takes as long as to search so many code points. They are counted after some places.
_APART, _SOME = 64, 32
#: What is more frequent is not looked for.
_FREQUENT = 0.4


class _UnsureError(Exception):
    """The expression has something that this does not know."""


class _Way(NamedTuple):
    """A way in which a match may begin: its first characters, and whether what follows is next in it."""

    classes: tuple[_Class, ...]
    is_open: bool = True
    in_line: bool = False
    """Whether they are the first of a line."""
    previous: _Class | None = None
    """If there are none yet, what the character before must be."""


class Beginnings(NamedTuple):
    """What finds the places where matches may begin."""

    find: re.Pattern[str]
    """Matches near each such place."""
    offset: int
    """How far after the place it matches; -1 if it matches the line feed before."""

    def places(self, text: str, start: int = 0) -> Iterator[int]:
        """The places from an offset on where a match may begin, in order."""
        offset = self.offset
        if offset < 0 and not start:
            yield 0
        for found in self.find.finditer(text, max(start + offset, 0)):
            yield found.start() - offset


def matches(
    pattern: regex.Pattern[str], text: str, start: int = 0, left: Callable[[], float | None] = lambda: None
) -> Iterator[regex.Match[str]]:
    """The matches of a pattern in a text, from an offset on.

    Args:
        pattern: the pattern.
        text: the text.
        start: the offset; lookbehinds see what is before it.
        left: gives the seconds that the pattern may take from now on; None for any.

    Raises:
        TimeoutError: it took longer.
    """
    known = beginnings(pattern) if len(text) - start >= _LONG else None
    end = start
    for tried, place in enumerate(known.places(text, start) if known is not None else (), 1):
        if not tried % _SOME and place - start < tried * _APART:
            known, end = None, max(place, end)  # the pattern is quicker by itself
            break
        if place >= end:
            match = pattern.match(text, place, timeout=left())
            if match is not None:
                yield match
                end = match.end()
    if known is None:
        yield from pattern.finditer(text, end, timeout=left())


@functools.cache
def beginnings(pattern: regex.Pattern[str]) -> Beginnings | None:
    """What finds the places where matches of a pattern may begin; None if these are not known, or many."""
    lists = [f"{name}\0{sorted(words)}" for name, words in sorted(pattern.named_lists.items())]
    key = "\0".join((pattern.pattern, *lists))
    find, offset = kept("beginnings", key, pattern.flags, lambda: _expression(pattern))
    return Beginnings(compiled_re(find), offset) if find else None


def _expression(pattern: regex.Pattern[str]) -> tuple[str, int]:
    """The parts of `Beginnings`; empty if nothing is known."""
    try:
        ways = _Reader(pattern).ways()
    except (_UnsureError, AttributeError, ImportError, LookupError, RecursionError, TypeError, ValueError):
        return "", 0
    shortest = min((len(way.classes) for way in ways), default=0)
    if not shortest:
        return "", 0
    if sum(end - start + 1 for start, end in _union(way.classes[0] for way in ways)) <= _FEW:
        return "", 0  # the package finds them as quickly
    if all(way.in_line for way in ways):
        return rf"\n(?={_sequences(way.classes for way in ways)})", -1
    frequency, offset = min((_frequency(_union(way.classes[n] for way in ways)), n) for n in range(shortest))
    return ("", 0) if frequency > _FREQUENT else (_around(ways, offset), offset)


def _around(ways: Iterable[_Way], offset: int) -> str:
    """An expression for the character at an offset of what begins in one of some ways."""
    rare = _union(way.classes[offset] for way in ways)
    conditions = []
    pairs = (
        ((*filter(None, (way.previous,)), *way.classes[: offset + 1]), way.classes[offset + 1 :])
        for way in ways
    )
    for before, after in _grouped(pairs):
        previous = "" if before == (rare,) else f"(?<={''.join(map(_written, before))})"
        ahead = "" if () in after else f"(?={_sequences(after)})"
        conditions.append(previous + ahead)
    return _written(rare) + ("" if "" in conditions else f"(?:{'|'.join(conditions)})")


def _grouped(
    pairs: Iterable[tuple[tuple[_Class, ...], tuple[_Class, ...]]],
) -> Iterable[tuple[tuple[_Class, ...], list[tuple[_Class, ...]]]]:
    """The second parts of pairs by the first."""
    groups: dict[tuple[_Class, ...], list[tuple[_Class, ...]]] = {}
    for first, second in pairs:
        groups.setdefault(first, []).append(second)
    return groups.items()


def _sequences(sequences: Iterable[tuple[_Class, ...]]) -> str:
    """An expression for any of some sequences of classes; what several begin with is written once."""
    written = []
    for first, rest in _grouped((sequence[:1], sequence[1:]) for sequence in sequences):
        if not first:
            return ""
        written.append(_written(first[0]) + _sequences(rest))
    return written[0] if len(written) == 1 else f"(?:{'|'.join(written)})"


def _written(class_: _Class) -> str:
    """A class as `re` writes it."""
    if class_ == _ANY:
        return r"[\s\S]"
    if len(class_) == 1 and class_[0][0] == class_[0][1]:
        return f"\\U{class_[0][0]:08x}"
    parts = (f"\\U{start:08x}" if start == end else f"\\U{start:08x}-\\U{end:08x}" for start, end in class_)
    return f"[{''.join(parts)}]"


def _union(classes: Iterable[_Class]) -> _Class:
    merged: list[tuple[int, int]] = []
    for start, end in sorted({range_ for class_ in classes for range_ in class_}):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _frequency(class_: _Class) -> float:
    """How frequent the characters of a class are in a text, about."""
    found = 0.0
    for start, end in _both(class_, ((0, _ASCII_END - 1),)):
        for character in map(chr, range(start, end + 1)):
            found += _LETTER if character.islower() else _SPACE if character == " " else _OTHER
    for range_, frequency, most in _FREQUENCIES:
        number = sum(end - start + 1 for start, end in _both(class_, (range_,)))
        found += min(number * frequency, most)
    return found


def _class_of(characters: Iterable[str]) -> _Class:
    return _union(((ord(character), ord(character)),) for character in characters)


@functools.cache
def _unlike() -> tuple[int, ...]:
    """The characters that are several when their case is folded; none is outside the BMP."""
    return tuple(code for code in _BEYOND_ASCII if len(chr(code).casefold()) > 1)


@functools.cache
def _in_unlike() -> _Class:
    """What these characters become, in each case."""
    folded = "".join(chr(code).casefold() for code in _unlike())
    return _class_of(folded + folded.upper() + folded.title())


class _Reader:
    """Reads off a pattern how its matches may begin; its nodes are those of the `regex` package's parser."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self._core: Any = importlib.import_module("regex._regex_core")
        self._pattern = pattern
        self._characters: dict[Any, list[_Way]] = {}
        self._readers: dict[str, Callable[[Any], list[_Way]]] = {
            "Sequence": lambda node: self._sequence(node.items),
            "Branch": lambda node: _few(way for branch in node.branches for way in self._of(branch)),
            "StringSet": self._listed,
            "LookAround": lambda node: [_Way((), previous=self._previous(node))],
            **dict.fromkeys(_ENCLOSING, lambda node: self._of(node.subpattern)),
            **dict.fromkeys(_REPEATS, self._repeated),
            **dict.fromkeys(_NOTHING, lambda _: [_Way(())]),
            **dict.fromkeys(_LINE_STARTS, lambda _: [_Way((), in_line=True)]),
            **dict.fromkeys(_ANYTHING, lambda _: [_Way((), is_open=False)]),
        }

    def ways(self) -> list[_Way]:
        """The ways in which matches may begin."""
        core, flags = self._core, self._pattern.flags
        if flags & (core.REVERSE | core.LOCALE | core.ASCII | core.WORD | core.BESTMATCH | core.ENHANCEMATCH):
            raise _UnsureError
        while True:
            source = core.Source(self._pattern.pattern)
            info = core.Info(flags, source.char_type, self._pattern.named_lists)
            info.guess_encoding = core.UNICODE
            source.ignore_space = bool(info.flags & core.VERBOSE)
            try:
                return self._of(core._parse_pattern(source, info))  # noqa: SLF001 - see the module
            except core._UnscopedFlagSet:  # noqa: SLF001 - as above
                if info.global_flags == flags:
                    raise _UnsureError from None
                flags = info.global_flags

    def _of(self, node: Any) -> list[_Way]:  # noqa: ANN401 - a node
        """The ways in which what matches a part may begin."""
        read = self._readers.get(type(node).__name__)
        if read is not None:
            return read(node)
        if node not in self._characters:  # the same ones come again and again
            self._characters[node] = self._character(node)
        return self._characters[node]

    def _listed(self, node: Any) -> list[_Way]:  # noqa: ANN401 - a node
        words = self._pattern.named_lists[node.name]
        made = functools.partial(self._core.Character, case_flags=node.case_flags)
        return _few(way for word in words for way in self._sequence(made(ord(letter)) for letter in word))

    def _sequence(self, nodes: Iterable[Any]) -> list[_Way]:
        ways = [_Way(())]
        for node in nodes:
            if not any(way.is_open for way in ways):
                break
            ways = _joined(ways, self._of(node))
        return ways

    def _previous(self, node: Any) -> _Class | None:  # noqa: ANN401 - a node
        """What the character before a place must be, if a part of the width of one says it."""
        if not node.behind or not node.positive:  # plain-words: allow - its name in the package
            return None
        try:
            ways = self._of(node.subpattern)
        except _UnsureError:
            return None
        if all(way.is_open and len(way.classes) == 1 for way in ways):
            return _union(way.classes[0] for way in ways)
        return None

    def _repeated(self, node: Any) -> list[_Way]:  # noqa: ANN401 - a node
        once = self._of(node.subpattern)
        ways, found = [_Way(())], [_Way(())] if not node.min_count else []
        for count in range(1, min(_FIRST, node.max_count or _FIRST) + 1):
            ways = _joined(ways, once)
            if count >= node.min_count:
                found += ways
        return _few(found or ways)

    def _character(self, node: Any) -> list[_Way]:  # noqa: ANN401 - a node
        name, core = type(node).__name__, self._core
        if name in _ANY_CHARACTER:
            return [_Way((_ANY if name == "AnyAll" else _NO_LINE_FEED,))]
        if name not in _CLASSES or node.zerowidth or (name in _OF_TWO and not node.positive):
            raise _UnsureError
        beyond = _beyond(node)
        ascii_ = [chr(code) for code in range(_ASCII_END) if node.matches(code)]
        class_ = _union((_class_of(ascii_), beyond))
        if not node.case_flags & core.IGNORECASE:
            return [_Way((class_,))]
        swapped = [character.swapcase() for character in ascii_ if character.isalpha()]
        class_ = _union((class_, _class_of(swapped), _LIKE_ASCII if swapped else ()))
        if not all(any(low <= start and end <= high for low, high in _CASELESS) for start, end in beyond):
            class_ = _union((class_, _LETTERS, _NOT_ASCII))
        ways = [_Way((class_,))]
        if node.case_flags & core.FULLCASE and _both(class_, _in_unlike()):
            # One character of the text may match several of the expression (ﬆ st), and the other way round.
            ways.append(_Way((_union(((code, code),) for code in _unlike()),), is_open=False))
            if any(map(node.matches, _unlike())):
                ways.append(_Way((_union((_LETTERS, _NOT_ASCII)),), is_open=False))
        return ways


def _beyond(node: Any) -> _Class:  # noqa: ANN401 - a node
    """The characters that a node matches, but for those of ASCII, and perhaps others."""
    name = type(node).__name__
    if node.positive and name in ("Character", "Range"):
        start, end = (node.value, node.value) if name == "Character" else (node.lower, node.upper)
        return ((max(start, _ASCII_END), end),) if end >= _ASCII_END else ()
    if node.positive and name == "Property":
        return _with_property(node.value)
    if node.positive and name == "SetUnion":
        return _union(map(_beyond, node.items))
    if node.positive and name in ("SetDiff", "SetInter"):
        return _beyond(node.items[0])
    return _NOT_ASCII


@functools.cache
def _with_property(value: int) -> _Class:
    """The characters with a value of a property, by the package's number for it; all beyond the BMP.

    To ask for each of those would take long.
    """
    has = importlib.import_module("regex._regex").has_property_value
    found: list[tuple[int, int]] = []
    start: int | None = None
    for code in _BEYOND_ASCII:
        if has(value, code):
            start = code if start is None else start
        elif start is not None:
            found.append((start, code - 1))
            start = None
    return _union((((start, _LAST),) if start is not None else _BEYOND, tuple(found)))


def _joined(first: Iterable[_Way], second: Sequence[_Way]) -> list[_Way]:
    """The ways of two parts, one after the other."""
    found = []
    for way in first:
        if not way.is_open:
            found.append(way)
            continue
        for other in second:
            last = way.classes[-1] if way.classes else way.previous
            if other.previous is not None:
                last = other.previous if last is None else _both(last, other.previous)
            if last == ():
                continue  # no character is of two classes
            classes, previous = other.classes, last
            if way.classes:
                classes, previous = (*way.classes[:-1], last or (), *classes), way.previous
            is_open = other.is_open and len(classes) < _FIRST
            in_line = way.in_line or (other.in_line and not way.classes)
            found.append(_Way(classes[:_FIRST], is_open, in_line, previous))
    return _few(found)


def _both(one: _Class, other: _Class) -> _Class:
    """The characters of two classes."""
    pairs = ((max(low, start), min(high, end)) for low, high in one for start, end in other)
    return tuple(sorted((low, high) for low, high in pairs if low <= high))


def _few(ways: Iterable[_Way]) -> list[_Way]:
    """Ways without repetition; if they are many, of fewer characters."""
    few, length = _merged(ways), _FIRST
    while len(few) > _MOST:
        length -= 1
        few = _merged(
            way._replace(classes=way.classes[:length], is_open=False) if len(way.classes) >= length else way
            for way in few
        )
    return few


def _merged(ways: Iterable[_Way]) -> list[_Way]:
    """The same ways; those that differ in their last character only are one."""
    groups: dict[tuple[int, _Way], dict[_Class, None]] = {}
    for way in ways:
        group = groups.setdefault((len(way.classes), way._replace(classes=way.classes[:-1])), {})
        group.update(dict.fromkeys(way.classes[-1:]))
    return [
        way._replace(classes=(*way.classes, _union(last))) if last else way
        for (_, way), last in groups.items()
    ]
