"""Chinese text that is not in the chosen variant (`--variant`); each rule reports one reason.

`report` says which reason:

- `simplified`: Simplified characters where the variant has Traditional ones.
- `over-converted`: a word that a blind conversion from Simplified broke.
- `variant`: a character in the form of another place.
- `traditional`: Traditional characters where the variant has Simplified ones.
- `doubtful`: a word that a conversion probably broke, but whose characters may also be right.

With a message `whole`, a document that is Simplified as a whole (for `traditional`, that is Traditional) is
one finding with one fix, at its first clause. Where that is so only of some records of a page, each of these
is one finding, and so is the text outside the records. `check --verbose` lists the clauses. One that cannot
be fixed stays a finding of its own; what an exception or a comment silences is left out. As a whole means
that two thirds of the characters that only one side has are to change, and at least twenty; of all records
together, nine tenths.

A pack with rules of this kind names a file of word lists, its `lexicon`, or takes it from a pack that it
`extends`: `extends: [chinese]`. All rules of a pack share one unification of a document, and each reports its
part of it. A word among the rule's `exceptions` is not reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.changes import Change
from linter.chinese.cluster import Reason
from linter.diagnostics import Fix, apply_edits
from linter.kinds.convert.clauses import clauses
from linter.kinds.convert.whole import Parts, parts_of, without_refused
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.exceptions import Exceptions
from linter.matching.expressions import compile_all
from linter.matching.spec import Compiled, Match, SpecError
from linter.messages.phrases import in_language, names
from linter.messages.suggestions import did_you_mean
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from linter.document import Document
    from linter.kinds.convert.clauses import Clause
    from linter.kinds.convert.whole import Part
    from linter.matching.spec import Keeps, Options, RuleSpec

PARAMS = schemas.params(
    ("report",),
    report=schemas.one_of("The reason.", *(reason.value for reason in Reason)),
    whole={
        "anyOf": [schemas.LANGUAGES],
        "description": "The message of a finding of a whole document or record, for `simplified` and "
        "`traditional`. Without it, each clause is a finding. It may also name {part} and {count}.",
    },
    unless_line=schemas.UNLESS_LINE,
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {"match": "what was found", "should": "what it becomes", "variant": "the chosen variant"}
SCOPED = True
EXTENDS = "chinese"
STARTER = """\
  - id: my-rule
    summary: Simplified characters where Traditional ones are wanted
    why: Readers stumble, and a search for the word misses it.
    severity: warning
    kind: convert                # the pack needs a line `extends: [chinese]` above its rules
    params:
      report: simplified         # or over-converted, variant, traditional
      unless_line: ['簡體']      # not in a line that has this
    exceptions: [华为]           # names that stay
    message:
      en: "'{match}' is '{should}' in {variant}"
      zh-TW: "「{match}」在 {variant} 應作「{should}」"
    fix: {applicability: safe}
    examples:
      - {invalid: "利用⟦数据⟧來訓練模型", fixed: "利用數據來訓練模型"}
      - {valid: "华为的數據", because: an exception}
      - {valid: "`数据` 是程式碼", because: code is not prose}
"""

#: Reasons for which whole clauses change; the words of a clause are then one finding.
_CLAUSES = frozenset((Reason.SIMPLIFIED, Reason.TRADITIONAL))
#: The names that the message of a whole document may use besides those of `FIELDS`.
_OF_WHOLE = ("part", "count")


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for the changes whose reason is `params.report`; those of one clause make one finding."""
    finder = _Finder(spec, options)
    return Compiled(finder.find, frozenset(FIELDS), find_kept=finder.find_kept)


class _Finder:
    """Finds the changes of one reason.

    Raises:
        SpecError: the pack has no word lists, or the message of whole documents is wrong.
    """

    def __init__(self, spec: RuleSpec, options: Options) -> None:
        changes_of = spec.resources.changes(options.target)
        if changes_of is None:
            raise SpecError(
                "a rule of kind 'convert' needs the pack's 'lexicon', or 'extends: [chinese]'", "kind"
            )
        self._changes_of = changes_of
        self._spec = spec
        self._variant = options.target.value
        self._reason = Reason(spec.params["report"])
        self._unless_line = compile_all(spec, "unless_line")
        self._exceptions = Exceptions(spec)
        self._whole = _message_of_whole(spec, options) if "whole" in spec.params else None

    def find(self, document: Document) -> Iterator[Match]:
        """The matches in a document."""
        return self.find_kept(document, lambda _: True)

    def find_kept(self, document: Document, keeps: Keeps) -> Iterator[Match]:
        """The matches of those clauses that `keeps` does not leave out."""
        stays = Deadline(self._spec.id, document).judge(self._unless_line)
        joined = self._reason in _CLAUSES
        changes = self._changes_of(document) if joined else ()
        repairs = [change.span.start for change in changes if change.reason is Reason.OVER_CONVERTED]
        found = [
            clause
            for clause in clauses(document.prose, self._changes(document), joined=joined, repairs=repairs)
            if keeps(Span(clause.start, clause.end))
            and not (self._unless_line and stays.passes(clause.start))
        ]
        parts = Parts([], found)
        if self._whole is not None:
            parts = parts_of(document, found, self._reason)
            if parts.whole and self._spec.fix is not None:
                parts = without_refused(document, parts, self._spec.applicability)
        for part in parts.whole:
            yield self._match_of_part(document.prose, part)
        for clause in parts.rest:
            yield self._match(document.prose, clause)

    def _changes(self, document: Document) -> Iterator[Change]:
        """The changes for the rule's reason that no exception covers."""
        changes = (change for change in self._changes_of(document) if change.reason is self._reason)
        excepted = self._exceptions.of(document)
        if excepted is None:
            return changes
        # Here and not only at the end: an excepted word must not hide its neighbours.
        text = document.prose
        return (
            part for change in changes for part in _parts(text, change, excepted) if not excepted(part.span)
        )

    def _match(self, text: str, clause: Clause) -> Match:
        span = Span(clause.start, clause.end)
        should = apply_edits(text, clause.edits, span)
        fields = {"match": span.text(text), "should": should, "variant": self._variant}
        fix = Fix(clause.edits, self._spec.applicability) if self._spec.fix is not None else None
        return Match(span, fields, fix)

    def _match_of_part(self, text: str, part: Part) -> Match:
        """One match for a whole part, at its first clause."""
        first = self._match(text, part.clauses[0])
        return Match(
            first.span,
            {**first.fields, "part": part.name, "count": str(len(part.clauses))},
            part.allowed.fix if part.allowed is not None else None,
            places=tuple((clause.start, clause.end) for clause in part.clauses),
            message=self._whole,
            allowed=part.allowed,
        )


def _message_of_whole(spec: RuleSpec, options: Options) -> str:
    """The message of a finding that is of a whole document or record."""
    if Reason(spec.params["report"]) not in _CLAUSES:
        raise SpecError("only for 'report: simplified' and 'report: traditional'", "params", "whole")
    message = in_language(spec.params["whole"], options.locale)
    for name in names(message):
        if name not in FIELDS and name not in _OF_WHOLE:
            hint = did_you_mean(name, (*FIELDS, *_OF_WHOLE))
            raise SpecError("its message names {{name}}{hint}", "params", "whole", name=name, hint=hint)
    return message


def _parts(text: str, change: Change, excepted: Callable[[Span], bool]) -> Iterator[Change]:
    """A change, or its single characters if an exception covers some; a repaired word is never split."""
    if change.reason is Reason.OVER_CONVERTED or not excepted(change.span):
        yield change
        return
    for index, character in enumerate(change.content, change.span.start):
        if text[index] != character:
            yield Change(Span(index, index + 1), character, change.reason)
