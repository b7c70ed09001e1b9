r"""Sentences that do not belong in a text: small talk before a summary, offers after it, leaks in it.

`at` says where to look, within the summary of each record, or in the whole text of a page without records: at
its `start` (after headings and thematic breaks), at its `end` (before thematic breaks and comments), or
`anywhere`; lines that `past` matches count as thematic breaks. Only paragraphs are checked, not lists,
quotations, tables and code.

A sentence is found if one of the `sentence` patterns matches in it, without the marks of emphasis and the
space around it; Simplified text is also read in Traditional characters. `^` and `$` are its ends. Neighbours
are reported as one, at the start and the end across paragraphs, and beyond a list that they introduce. A fix
deletes them; if they are a whole paragraph, also its lines, and the blank line between them and what follows.
It is safe only if none of the `carries` patterns matches in them and one of the `needs` does, if they do not
introduce, with a colon, a list or code that would remain, if there is no colon before them, and if what is
left of them would still be found; otherwise it is unsafe. A fix never deletes all of a text, nor a sentence
that `with_list` matches without the list below it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.diagnostics import Fix
from linter.kinds.passage.judge import Judge, nearest_sentence
from linter.kinds.passage.layout import Stretch, paragraphs, stretches
from linter.kinds.passage.removal import removal
from linter.kinds.passage.sentences import words_of
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.matching.in_lines import Lines, compile_lines, lines_with_any, matches_any
from linter.matching.spec import Compiled, Match, Reach
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import regex

    from linter.document import Document
    from linter.matching.in_lines import LinePattern
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("at", "sentence"),
    at=schemas.one_of("Where in a summary.", "start", "end", "anywhere"),
    sentence=schemas.texts("Patterns, one of which matches in every sentence that is found."),
    next_to=schemas.texts("Patterns of sentences that are found only next to such a sentence."),
    unless=schemas.texts("Patterns: a sentence in which one of them matches is not found."),
    carries=schemas.texts("Patterns of what makes a sentence worth a look before it is deleted."),
    needs=schemas.texts("Patterns: unless one of them matches in the sentences, a fix is unsafe."),
    with_list=schemas.texts("Patterns of sentences that no fix separates from the list that they introduce."),
    near=schemas.texts("Patterns that are quick to search; summaries in which none matches are left out."),
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

_PATTERNS = ("sentence", "next_to", "unless", "carries", "needs", "with_list", "past")


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for the sentences of `params.sentence`."""
    patterns = {name: compile_lines(spec, name) for name in _PATTERNS}
    near = compile_all(spec, "near")

    def find(document: Document) -> Iterator[Match]:
        yield from _Search(spec, document, patterns, near).matches()

    return Compiled(find, frozenset(FIELDS), reach=Reach.RECORD)


class _Search:
    """Looks for the sentences of a rule in a document."""

    def __init__(
        self,
        spec: RuleSpec,
        document: Document,
        patterns: Mapping[str, Sequence[LinePattern]],
        near: Sequence[regex.Pattern[str]],
    ) -> None:
        self._spec, self._document = spec, document
        self._patterns, self._near = patterns, near
        self._deadline = Deadline(spec.id, document)

    def matches(self) -> Iterator[Match]:
        """What is found."""
        at: str = self._spec.params["at"]
        for stretch in self._anywhere() if at == "anywhere" else self._at_edge(end=at == "end"):
            judge = Judge(stretch, self._says)
            passages = judge.anywhere() if at == "anywhere" else judge.at_edge(end=at == "end")
            for sentences, sure in passages:
                yield self._match(stretch, sentences, sure=sure)

    def _anywhere(self) -> Iterator[Stretch]:
        """The summaries in which a sentence matches; most have none, which one search of all finds out."""
        said = paragraphs(self._document)
        found = {said.stretches[line] for line in self._saying("sentence", said.sentences)}
        numbers = stretches(self._document)
        return (self._stretch(numbers[index]) for index in sorted(found) if self._is_near(numbers[index]))

    def _at_edge(self, *, end: bool) -> Iterator[Stretch]:
        """The summaries whose first, or last, sentence may be found; if it is not, none is."""
        near = [self._stretch(numbers) for numbers in stretches(self._document) if self._is_near(numbers)]
        edges = Lines([nearest_sentence(stretch, end=end) or "" for stretch in near])
        found = self._saying("sentence", edges) | self._saying("next_to", edges)
        return (near[index] for index in sorted(found))

    def _saying(self, name: str, sentences: Lines) -> set[int]:
        """The indices of the sentences in which one of the patterns of a parameter matches."""
        known, patterns = (self._spec.id, name), self._patterns[name]
        return lines_with_any(self._document, known, sentences, patterns, self._deadline)

    def _stretch(self, numbers: range) -> Stretch:
        is_past = functools.partial(self._says, "past") if self._patterns["past"] else None
        return Stretch(self._document, numbers, is_past)

    def _is_near(self, numbers: range) -> bool:
        lines, prose = self._document.lines, self._document.prose
        start, end = lines.line_span(numbers[0]).start, lines.line_span(numbers[-1]).end
        return not self._near or any(
            self._deadline.search(pattern, prose, start, end) for pattern in self._near
        )

    def _says(self, name: str, text: str) -> bool:
        """Whether one of the patterns of a parameter matches in a sentence; without `needs`, all do."""
        if name == "needs" and name not in self._spec.params:
            return True
        return matches_any(self._patterns[name], text, self._deadline)

    def _match(self, stretch: Stretch, sentences: list[Span], *, sure: bool) -> Match:
        spec, document = self._spec, self._document
        span = Span(sentences[0].start, sentences[-1].end)
        said = words_of(document, sentences)
        held = any(
            stretch.heads_list(sentence) and self._says("with_list", words)
            for sentence, words in zip(sentences, said, strict=True)
        )
        edits = removal(stretch, sentences) if spec.fix is not None and not held else []
        fix = Fix(tuple(edits), spec.applicability_of(sure=sure)) if edits else None
        return Match(span, {"match": span.text(document.text), "first": said[0]}, fix)
