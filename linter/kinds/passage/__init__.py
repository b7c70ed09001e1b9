r"""Sentences that do not belong in a text: small talk before a summary, offers after it, leaks in it.

`at` says where to look, within the summary of each record, or in the whole text of a page without records: at
its `start` (after headings and thematic breaks), at its `end` (before thematic breaks and comments), or
`anywhere`; lines that `past` matches count as thematic breaks. Only paragraphs are checked, not lists,
quotations, tables and code.

A sentence is found if one of the `sentence` patterns matches in it, without the marks of emphasis and the
space around it. `^` and `$` are its ends. Neighbours are reported as one. A fix deletes them; if they are a
whole paragraph, also its lines, and the blank line between them and what follows. It is safe only if none of
the `carries` patterns matches in them, if they do not introduce, with a colon, a list or code that would
remain, and if there is no colon before them; otherwise it is unsafe. A fix never deletes all of a text.
"""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

from linter.diagnostics import Edit, Fix
from linter.kinds.passage.sentences import runs_of, sentences_of, words_of
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.matching.per_document import PerDocument
from linter.matching.spec import Compiled, Match
from linter.regions import LineKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("at", "sentence"),
    at=schemas.one_of("Where in a summary.", "start", "end", "anywhere"),
    sentence=schemas.texts("Patterns, one of which matches in every sentence that is found."),
    next_to=schemas.texts("Patterns of sentences that are found only next to such a sentence."),
    unless=schemas.texts("Patterns: a sentence in which one of them matches is not found."),
    carries=schemas.texts("Patterns of what makes a sentence worth a look before it is deleted."),
    past=schemas.texts("Patterns of lines that count as thematic breaks."),
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {"match": "the sentences", "first": "the first of them"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: A farewell at the end of a summary
    why: Readers want the notes, not the conversation that made them.
    severity: warning
    kind: passage
    params:
      at: end                    # or start, anywhere
      sentence: ['^(?:謝謝|感謝)(?:大家|您)的?(?:觀看|閱讀|收看)']
      unless: ['贊助']            # not found, though the pattern matches
      carries: ['「']             # found, but only an unsafe fix: it may say something
      past: ['^\\[model=.*\\]$'] # lines that may follow the end
    message:
      en: "a farewell: '{first}'"
      zh-TW: "道別語：「{first}」"
    fix:
      applicability: safe
      because: it says nothing about the subject
    examples:
      - {invalid: "正文。\\n\\n⟦**感謝您的閱讀！**⟧\\n\\n[model=x]\\n", fixed: "正文。\\n\\n[model=x]\\n"}
      - {invalid: "正文。⟦謝謝大家觀看「甲」！⟧\\n", fixed: "正文。\\n", because: unsafe}
      - {valid: "感謝大家的觀看是他的口頭禪。\\n\\n正文。\\n", because: not at the end}
      - {valid: "正文。\\n\\n- 謝謝大家觀看\\n", because: in a list}
      - {valid: "正文。\\n\\n`謝謝觀看`\\n", because: code is not prose}
"""

_PATTERNS = ("sentence", "next_to", "unless", "carries", "past")
#: The longest small talk, in code points: longer sentences are not checked, longer matches not safe to fix.
_LONGEST = 1000
_COLONS = ("：", ":")
#: What a sentence with a colon at its end introduces.
_LISTED = frozenset(
    (LineKind.LIST, LineKind.CODE, LineKind.QUOTE, LineKind.TABLE, LineKind.HTML, LineKind.OTHER)
)
_SKIPPED = frozenset((LineKind.BLANK, LineKind.SEPARATOR, LineKind.HEADING))


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for the sentences of `params.sentence`."""
    return Compiled(_Passages(spec).find, frozenset(FIELDS))


class _Passages:
    """Finds the sentences."""

    def __init__(self, spec: RuleSpec) -> None:
        self._spec = spec
        self._at: str = spec.params["at"]
        self._patterns = {name: compile_all(spec, name) for name in _PATTERNS}

    def find(self, document: Document) -> Iterator[Match]:
        deadline = Deadline(self._spec.id, document)
        for first, last in _stretches(document):
            stretch = _Stretch(
                document, range(first, last + 1), lambda line: self._any(deadline, "past", line)
            )
            for sure, sentences in self._reported(stretch, deadline):
                span = Span(sentences[0].start, sentences[-1].end)
                shown = {"match": span.text(document.text), "first": words_of(document, sentences)[0]}
                yield Match(span, shown, self._fix(stretch, sentences, sure=sure))

    def _reported(self, stretch: _Stretch, deadline: Deadline) -> Iterator[tuple[bool, list[Span]]]:
        """Sentences to report together, and whether it is sure that they say nothing of value.

        Adjacent paragraphs are reported together: one may be found only because of the other.
        """

        def sure(sentences: list[Span]) -> bool:
            words = " ".join(words_of(stretch.document, sentences))
            return len(words) <= _LONGEST and not self._any(deadline, "carries", words)

        runs = self._runs(stretch, deadline)
        if self._at == "anywhere":
            yield from ((sure(run), run) for run in runs)
            return
        for verdict, neighbours in itertools.groupby(runs, sure):
            yield verdict, sorted(itertools.chain.from_iterable(neighbours))

    def _any(self, deadline: Deadline, name: str, text: str) -> bool:
        return any(deadline.search(pattern, text) for pattern in self._patterns[name])

    def _runs(self, stretch: _Stretch, deadline: Deadline) -> Iterator[list[Span]]:
        """Neighbouring sentences to report, paragraph by paragraph from the start or the end."""
        at_end = self._at == "end"
        touching = False
        for kind, numbers in stretch.blocks(backwards=at_end):
            continues = kind in _SKIPPED and not (at_end and kind is LineKind.HEADING)
            if kind is LineKind.TEXT:
                sentences = stretch.sentences(numbers)
                said = self._said(deadline, words_of(stretch.document, sentences), touching=touching)
                runs = runs_of(sentences, said)
                if self._at == "anywhere":
                    yield from runs
                elif said[-1 if at_end else 0]:
                    yield runs[-1 if at_end else 0]
                touching = continues = all(said)
            if not continues and self._at != "anywhere":
                return

    def _said(self, deadline: Deadline, sentences: list[str], *, touching: bool) -> list[bool]:
        """Which sentences of a paragraph are found; `touching` if all of the paragraph before it were."""

        def is_said(name: str, words: str) -> bool:
            matches = len(words) <= _LONGEST and self._any(deadline, name, words)
            return matches and not self._any(deadline, "unless", words)

        said = [is_said("sentence", words) for words in sentences]
        for order in (range(len(said)), range(len(said) - 1, -1, -1)):
            next_to = touching and order.step == (-1 if self._at == "end" else 1)
            for place in order:
                if next_to and not said[place]:
                    said[place] = is_said("next_to", sentences[place])
                next_to = said[place]
        return said

    def _fix(self, stretch: _Stretch, sentences: list[Span], *, sure: bool) -> Fix | None:
        if self._spec.fix is None:
            return None
        edits = stretch.removal(sentences)
        if not edits:
            return None
        sure = sure and not stretch.heads_list(sentences[-1]) and not stretch.is_announced(sentences[0])
        return Fix(tuple(edits), self._spec.applicability_of(sure=sure))


def _stretches(document: Document) -> Iterator[tuple[int, int]]:
    """The first and the last line of each summary; all lines if the page has no records."""
    records, lines = document.records.records, document.lines
    if not records:
        yield 1, len(lines.spans)
    for record in records:
        span = record.summary.span
        if len(span):
            yield lines.position(span.start).line, lines.position(span.end).line


class _Layout:
    """What is known of a document's lines, by their 1-based numbers; shared by all rules of the kind."""

    def __init__(self, kinds: Sequence[LineKind]) -> None:
        self.kinds = kinds
        #: The lines that are not blank.
        self.written = [number for number, kind in enumerate(kinds, 1) if kind is not LineKind.BLANK]
        #: The sentences of those lines that were looked at.
        self.sentences: dict[int, list[Span]] = {}


@PerDocument
def _layout(document: Document) -> _Layout:
    return _Layout(document.structure.line_kinds)


class _Stretch:
    """The lines of a summary.

    Args:
        document: the document.
        numbers: the 1-based numbers of the lines.
        is_past: whether a line of text counts as a thematic break.
    """

    def __init__(self, document: Document, numbers: range, is_past: Callable[[str], bool]) -> None:
        self.document = document
        self._numbers = numbers
        self._layout = _layout(document)
        self._all = self._layout.kinds
        self._kinds = {
            number: LineKind.SEPARATOR if kind is LineKind.TEXT and is_past(self._text(number)) else kind
            for number in numbers
            for kind in (self._all[number - 1],)
        }

    def _text(self, number: int) -> str:
        return self._line(number).text(self.document.prose).strip()

    def _line(self, number: int) -> Span:
        return self.document.lines.line_span(number)

    def _number(self, offset: int) -> int:
        return self.document.lines.position(offset).line

    def blocks(self, *, backwards: bool) -> Iterator[tuple[LineKind, list[int]]]:
        """Neighbouring lines of one kind, each with the numbers of its lines in order."""
        numbers = reversed(self._numbers) if backwards else self._numbers
        for kind, block in itertools.groupby(numbers, key=self._kinds.__getitem__):
            yield kind, sorted(block)

    def sentences(self, numbers: list[int]) -> list[Span]:
        """The sentences of a paragraph's lines, without the space around them."""
        prose = self.document.prose
        by_line = self._layout.sentences
        for number in numbers:
            if number not in by_line:
                by_line[number] = list(sentences_of(prose, self._line(number)))
        return [sentence for number in numbers for sentence in by_line[number]]

    def heads_list(self, sentence: Span) -> bool:
        """Whether a sentence ends in a colon and a list, or code, follows."""
        if not words_of(self.document, [sentence])[0].endswith(_COLONS):
            return False
        return self._kind(self._beyond(self._number(sentence.end), 1)) in _LISTED

    def is_announced(self, sentence: Span) -> bool:
        """Whether the line above ends in a colon, so that the sentence may be quoted."""
        above = self._beyond(self._number(sentence.start), -1)
        return self._kind(above) is LineKind.TEXT and self._text(above).endswith(_COLONS)

    def _kind(self, number: int) -> LineKind | None:
        """What a line of the document is; None beyond its ends."""
        return self._all[number - 1] if 0 < number <= len(self._all) else None

    def _beyond(self, number: int, step: int) -> int:
        """The nearest line that is not blank, in steps of 1 down or -1 up; it may be beyond the document."""
        written = self._layout.written
        place = bisect.bisect_right(written, number) if step > 0 else bisect.bisect_left(written, number) - 1
        if place < 0:
            return 0
        return written[place] if place < len(written) else len(self._all) + 1

    def removal(self, sentences: list[Span]) -> list[Edit]:
        """The edits that delete sentences; none if no text would be left."""
        edits: list[Edit] = []
        whole: list[int] = []
        prose = self.document.prose
        for number, group in itertools.groupby(sentences, key=lambda sentence: self._number(sentence.start)):
            line, of_line = self._line(number), list(group)
            start, end = of_line[0].start, of_line[-1].end
            before, after = prose[line.start : start], prose[end : line.end]
            if not before.strip() and not after.strip():
                whole.append(number)
            elif after.strip():
                edits.append(Edit(Span(start, end + len(after) - len(after.lstrip())), ""))
            else:
                edits.append(Edit(Span(line.start + len(before.rstrip()), end), ""))
        if whole and not self._leaves_text(frozenset(whole)):
            return []
        edits += [Edit(self._lines_to_take(first, last), "") for first, last in self._together(whole)]
        return sorted(edits)

    def _together(self, numbers: list[int]) -> Iterator[tuple[int, int]]:
        """The first and the last of lines with nothing but blank ones between them."""
        first = last = 0
        for number in numbers:
            if first and self._beyond(last, 1) != number:
                yield first, last
                first = 0
            first, last = first or number, number
        if first:
            yield first, last

    def _leaves_text(self, taken: frozenset[int]) -> bool:
        return any(kind not in _SKIPPED and number not in taken for number, kind in self._kinds.items())

    def _lines_to_take(self, first: int, last: int) -> Span:
        """The lines, and if they were a paragraph of its own, the blank ones on one side of it."""
        above, below = self._kind(first - 1), self._kind(last + 1)
        alone = above in (LineKind.BLANK, None) and below is not LineKind.TEXT
        following = self._beyond(last, 1) if alone else last + 1
        if following <= len(self._all):
            return Span(self._line(first).start, self._line(following).start)
        if alone:
            first = self._beyond(first, -1) + 1
        return Span(self._line(first).start, len(self.document.text))
