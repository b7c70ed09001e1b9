"""Finds what a line says about how words are written: such a word stays, and the rest of the line does not.

Three things show that a quoted word is meant as it is written:

- Another writing of the same word is quoted near it (「干擾」 … 「幹擾」), or is next to it (幹擾 → 干擾).
- Its clause names a script, as a rule.
- Its clause talks of mistakes or of characters, or has a verb such as 誤寫成 before it, and the word is in
  another script than the text around it. In Simplified text, 错字 is about a Simplified word like any other.

寫成 and 寫作 say nothing by themselves, but of a single character: people write books, titles and poems.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.chinese.quotations import (
    CLAUSE_END,
    CLOSING,
    HOLE,
    OPENING,
    QUOTE,
    SENTENCE_END,
    hollow,
    merged,
    parts_between,
    quotes_in,
)
from linter.chinese.targets import Target
from linter.lazy import compiled_re, lazy_re

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.patterns import Patterns
    from linter.chinese.quotations import Offsets, Quote
    from linter.chinese.tables import Tables

#: A quotation soon after another.
_SOON = 8
_SOON_AFTER = lazy_re(f"[{CLOSING}][^{OPENING}。\n]{{0,{_SOON}}}[{OPENING}]")
#: How many quotations are looked at together.
_MOST = 12
#: The words of most pairs have two characters; a longer one rarely has another writing next to it.
_LONGEST = 8
#: What comes next to another writing of it, after a mark that sets one word against another.
_NEXT_TO = lazy_re(f"[（(/／|→⇒≠>](?<=[{HAN} *_|=-].)[ *_|]*(?P<word>[{HAN}]{{1,{_LONGEST}}})(?![{HAN}])")
_BEFORE = lazy_re(f"[{HAN}]+(?=[ *_|]*[-=]?$)")
#: How far before the mark the first word may end, with the spaces and the markup between.
_REACH = _LONGEST + 6
#: How far before a verb the other writing of the word after it may be.
_FAR = 16
_AGAINST = ("不是", "而非", "並非", "并非", "不作")
_PLACES = "大陸|大陆|內地|内地|中國|中国|台灣|台湾|臺灣|臺湾|香港|日本|古書|古书|古人"
#: Verbs for calling things, each with what may follow it.
_CALLED = tuple(map("".join, itertools.product("寫写叫稱称", ("", *"成作為为做"))))
#: Before 寫成 and the like, these make a rule of it.
_RULE = "[也又亦多常都須须別别]|一律|一般|通常|應該?|应该?|不[能可要該该宜]|[還还]是|[會会]被?|要"
_JAPANESE = ("日文", "日語", "日语", "日本語", "日本漢字", "日本汉字")


class Mentions:
    """Finds what is mentioned rather than used.

    Args:
        lexicon: the word lists.
        tables: the tables of the lexicon.
        patterns: the expressions of the same target.
        target: the variant wanted.
    """

    def __init__(self, lexicon: Lexicon, tables: Tables, patterns: Patterns, target: Target) -> None:
        self._lexicon = lexicon
        self._tables = tables
        self._patterns = patterns
        self._is_mainland = target is Target.MAINLAND

    def may_be_in(self, text: str, start: int, end: int) -> bool:
        """Whether something may be mentioned in a part of a text that has one of `MARKS`.

        If not, `spans` need not be asked.
        """
        return bool(
            _NEXT_TO.search(text, start, end)
            or self._talk.search(text, start, end)
            or _SOON_AFTER.search(text, start, end)
        )

    def spans(self, line: str, *, away: bool) -> list[Offsets]:
        """What is mentioned, in order and not overlapping.

        Args:
            line: one line of a text in which something may be.
            away: whether text without one-sided characters counts as of another script than the target's.
        """
        found = list(self._adjacent(line))
        has_talk = self._talk.search(line) is not None
        if has_talk or _SOON_AFTER.search(line):
            found += self._quoted(line, 0, len(line), away=away)
        if has_talk:
            found += self._opposed(line)
        return merged(found)

    # -- in quotation marks -----------------------------------------------------------------

    def _quoted(self, line: str, start: int, end: int, *, away: bool) -> Iterator[Offsets]:
        """What is mentioned in quotation marks, and in lists, in a part of a line."""
        quotes = list(quotes_in(line, start, end))
        around = hollow(line, quotes, start, end)
        has_talk = self._talk.search(around) is not None
        kept: set[Quote] = set()
        for first, last, inside in parts_between(SENTENCE_END, around, quotes, start, end):
            if len(inside) > 1:
                named = has_talk and self._scripts.search(around, first, last) is not None
                some = [quote for quote in inside if named or not quote.is_title]
                kept |= self._in_two_writings(line, some, near=not has_talk)
        if has_talk:
            away = self._is_away(around, start, end, otherwise=away)
            kept |= self._talked_of(line, around, quotes, (start, end), away=away)
            yield from self._frozen(line, around, quotes, (start, end))
            yield from self._lists(around, start, end, away=away)
        for quote in quotes:
            if quote in kept or (has_talk and _is_called(around, quote)):
                yield quote.start, quote.end
            elif QUOTE.search(line, quote.start, quote.end):
                yield from self._quoted(line, quote.start, quote.end, away=away)

    def _in_two_writings(self, line: str, quotes: Sequence[Quote], *, near: bool) -> set[Quote]:
        """The quotations of a sentence of which another has another writing.

        Args:
            line: the line.
            quotes: the quotations.
            near: whether only the whole of one that comes soon after the other counts.
        """
        found: set[Quote] = set()
        pairs = ((one, two) for at, one in enumerate(quotes) for two in quotes[at + 1 : at + _MOST])
        for one, two in pairs:
            if near and two.start - one.end > _SOON + 2:
                continue
            short, long = sorted((one.text(line), two.text(line)), key=len)
            if (not near or len(short) == len(long)) and self._differ(short, long):
                found |= {one, two}
        return found

    def _differ(self, short: str, long: str) -> bool:
        """Whether one text, or a part of it, is another writing of the other."""
        if not short or short in long:
            return False
        return self._key(short) in self._key(long)

    def _talked_of(
        self, line: str, around: str, quotes: Sequence[Quote], part: Offsets, *, away: bool
    ) -> set[Quote]:
        """The quotations that their clauses talk about."""
        found: set[Quote] = set()
        announced = False
        for start, end, every in parts_between(CLAUSE_END, around, quotes, *part):
            inside = [quote for quote in every if not quote.is_title]
            named = self._scripts.search(around, start, end) is not None
            if named:
                found.update(inside)
            elif inside:
                apart = {quote for quote in inside if not away or self._own.search(quote.text(line))}
                first = (
                    {inside[0]} if announced and not around[start : inside[0].start - 1].strip() else set()
                )
                talks = self._errors.search(around, start, end) or self._verbs.search(around, start, end)
                found |= apart if talks else apart & first
                if self._japanese.search(around, start, end):
                    found.update(quote for quote in inside if _may_be_japanese(quote.text(line)))
            announced = named and not inside
        return found

    def _frozen(self, line: str, around: str, quotes: Sequence[Quote], part: Offsets) -> Iterator[Offsets]:
        """Clauses that set a word against itself: what they quoted was converted, and nobody knows which."""
        for start, end, inside in parts_between(CLAUSE_END, around, quotes, *part):
            quoted = {quote.text(line) for quote in inside}
            if len(inside) > 1 and len(quoted) == 1 and self._scripts.search(around, start, end):
                yield start, end

    def _lists(self, around: str, start: int, end: int, *, away: bool) -> Iterator[Offsets]:
        """What follows 錯字： and the like, up to the end of the sentence."""
        at = start
        while (match := self._list.search(around, at, end)) is not None:
            stop = SENTENCE_END.search(around, match.end(), end)
            at = stop.start() if stop else end
            if not (away and self._errors.search(match.group())):
                yield match.end(), at

    def _is_away(self, around: str, start: int, end: int, *, otherwise: bool) -> bool:
        """Whether the text around quotations is of another script than the target's."""
        if self._own.search(around, start, end):
            return False
        return otherwise or self._foreign.search(around, start, end) is not None

    # -- without quotation marks ------------------------------------------------------------

    def _adjacent(self, line: str) -> Iterator[Offsets]:
        """Two writings of one word with an arrow, a slash, a bracket or the edge of a cell between them."""
        for match in _NEXT_TO.finditer(line):
            word = match["word"]
            reach = max(match.start() - _REACH, 0)
            before = _BEFORE.search(line[reach : match.start()])
            if before is None or len(before.group()) < len(word):
                continue
            end = reach + before.end()
            other = line[end - len(word) : end]
            if other != word and self._key(other) == self._key(word):
                yield end - len(word), end
                yield match.span("word")

    def _opposed(self, line: str) -> Iterator[Offsets]:
        """Two writings of one word in a sentence, the second right after 寫成, 而非 and the like."""
        for match in self._opposing.finditer(line):
            word = match["word"]
            start = max(match.start() - _FAR, 0)
            start = max(
                (end.end() for end in SENTENCE_END.finditer(line, start, match.start())), default=start
            )
            before = line[start : match.start()]
            key = self._key(before)
            for length in range(len(word), 1, -1):
                at = key.rfind(self._key(word[:length]))
                if at >= 0:
                    if before[at : at + length] != word[:length]:
                        yield start + at, start + at + length
                        yield match.start("word"), match.start("word") + length
                    break

    def _key(self, word: str) -> str:
        """The same for all writings of a word."""
        return word.translate(self._tables.gates.keys).translate(self._confused)

    # -- computed when needed ---------------------------------------------------------------

    @property
    def _foreign(self) -> re.Pattern[str]:
        """A character that the target does not have."""
        return self._patterns.traditional if self._is_mainland else self._patterns.simplified

    @property
    def _own(self) -> re.Pattern[str]:
        """A character that only the target has."""
        return self._patterns.simplified if self._is_mainland else self._patterns.traditional

    @functools.cached_property
    def _confused(self) -> dict[int, str]:
        """Characters that are taken for others, with those others; of keys."""
        keys = self._tables.gates.keys
        pairs = self._lexicon.confusable | self._lexicon.confusable_short | self._lexicon.unfinished
        short = {(a.translate(keys), b.translate(keys)) for a, b in pairs}
        return {ord(max(pair)): min(pair) for pair in sorted(short) if pair[0] != pair[1]}

    @functools.cached_property
    def _talk(self) -> re.Pattern[str]:
        """What has to be in a line for it to talk about writing."""
        lexicon = self._lexicon
        words = lexicon.about | lexicon.about_errors | lexicon.about_quoted | lexicon.about_written
        called = ("".join(parts) for parts in itertools.product(_CALLED, OPENING))
        # Literals only: the search then skips to the characters that one of them begins with.
        return compiled_re(_any(itertools.chain(words, called, _JAPANESE)))

    @functools.cached_property
    def _scripts(self) -> re.Pattern[str]:
        return compiled_re(_any(self._lexicon.about))

    @functools.cached_property
    def _errors(self) -> re.Pattern[str]:
        return compiled_re(_any(self._lexicon.about_errors))

    @functools.cached_property
    def _japanese(self) -> re.Pattern[str]:
        return compiled_re(_any(_JAPANESE))

    @functools.cached_property
    def _verbs(self) -> re.Pattern[str]:
        """A verb of writing before a quotation that says how a word is, or must be, written."""
        mistaken, written = _any(self._lexicon.about_quoted), _any(self._lexicon.about_written)
        usage = f"(?:{_PLACES})[^，。]{{0,12}}(?:{_any(_CALLED)})"
        quote = f"[了成作為为]?[{OPENING}]{HOLE}"
        return compiled_re(f"(?:(?:{mistaken})|(?:{_RULE})(?:{written})|{usage}){quote}")

    @functools.cached_property
    def _list(self) -> re.Pattern[str]:
        words = _any(self._lexicon.about | self._lexicon.about_errors)
        return compiled_re(f"(?:{words})(?:字|中文)?(?:對照|对照)?[：:](?! *[{OPENING}])")

    @functools.cached_property
    def _opposing(self) -> re.Pattern[str]:
        verbs = _any(self._lexicon.about_quoted | self._lexicon.about_written)
        return compiled_re(
            f"(?:{verbs}|{_any(_AGAINST)})了?[^{HAN}，。\n]{{0,3}}(?=(?P<word>[{HAN}]{{2,{_LONGEST}}}))"
        )


def _any(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"


def _is_called(around: str, quote: Quote) -> bool:
    """Whether a quotation is one character, and a verb such as 寫成 is right before it."""
    return quote.end - quote.start == 1 and around[: quote.start - 1].endswith(_CALLED)


def _may_be_japanese(text: str) -> bool:
    """Whether Japanese has all characters of a text, and the text may be a word."""
    return len(text) <= _LONGEST and len(text.encode("shift_jis", "ignore").decode("shift_jis")) == len(text)
