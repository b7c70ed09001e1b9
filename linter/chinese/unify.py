"""Brings mixed Chinese text to one variant without spoiling what is already right.

A document, a line and a run of Han characters are first judged Simplified or Traditional by the
characters that belong to one side only. A run is then cut into dictionary words, and only these change:

- characters that belong to the other side only, by the reading of the word they stand in;
- ambiguous characters (后 里 干 …), where the word or the run is Simplified;
- words a blind conversion broke and words half converted, from the lexicon;
- character forms of other places.

Everything is replaced by as many code points as it had, so spans stay exact.
"""

from __future__ import annotations

import enum
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.chinese.characters import HAN_RUN, KANA, classify
from linter.chinese.dictionaries import table
from linter.chinese.language import is_japanese
from linter.chinese.readings import Readings
from linter.chinese.segment import Step, StepKind, best_path
from linter.chinese.targets import Target
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.chinese.lexicon import Lexicon

_KANA = re.compile(f"[{KANA}]")
_LONGEST_WORD = 8
#: Shares of Simplified-only among one-sided characters. Records and lines are bimodal: of three million
#: characters of such documents, 1.5 to 4.5 % of records and 1 to 2.5 % of lines lie between .3 and .7.
_SIMPLIFIED_DOCUMENT = 0.9
_SIMPLIFIED_LINE = 0.7
_ENOUGH_EVIDENCE = 20


class Reason(enum.StrEnum):
    """Why a word changes."""

    SIMPLIFIED = "simplified"  #: Simplified, or half converted, in Traditional text
    OVER_CONVERTED = "over-converted"  #: a blind conversion chose the wrong character
    VARIANT = "variant"  #: a form of another place
    TRADITIONAL = "traditional"  #: Traditional where Simplified is wanted


@dataclass(frozen=True, slots=True)
class Change:
    """A word and what it should be: `content` is as long as `span`, in code points of the text."""

    span: Span
    content: str
    reason: Reason

    def moved(self, by: int) -> Change:
        """The same change in a text that starts `by` code points earlier."""
        return Change(Span(self.span.start + by, self.span.end + by), self.content, self.reason)


class Unifier:
    """Finds what must change for a text to be in one variant.

    Args:
        lexicon: the word lists to use beside OpenCC's.
        target: the variant wanted.
    """

    def __init__(self, lexicon: Lexicon, target: Target = Target.TAIWAN) -> None:
        self._lexicon = lexicon
        self._target = target
        self._variants = {
            key: values[0] for key, values in table("TWVariants").items() if key not in lexicon.kept_variants
        }
        self._variants.update(lexicon.variants)
        self.classes = classify(lexicon, self._variants)
        self._readings = Readings(lexicon, self._variants, self.classes.to_simplified)
        self._fixes = {**lexicon.leftovers, **lexicon.repairs}
        self._trigger = self._compile_trigger()
        self._memo: dict[tuple[str, bool], tuple[Change, ...]] = {}

    # -- the text ---------------------------------------------------------------------------

    def changes(self, text: str) -> Iterator[Change]:
        """Yields the changes, in order and apart from each other.

        Args:
            text: prose; what must not change is masked by characters that are not Han.
        """
        simplified, traditional = self.classes.count(text)
        document = simplified >= _ENOUGH_EVIDENCE and _share(simplified, traditional) >= _SIMPLIFIED_DOCUMENT
        start = 0
        for stop in [*(match.start() for match in NEWLINE.finditer(text)), len(text)]:
            line = text[start:stop]
            for change in self._line(line, simplified_document=document):
                yield change.moved(start)
            start = stop

    def _line(self, line: str, *, simplified_document: bool) -> Iterator[Change]:
        runs = list(HAN_RUN.finditer(line))
        if not runs or (is_japanese(line) and self._surely_chinese.isdisjoint(line)):
            return
        simplified, traditional = self.classes.count(line)
        simplified_line = (simplified >= 1 and _share(simplified, traditional) >= _SIMPLIFIED_LINE) or (
            simplified_document and not traditional
        )
        for match in runs:
            run, start = match.group(), match.start()
            beside = line[max(start - 1, 0) : start] + line[match.end() : match.end() + 1]
            if self._target is Target.MAINLAND and not self._is_traditional(run, in_line=traditional > 0):
                continue
            japanese = _KANA.search(beside) or not self._lexicon.japanese.isdisjoint(run)
            if japanese and self._surely_chinese.isdisjoint(run):
                continue
            for change in self._run(run, simplified=simplified_line or self._is_simplified(run)):
                yield change.moved(start)

    def _is_simplified(self, run: str) -> bool:
        """Whether a run by itself is a Simplified clause.

        One character is enough evidence here: Traditional-only characters stay what they are in any case.
        """
        simplified, traditional = self.classes.count(run)
        return not traditional and (simplified > 0 or any(word in run for word in self._lexicon.questions))

    def _is_traditional(self, run: str, *, in_line: bool) -> bool:
        """Whether a run has Traditional-only characters, or no evidence in a line that has them."""
        simplified, traditional = self.classes.count(run)
        return traditional > 0 or (in_line and not simplified)

    # -- one run ----------------------------------------------------------------------------

    def _run(self, run: str, *, simplified: bool) -> tuple[Change, ...]:
        key = (run, simplified)
        if key not in self._memo:
            if len(self._memo) > 50_000:  # noqa: PLR2004 - some ten megabytes
                self._memo.clear()
            self._memo[key] = tuple(self._compute(run, simplified=simplified))
        return self._memo[key]

    def _compute(self, run: str, *, simplified: bool) -> Iterator[Change]:
        changes = self._unify(run, simplified=simplified)
        if self._target is Target.TAIWAN:
            return changes
        return self._retarget(run, list(changes))

    def _retarget(self, run: str, changes: list[Change]) -> Iterator[Change]:
        """Takes a run on from Taiwan's forms to those of another place.

        What the step to Taiwan's forms would only have undone stays as it was.
        """
        unified = list(run)
        reasons: dict[int, Reason] = {}
        for change in changes:
            unified[change.span.start : change.span.end] = change.content
            reasons.update(dict.fromkeys(range(change.span.start, change.span.end), change.reason))
        mainland = self._target is Target.MAINLAND
        aimed = self._target.from_taiwan("".join(unified))
        at = 0
        while at < len(run):
            end = at
            while end < len(run) and run[end] != aimed[end]:
                end += 1
            if end > at:
                reason = Reason.TRADITIONAL if mainland else reasons.get(at, Reason.VARIANT)
                yield Change(Span(at, end), aimed[at:end], reason)
            at = end + 1

    def _unify(self, run: str, *, simplified: bool) -> Iterator[Change]:
        if not simplified and not self._trigger.search(run):
            return
        key = self._readings.key(run)
        at = 0
        for step in best_path(len(run), functools.partial(self._words, run, key)):
            end = at + step.length
            yield from self._step(run, at, step, simplified=simplified)
            at = end

    def _words(self, run: str, key: str, start: int) -> Iterator[Step]:
        """The dictionary words that start at an offset, whichever variant they are written in."""
        lexicon = self._lexicon
        for length in range(2, min(_LONGEST_WORD, len(run) - start) + 1):
            written, looked_up = run[start : start + length], key[start : start + length]
            weight = float(length * length)
            if written in self._fixes:
                bonus = 1.0 if length > 2 or written in lexicon.firm else -0.5  # noqa: PLR2004
                yield Step(length, self._fixes[written], StepKind.REPAIR, weight + bonus)
                continue
            # A word that Taiwan writes so stays so, whatever other spelling shares its key.
            reading = written if written in lexicon.borders else self._readings.word(looked_up)
            if reading is None:
                continue
            if all(self._agrees(a, b) for a, b in zip(written, reading, strict=True)):
                own = self._readings.is_own(looked_up)
                weak = length < 4 and not lexicon.function_characters.isdisjoint(written)  # noqa: PLR2004
                yield Step(length, reading, StepKind.WORD, weight + (0.25 if own else -0.5 if weak else 0.0))
            elif length > 2 and self._over_converted(written, reading):  # noqa: PLR2004
                yield Step(length, reading, StepKind.REPAIR, weight)
            else:
                yield Step(length, None, StepKind.OTHER_SPELLING, weight - 0.25)

    def _agrees(self, written: str, read: str) -> bool:
        """Whether a character as written allows the word's reading: Traditional neighbours veto."""
        classes = self.classes
        return (
            written == read
            or written in classes.simplified
            or written in classes.ambiguous
            or self._variants.get(written, written) == read
        )

    def _over_converted(self, written: str, read: str) -> bool:
        confusable = self._lexicon.confusable
        return all(a == b or (a, b) in confusable for a, b in zip(written, read, strict=True))

    # -- one word ---------------------------------------------------------------------------

    def _step(self, run: str, at: int, step: Step, *, simplified: bool) -> Iterator[Change]:
        written = run[at : at + step.length]
        if step.kind is StepKind.REPAIR:
            yield self._repair(at, written, step.value or written)
            return
        evident = simplified or not self.classes.simplified.isdisjoint(written)
        if step.kind is StepKind.OTHER_SPELLING or (step.kind is StepKind.WORD and not evident):
            inner = list(self._inner_repairs(written, at))
            if inner:
                yield from inner
                return
        yield from self._characters(run, at, step, evident=evident, simplified=simplified)

    def _repair(self, at: int, written: str, content: str) -> Change:
        leftover = written in self._lexicon.leftovers
        reason = Reason.SIMPLIFIED if leftover else Reason.OVER_CONVERTED
        return Change(Span(at, at + len(written)), content, reason)

    def _inner_repairs(self, written: str, at: int) -> Iterator[Change]:
        """Broken words inside a longer dictionary word."""
        start = 0
        while start < len(written):
            for end in range(len(written), start + 1, -1):
                part = written[start:end]
                if part in self._fixes and (len(part) > 2 or part in self._lexicon.firm):  # noqa: PLR2004
                    yield self._repair(at + start, part, self._fixes[part])
                    start = end - 1
                    break
            start += 1

    def _characters(
        self, run: str, at: int, step: Step, *, evident: bool, simplified: bool
    ) -> Iterator[Change]:
        """The change of a word, or of a character that is in no word, character by character."""
        made, reasons = [], set()
        for place in range(at, at + step.length):
            reading = step.value[place - at] if step.value else None
            if reading == run[place]:
                made.append(reading)
                continue
            new, reason = self._character(run, place, reading if evident else None, simplified=simplified)
            if new == run[place] and self._guarded(run, place):
                new = self._lexicon.guards[new].becomes
            if new != run[place]:
                reasons.add(reason)
            made.append(new)
        if reasons:
            reason = Reason.SIMPLIFIED if Reason.SIMPLIFIED in reasons else Reason.VARIANT
            yield Change(Span(at, at + step.length), "".join(made), reason)

    def _character(
        self, run: str, place: int, reading: str | None, *, simplified: bool
    ) -> tuple[str, Reason]:
        """What a character becomes, and why; `reading` is what an evidently Simplified word makes of it."""
        character = run[place]
        if character in self.classes.simplified:
            return reading or self._readings.character(character), Reason.SIMPLIFIED
        if character in self._variants:
            # 着 and 税 are Simplified, too; in Simplified text that is what they are.
            return self._variants[character], Reason.SIMPLIFIED if simplified else Reason.VARIANT
        if character in self.classes.ambiguous:
            if reading is not None:
                return reading, Reason.SIMPLIFIED
            if simplified and not (place == 0 and character in self._lexicon.surnames):
                return self._readings.character(character), Reason.SIMPLIFIED
        return character, Reason.SIMPLIFIED

    def _guarded(self, run: str, at: int) -> bool:
        """Whether a left-over character stands where no name and no other word explains it."""
        guard = self._lexicon.guards.get(run[at])
        if guard is None or at == 0 or run[at - 1] in guard.not_after:
            return False
        following = run[at + 1 : at + 2]
        return following not in guard.not_before or not following

    @functools.cached_property
    def _surely_chinese(self) -> frozenset[str]:
        """Simplified-only characters that Japanese does not share (会 and 国 it does)."""
        shared = {value for values in table("JPVariants").values() for value in values}
        return self.classes.simplified - shared - self._lexicon.japanese

    def _compile_trigger(self) -> re.Pattern[str]:
        """Matches whatever could change in Traditional text, so that most runs need no segmentation."""
        characters = set(self.classes.simplified) | self._variants.keys() | self._lexicon.guards.keys()
        characters |= {wrong for wrong, _ in self._lexicon.confusable}
        plain = "".join(sorted(re.escape(character) for character in characters if character <= "\uffff"))
        # Characters outside the BMP make a class of `re` 140 times slower, so they stand beside it.
        astral = "\U00020000-\U0003ffff"
        words = "|".join(map(re.escape, sorted(self._fixes, key=len, reverse=True)))
        return re.compile(f"[{plain}]|[{astral}]" + (f"|{words}" if words else ""))


def _share(simplified: int, traditional: int) -> float:
    return simplified / (simplified + traditional) if simplified else 0.0
