"""Two words for one thing: those of Taiwan and the mainland, or two spellings that are both right in Taiwan.

Both sides are in Traditional characters. Guards exclude words of another sense, and longer words with one of
a pair in them. Whether what is found is a word, and not the end of one with the start of the next
(柔|軟體|操), is for `in_place.py` to say.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.targets import Target
from linter.lazy import compiled_re, lazy_re
from linter.messages.phrases import Phrase, template
from linter.messages.suggestions import did_you_mean
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

#: Maximum distance of a word from those that give it another sense, in code points.
_NEAR = 12
#: The same for words that show what a text is about.
_ABOUT = 40
#: How far from a word anything may be, in code points, that decides whether it is one.
FURTHEST = 40
_GUARDS = ("unless", "only", "near", "doubtful")
_CONTEXT = "context:"
#: Code, which a document masks, or a name that is used like one: `read()`, ptr->next.
_CODE = lazy_re("\ufdd0|[A-Za-z_][A-Za-z_0-9]*(?:\\(|_|->|::)")
_REPORT_ONLY = "report-only"
_REPLACE_ONLY = "replace-only"
_FLAGS = (_REPORT_ONLY, _REPLACE_ONLY)


class PairError(ValueError):
    """A line of a list of pairs is not valid; `line` is its 1-based number in the list."""

    def __init__(self, message: str, line: int, **fields: object) -> None:
        self.phrase = Phrase(message, **fields)
        super().__init__(str(self.phrase))
        self.line = line


class Context:
    """Words that show that a text is about what a list of pairs is about; code shows it, too.

    Args:
        words: the words.
    """

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        self.words = words

    def surrounds(self, text: str, start: int, end: int, own: Container[str]) -> bool:
        """Whether one of them is near a stretch of a text.

        Args:
            text: the text.
            start: where the stretch starts, 0-based in code points.
            end: where it ends.
            own: words that do not count, being what is asked about.
        """
        before, after = text[max(start - _ABOUT, 0) : start], text[end : end + _ABOUT]
        if _CODE.search(before[-_NEAR:]) or _CODE.search(after[:_NEAR]):
            return True
        if not self.words:
            return False
        found = itertools.chain(self._any.finditer(before), self._any.finditer(after))
        return any(match.group() not in own for match in found)

    @functools.cached_property
    def _any(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=lambda word: (-len(word), word))
        # Letters are parts of longer words: RAM of "program".
        words = (rf"(?<![A-Za-z]){re.escape(w)}(?![A-Za-z])" if w.isascii() else w for w in longest_first)
        return compiled_re("|".join(words))


class WordPair(Value, identity=True):
    """Words of two sides for one thing; the first word of a side is the one to write.

    A pair equals only itself, which avoids comparing guards.
    """

    sides: tuple[tuple[str, ...], tuple[str, ...]]
    """Taiwan's and the mainland's; of two spellings of Taiwan, the order has no meaning."""
    unless: tuple[str, ...] = ()
    """Longer words in which a word of the pair does not count."""
    only: tuple[str, ...] = ()
    """Longer words; a word of the second side counts only within one of them, or as `doubtful` says."""
    near: tuple[str, ...] = ()
    """Words near which a word of the pair has another sense."""
    doubtful: tuple[str, ...] = ()
    """Words of the pair, and longer words with one, that count only where `context` surrounds them."""
    context: Context = Context()
    """What the list is about."""
    converts: bool = True
    """Whether the words may be replaced; otherwise, mixing them is only reported, but for `doubtful` ones."""
    mixes: bool = True
    """Whether a document with words of both sides mixes them; otherwise, Taiwan uses both in other senses."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of both sides."""
        return self.sides[0] + self.sides[1]


class Occurrence(NamedTuple):
    """An occurrence of a word of a pair: half-open offsets in code points, the pair, and the side, 0 or 1."""

    start: int
    end: int
    pair: WordPair
    side: int
    first: int
    """Where the longer word starts for which the word counts: that of `WordPair.only`, or itself."""
    last: int
    """Where that one ends."""
    converts: bool
    """Whether it may be replaced."""

    def moved(self, by: int) -> Occurrence:
        """The same in a text with more before it, or less."""
        return self._replace(
            start=self.start + by, end=self.end + by, first=self.first + by, last=self.last + by
        )


class PairList:
    """Pairs to look for in texts.

    Args:
        pairs: the pairs; no word may be in two of them.
    """

    def __init__(self, pairs: tuple[WordPair, ...]) -> None:
        self.pairs = pairs

    @functools.cached_property
    def _words(self) -> dict[str, tuple[WordPair, int]]:
        return {word: (pair, side) for pair in self.pairs for side in (0, 1) for word in pair.sides[side]}

    @functools.cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """The lengths of the words that start with a character, the longest first."""
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        return {start: sorted(known, reverse=True) for start, known in lengths.items()}

    @functools.cached_property
    def _starts(self) -> frozenset[str]:
        """The first two characters of each word: of what begins like a word, most is something else."""
        return frozenset(word[:2] for word in self._words)

    @functools.cached_property
    def _first(self) -> re.Pattern[str]:
        return compiled_re(f"[{''.join(sorted({re.escape(word[0]) for word in self._words}))}]")

    @functools.cached_property
    def reach(self) -> int:
        """How far from a word anything may be, in code points, that decides whether it counts."""
        phrases = (
            word for pair in self.pairs for word in (*pair.words, *pair.unless, *pair.only, *pair.doubtful)
        )
        return max(map(len, phrases), default=0) + FURTHEST

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """Yields the words that count, in order, without overlap: the longest of those with one start."""
        for start, end in self.words_in(text):
            yield from self.counting(text, start, end)

    def counting(self, text: str, start: int, end: int) -> Iterator[Occurrence]:
        """The word between two offsets of a text, if it counts there."""
        return _counting(text, start, end, *self._words[text[start:end]])

    def words_in(self, text: str) -> Iterator[tuple[int, int]]:
        """The half-open offsets of the words in a text, whether or not they count."""
        done, starts = 0, self._starts
        for match in self._first.finditer(text):
            start = match.start()
            if start < done or not (text[start : start + 2] in starts or match.group() in starts):
                continue
            for length in self._lengths[match.group()]:
                found = self._words.get(text[start : start + length])
                if found is not None and start + length <= len(text):
                    done = start + length
                    yield start, done
                    break


def _counting(text: str, start: int, end: int, pair: WordPair, side: int) -> Iterator[Occurrence]:
    """A word of a pair, if the guards let it count here."""
    if any(True for _ in _covering(text, start, end, pair.unless)):
        return
    word, (first, last), converts = text[start:end], (start, end), pair.converts
    certain = next(_covering(text, start, end, pair.only), None) if side == 1 else None
    doubtful = next(_covering(text, start, end, pair.doubtful, itself=True), None)
    if certain is not None:
        first, last = certain
    elif doubtful is not None and pair.context.surrounds(text, *doubtful, pair.words):
        first, last = doubtful
        converts = True
    elif (doubtful and pair.converts) or (side == 1 and any(word in phrase for phrase in pair.only)):
        return
    around = text[max(start - _NEAR, 0) : end + _NEAR] if pair.near else ""
    if not any(other in around for other in pair.near):
        yield Occurrence(start, end, pair, side, first, last, converts)


def _covering(
    text: str, start: int, end: int, phrases: tuple[str, ...], *, itself: bool = False
) -> Iterator[tuple[int, int]]:
    """The places of longer words that have the one at `start` in them, and its own if `itself` is listed."""
    word = text[start:end]
    for longer in phrases:
        at = longer.find(word)
        while at >= 0:
            first = start - at
            if (itself or len(longer) > len(word)) and first >= 0 and text.startswith(longer, first):
                yield first, first + len(longer)
            at = longer.find(word, at + 1)


def parse_pairs(text: str) -> PairList:
    """Reads a list of pairs.

    A line is `first = second`, with the words of one side separated by `/`; it may continue with `; unless:`,
    `; only:`, `; near:` and `; doubtful:`, with words separated by spaces, and with `; report-only`
    or `; replace-only`. A line `context:` has words that show what the text is about, for the doubtful ones.
    Empty lines, and what follows a `#`, are ignored.

    Raises:
        PairError: a line is not of that form, or a word is in two pairs.
    """
    pairs: list[WordPair] = []
    seen: dict[str, int] = {}
    lines = [raw.partition("#")[0].strip() for raw in text.split("\n")]
    about = (line.removeprefix(_CONTEXT).split() for line in lines if line.startswith(_CONTEXT))
    context = Context(tuple(itertools.chain.from_iterable(about)))
    for number, line in enumerate(lines, 1):
        if not line or line.startswith(_CONTEXT):
            continue
        pair = _pair(line, number, context)
        pairs.append(pair)
        for word in pair.words:
            if word in seen:
                message = template("the word '{word}' is listed twice, first on line {first} of the list")
                raise PairError(message, number, word=word, first=seen[word])
            seen[word] = number
    return PairList(tuple(pairs))


def _pair(line: str, number: int, context: Context) -> WordPair:
    head, *rest = (part.strip() for part in line.split(";"))
    first, equals, second = head.partition("=")
    sides = tuple(tuple(word.strip() for word in side.split("/")) for side in (first, second))
    if not equals or not all(word for side in sides for word in side):
        raise PairError("'{text}' is not 'word = word'", number, text=head)
    guards: dict[str, tuple[str, ...]] = {}
    for part in rest:
        name, colon, words = part.partition(":")
        if name in _FLAGS and not colon:
            continue
        if name not in _GUARDS or not words.strip():
            hint = did_you_mean(name, (*_GUARDS, *_FLAGS))
            raise PairError("'{part}' is not a guard{hint}", number, part=part, hint=hint)
        guards[name] = tuple(words.split())
    return WordPair(
        (sides[0], sides[1]),
        **guards,
        context=context,
        converts=_REPORT_ONLY not in rest,
        mixes=_REPLACE_ONLY not in rest,
    )


def side_of(target: Target) -> int | None:
    """The side of pairs whose words a variant uses; None where the lists do not say."""
    return {Target.TAIWAN: 0, Target.MAINLAND: 1}.get(target)


WordPairs = Mapping[str, PairList]
"""Lists of pairs by their names."""
