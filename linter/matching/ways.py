"""The ways in which matches of an expression may begin, read off it as the `regex` package parses it.

These are private interfaces: whoever asks must expect that something is not as expected.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.matching.ranges import ANY, ASCII_END, BEYOND_BMP, LAST, both, ranges_of, union

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import regex

    from linter.matching.ranges import Ranges

#: How many of the first characters are looked at, and the most ways in which a match may begin.
_FIRST, _MOST = 3, 120
_NOT_ASCII: Ranges = ((ASCII_END, LAST),)
_NO_LINE_FEED: Ranges = ((0, 9), (11, LAST))
_LETTERS: Ranges = ((65, 90), (97, 122))
#: What is an ASCII letter but for case, and where nothing has another case.
_LIKE_ASCII: Ranges = ((0x130, 0x131), (0x17F, 0x17F), (0x212A, 0x212A))
_CASELESS: Ranges = (
    (0x80, 0xB4),
    (0x2000, 0x20CF),
    (0x2E80, 0xA63F),
    (0xAC00, 0xFAFF),
    (0xFDD0, 0xFDEF),
    (0xFF01, 0xFF20),
)
_BEYOND: Ranges = ((BEYOND_BMP, LAST),)
_BEYOND_ASCII = range(ASCII_END, BEYOND_BMP)
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


class UnsureError(Exception):
    """The expression has something that this does not know."""


class Way(NamedTuple):
    """A way in which a match may begin: its first characters, and whether what follows is next in it."""

    classes: tuple[Ranges, ...]
    is_open: bool = True
    in_line: bool = False
    """Whether they are the first of a line."""
    previous: Ranges | None = None
    """If there are none yet, what the character before must be."""


def ways_of(pattern: regex.Pattern[str]) -> list[Way]:
    """The ways in which matches of a pattern may begin.

    Raises:
        UnsureError: it has something that this does not know.
        Exception: another one if the package is not as expected.
    """
    return _Reader(pattern).ways()


class _Reader:
    """Reads off a pattern how its matches may begin; its nodes are those of the `regex` package's parser."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self._core: Any = importlib.import_module("regex._regex_core")
        self._pattern = pattern
        self._characters: dict[Any, list[Way]] = {}
        self._readers: dict[str, Callable[[Any], list[Way]]] = {
            "Sequence": lambda node: self._sequence(node.items),
            "Branch": lambda node: _few(way for branch in node.branches for way in self._of(branch)),
            "StringSet": self._listed,
            "LookAround": lambda node: [Way((), previous=self._previous(node))],
            **dict.fromkeys(_ENCLOSING, lambda node: self._of(node.subpattern)),
            **dict.fromkeys(_REPEATS, self._repeated),
            **dict.fromkeys(_NOTHING, lambda _: [Way(())]),
            **dict.fromkeys(_LINE_STARTS, lambda _: [Way((), in_line=True)]),
            **dict.fromkeys(_ANYTHING, lambda _: [Way((), is_open=False)]),
        }

    def ways(self) -> list[Way]:
        """The ways in which matches may begin."""
        core, flags = self._core, self._pattern.flags
        if flags & (core.REVERSE | core.LOCALE | core.ASCII | core.WORD | core.BESTMATCH | core.ENHANCEMATCH):
            raise UnsureError
        while True:
            source = core.Source(self._pattern.pattern)
            info = core.Info(flags, source.char_type, self._pattern.named_lists)
            info.guess_encoding = core.UNICODE
            source.ignore_space = bool(info.flags & core.VERBOSE)
            try:
                return self._of(core._parse_pattern(source, info))  # noqa: SLF001 - see the module
            except core._UnscopedFlagSet:  # noqa: SLF001 - as above
                if info.global_flags == flags:
                    raise UnsureError from None
                flags = info.global_flags

    def _of(self, node: Any) -> list[Way]:  # noqa: ANN401 - a node
        """The ways in which what matches a part may begin."""
        read = self._readers.get(type(node).__name__)
        if read is not None:
            return read(node)
        if node not in self._characters:  # the same ones come again and again
            self._characters[node] = self._character(node)
        return self._characters[node]

    def _listed(self, node: Any) -> list[Way]:  # noqa: ANN401 - a node
        words = self._pattern.named_lists[node.name]
        made = functools.partial(self._core.Character, case_flags=node.case_flags)
        return _few(way for word in words for way in self._sequence(made(ord(letter)) for letter in word))

    def _sequence(self, nodes: Iterable[Any]) -> list[Way]:
        ways = [Way(())]
        for node in nodes:
            if not any(way.is_open for way in ways):
                break
            ways = _joined(ways, self._of(node))
        return ways

    def _previous(self, node: Any) -> Ranges | None:  # noqa: ANN401 - a node
        """What the character before a place must be, if a part of the width of one says it."""
        if not node.behind or not node.positive:  # plain-words: allow - its name in the package
            return None
        try:
            ways = self._of(node.subpattern)
        except UnsureError:
            return None
        if all(way.is_open and len(way.classes) == 1 for way in ways):
            return union(way.classes[0] for way in ways)
        return None

    def _repeated(self, node: Any) -> list[Way]:  # noqa: ANN401 - a node
        once = self._of(node.subpattern)
        ways, found = [Way(())], [Way(())] if not node.min_count else []
        for count in range(1, min(_FIRST, node.max_count or _FIRST) + 1):
            ways = _joined(ways, once)
            if count >= node.min_count:
                found += ways
        return _few(found or ways)

    def _character(self, node: Any) -> list[Way]:  # noqa: ANN401 - a node
        name, core = type(node).__name__, self._core
        if name in _ANY_CHARACTER:
            return [Way((ANY if name == "AnyAll" else _NO_LINE_FEED,))]
        if name not in _CLASSES or node.zerowidth or (name in _OF_TWO and not node.positive):
            raise UnsureError
        beyond = _beyond(node)
        ascii_ = [chr(code) for code in range(ASCII_END) if node.matches(code)]
        class_ = union((ranges_of(ascii_), beyond))
        if not node.case_flags & core.IGNORECASE:
            return [Way((class_,))]
        swapped = [character.swapcase() for character in ascii_ if character.isalpha()]
        class_ = union((class_, ranges_of(swapped), _LIKE_ASCII if swapped else ()))
        if not all(any(low <= start and end <= high for low, high in _CASELESS) for start, end in beyond):
            class_ = union((class_, _LETTERS, _NOT_ASCII))
        ways = [Way((class_,))]
        if node.case_flags & core.FULLCASE and both(class_, _in_unlike()):
            # One character of the text may match several of the expression (ﬆ st), and the other way round.
            ways.append(Way((union(((code, code),) for code in _unlike()),), is_open=False))
            if any(map(node.matches, _unlike())):
                ways.append(Way((union((_LETTERS, _NOT_ASCII)),), is_open=False))
        return ways


def _beyond(node: Any) -> Ranges:  # noqa: ANN401 - a node
    """The characters that a node matches, but for those of ASCII, and perhaps others."""
    name = type(node).__name__
    if node.positive and name in ("Character", "Range"):
        start, end = (node.value, node.value) if name == "Character" else (node.lower, node.upper)
        return ((max(start, ASCII_END), end),) if end >= ASCII_END else ()
    if node.positive and name == "Property":
        return _with_property(node.value)
    if node.positive and name == "SetUnion":
        return union(map(_beyond, node.items))
    if node.positive and name in ("SetDiff", "SetInter"):
        return _beyond(node.items[0])
    return _NOT_ASCII


@functools.cache
def _with_property(value: int) -> Ranges:
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
    return union((((start, LAST),) if start is not None else _BEYOND, tuple(found)))


@functools.cache
def _unlike() -> tuple[int, ...]:
    """The characters that are several when their case is folded; none is outside the BMP."""
    return tuple(code for code in _BEYOND_ASCII if len(chr(code).casefold()) > 1)


@functools.cache
def _in_unlike() -> Ranges:
    """What these characters become, in each case."""
    folded = "".join(chr(code).casefold() for code in _unlike())
    return ranges_of(folded + folded.upper() + folded.title())


def _joined(first: Iterable[Way], second: Sequence[Way]) -> list[Way]:
    """The ways of two parts, one after the other."""
    found = []
    for way in first:
        if not way.is_open:
            found.append(way)
            continue
        for other in second:
            last = way.classes[-1] if way.classes else way.previous
            if other.previous is not None:
                last = other.previous if last is None else both(last, other.previous)
            if last == ():
                continue  # no character is of two classes
            classes, previous = other.classes, last
            if way.classes:
                classes, previous = (*way.classes[:-1], last or (), *classes), way.previous
            is_open = other.is_open and len(classes) < _FIRST
            in_line = way.in_line or (other.in_line and not way.classes)
            found.append(Way(classes[:_FIRST], is_open, in_line, previous))
    return _few(found)


def _few(ways: Iterable[Way]) -> list[Way]:
    """Ways without repetition; if they are many, of fewer characters."""
    few, length = _merged(ways), _FIRST
    while len(few) > _MOST:
        length -= 1
        few = _merged(
            way._replace(classes=way.classes[:length], is_open=False) if len(way.classes) >= length else way
            for way in few
        )
    return few


def _merged(ways: Iterable[Way]) -> list[Way]:
    """The same ways; those that differ in their last character only are one."""
    groups: dict[tuple[int, Way], dict[Ranges, None]] = {}
    for way in ways:
        group = groups.setdefault((len(way.classes), way._replace(classes=way.classes[:-1])), {})
        group.update(dict.fromkeys(way.classes[-1:]))
    return [
        way._replace(classes=(*way.classes, union(last))) if last else way
        for (_, way), last in groups.items()
    ]
