"""Words that come again and again, beyond what a text does: a loop in which a model was caught.

Found is what follows itself at least `times` times, and is at least `length` letters and digits long in all:
single characters, phrases, sentences, items, lines and paragraphs alike, and several of them in turn. Of
what has `long` letters, `long_times` are enough. Punctuation, white space and the marks of lists and emphasis
are not compared. Tables, quotes and code are not looked at, nor a Latin word by itself (`CAGCAGCAG`), nor
what has no letters. A unit has at most 600 letters.

A fix keeps the first and deletes the others, if they are parts of one line, or whole lines.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, NamedTuple

from linter.diagnostics import Edit, EditKind, Fix
from linter.kinds.passage.layout import stretches
from linter.lazy import lazy_re, lazy_regex
from linter.matching import schemas
from linter.matching.spec import Compiled, Match, Reach
from linter.regions import LineKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("times", "length"),
    times=schemas.whole("How often something must follow itself.", minimum=3),
    length=schemas.whole("How many letters and digits that must be in all.", minimum=24),
    long=schemas.whole("How many letters make a unit a long one; 20 if not given.", minimum=2),
    long_times=schemas.whole("How often a long one must follow itself; `times` if not given.", minimum=3),
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {
    "match": "all of them",
    "unit": "what comes again, shortened",
    "times": "how often it comes",
}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: The same words many times in a row
    why: The model was caught in a loop; what it should have written is missing.
    severity: warning
    kind: repetition
    params:
      times: 5
      length: 24                 # letters in all, so short words must come more often
      long: 20                   # of units this long,
      long_times: 4              # fewer are enough
    message:
      en: "'{unit}' comes {times} times in a row"
      zh-TW: "「{unit}」連續出現 {times} 次"
    fix:
      applicability: unsafe
      because: it may be a refrain
    examples:
      - invalid: "開頭。⟦很重要的事。很重要的事。很重要的事。很重要的事。很重要的事。⟧\\n"
        fixed: "開頭。很重要的事。\\n"
      - {valid: "很重要的事。很重要的事。\\n"}
      - because: code is not prose
        valid: "`很重要的事。很重要的事。很重要的事。很重要的事。很重要的事。`\\n"
"""

#: The longest unit, and how many letters are looked for again.
_WIDEST, _GRAM = 600, 6
#: How many later places of a gram are tried.
_TRIES = 4
_SHOWN = 30
_WORDS = lazy_re(r"[^\W_]+")
_NO_WORDS = lazy_re(r"[\W_]+")
_LETTER = lazy_regex(r"\p{L}")
_LATIN_ONLY = lazy_regex(r"[\p{Latin}\p{N}]+")
#: What ends a sentence that was repeated, after its last letter.
_TAIL = lazy_regex(r"[^\s\w\ufdd0-\ufdd2「『“（(]*")
_MARK = lazy_regex(r"[^\s\w\ufdd0-\ufdd2「『“（(]")
_READ = frozenset((LineKind.TEXT, LineKind.LIST, LineKind.HEADING, LineKind.OTHER, LineKind.BLANK))


class _Letters(NamedTuple):
    """Where the letters and digits of a text come from."""

    starts: list[int]
    """Where each word begins among the letters."""
    offsets: list[int]
    """Where each word begins in the document."""

    def offset(self, place: int) -> int:
        """Where a letter is in the document."""
        at = bisect.bisect_right(self.starts, place) - 1
        return self.offsets[at] + place - self.starts[at]

    def begins_word(self, place: int) -> bool:
        """Whether a letter is the first after something else."""
        at = bisect.bisect_left(self.starts, place)
        return at < len(self.starts) and self.starts[at] == place


class _Loop(NamedTuple):
    """Places in letters: where a loop begins and ends, and the length of what is repeated."""

    start: int
    end: int
    period: int

    @property
    def times(self) -> int:
        """How often all of the unit comes."""
        return (self.end - self.start) // self.period


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for loops."""
    params = spec.params
    times, length, long = params["times"], params["length"], params.get("long", 20)
    long_times = params.get("long_times", times)
    # A loop holds such a place, its gram, and the gram one unit later.
    least = min(times, long_times)
    step = length * (least - 1) // least - _GRAM

    def is_loop(loop: _Loop) -> bool:
        enough: int = long_times if loop.period >= long else times
        return bool(loop.times >= enough and loop.end - loop.start >= length)

    def find(document: Document) -> Iterator[Match]:
        for numbers in stretches(document):
            spans = _stretches(document, numbers)
            text = "".join(_NO_WORDS.sub("", span.text(document.prose)) for span in spans)
            loops = list(_loops(text, step, is_loop))
            letters = _places(document.prose, spans) if loops else _Letters([], [])
            for loop in loops:
                aligned = _aligned(letters, loop)
                if is_loop(aligned) and _is_text(document, letters, aligned):
                    yield _match(spec, document, letters, aligned)

    return Compiled(find, frozenset(FIELDS), reach=Reach.RECORD)


def _stretches(document: Document, numbers: range) -> list[Span]:
    """The neighbouring lines that are read, together."""
    kinds, lines = document.structure.line_kinds, document.lines
    found: list[Span] = []
    first = numbers[0]
    while first <= numbers[-1]:
        last = first
        is_read = kinds[first - 1] in _READ
        while last < numbers[-1] and (kinds[last] in _READ) is is_read:
            last += 1
        if is_read:
            found.append(Span(lines.line_span(first).start, lines.line_span(last).end))
        first = last + 1
    return found


def _places(prose: str, spans: list[Span]) -> _Letters:
    """The letters of spans with their places; only where there is a loop, because it takes longer."""
    starts: list[int] = []
    offsets: list[int] = []
    length = 0
    for span in spans:
        for word in _WORDS.finditer(prose, span.start, span.end):
            starts.append(length)
            offsets.append(word.start())
            length += word.end() - word.start()
    return _Letters(starts, offsets)


def _loops(text: str, step: int, is_loop: Callable[[_Loop], bool]) -> Iterator[_Loop]:
    """The loops in letters, in order; none overlaps another. Every `step` letters, one is looked for."""
    place = 0
    failed = _Loop(0, 0, 1)
    while place + _GRAM < len(text):
        loop = _loop_at(text, place, failed)
        if loop is not None and is_loop(loop):
            yield loop
            place = loop.end
            continue
        failed = loop or failed
        place += step


def _loop_at(text: str, place: int, failed: _Loop) -> _Loop | None:
    """The longest repetition around a place of the letters there; None if they do not come again nearby.

    Args:
        text: the letters.
        place: the place.
        failed: the last repetition that was found and was not long enough: it is not looked at again.
    """
    gram, again = text[place : place + _GRAM], place
    best: _Loop | None = None
    for _ in range(_TRIES):
        again = text.find(gram, again + 1, place + _WIDEST + _GRAM)
        if again < 0:
            break
        period = again - place
        if period == failed.period and failed.start <= place < failed.end:
            continue
        start, end = place, again + _GRAM
        while end < len(text) and text[end] == text[end - period]:
            end += 1
        while start and text[start - 1] == text[start - 1 + period]:
            start -= 1
        if best is None or end - start > best.end - best.start:
            best = _Loop(start, end, period)
        if end - start >= 3 * period:
            break
    return best


def _aligned(letters: _Letters, loop: _Loop) -> _Loop:
    """The loop from the first place within its first unit on where a word begins."""
    places = range(loop.start, min(loop.start + loop.period, loop.end))
    start = next((place for place in places if letters.begins_word(place)), loop.start)
    return loop._replace(start=start)


def _is_text(document: Document, letters: _Letters, loop: _Loop) -> bool:
    """Whether a loop is of words: not of digits only, and not within one Latin word."""
    words = document.prose[letters.offset(loop.start) : letters.offset(loop.end - 1) + 1]
    return _LETTER.search(words) is not None and not _LATIN_ONLY.fullmatch(words)


def _match(spec: RuleSpec, document: Document, letters: _Letters, loop: _Loop) -> Match:
    end = loop.start + loop.times * loop.period
    start = letters.offset(loop.start)
    second, last = letters.offset(loop.start + loop.period), letters.offset(end - 1) + 1
    between = document.prose[letters.offset(loop.start + loop.period - 1) + 1 : second]
    tail = _TAIL.match(document.prose, last) if _MARK.match(between) else None
    span = Span(start, tail.end() if tail is not None else last)
    unit = " ".join(document.prose[start:second].replace("\ufdd1", "").replace("\ufdd2", "").split())
    shown = unit if len(unit) <= _SHOWN else f"{unit[:_SHOWN]}…"
    fields = {"match": span.text(document.text), "unit": shown, "times": str(loop.times)}
    edit = _removal(document, Span(second, span.end)) if spec.fix is not None else None
    return Match(span, fields, Fix((edit,), spec.applicability) if edit is not None else None)


def _removal(document: Document, rest: Span) -> Edit | None:
    """The edit that deletes what comes again: within a line, or whole lines."""
    lines, prose = document.lines, document.prose
    first, last = lines.position(rest.start).line, lines.position(rest.end).line
    start, end = lines.line_span(first), lines.line_span(last)
    before, after = prose[start.start : rest.start], prose[rest.end : end.end]
    if first == last and before.strip():
        if not after.strip():
            return Edit(Span(start.start + len(before.rstrip()), rest.end), "")
        return Edit(Span(rest.start, rest.end + len(after) - len(after.lstrip())), "")
    if _WORDS.search(before) or _WORDS.search(after):
        return None
    above = lines.line_span(first - 1)
    if not above.text(document.text).strip():  # paragraphs: with the blank line above each
        start = above
    return Edit(Span(start.start, _below(document, last)), "", EditKind.BLOCKS)


def _below(document: Document, number: int) -> int:
    """Where the line after a line, 1-based, begins."""
    spans = document.lines.spans
    return spans[number][0] if number < len(spans) else len(document.text)
