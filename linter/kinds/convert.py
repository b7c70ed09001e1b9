"""Chinese text that is not in the chosen variant (`--variant`); each rule reports one reason.

`report` says which reason:

- `simplified`: Simplified characters where the variant has Traditional ones.
- `over-converted`: a word that a blind conversion from Simplified broke.
- `variant`: a character in the form of another place.
- `traditional`: Traditional characters where the variant has Simplified ones.
- `doubtful`: a word that a conversion probably broke, but whose characters may also be right.

A pack with rules of this kind names a file of word lists, its `lexicon`, or takes it from a pack that it
`extends`: `extends: [chinese]`. All rules of a pack share one unification of a document, and each reports its
part of it. A word among the rule's `exceptions` is not reported.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.chinese.changes import Change
from linter.chinese.cluster import Reason
from linter.diagnostics import Edit, Fix, apply_edits
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.exceptions import Exceptions
from linter.matching.expressions import compile_all
from linter.matching.spec import Compiled, Match, SpecError
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("report",),
    report=schemas.one_of("The reason.", *(reason.value for reason in Reason)),
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
#: Maximum number of code points between two words of a clause that are reported as one finding.
_ONE_CLAUSE = 12


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for the changes whose reason is `params.report`; those of one clause make one finding."""
    changes_of = spec.resources.changes(options.target)
    if changes_of is None:
        raise SpecError(
            "a rule of kind 'convert' needs the pack's 'lexicon', or 'extends: [chinese]'", "kind"
        )
    reason = Reason(spec.params["report"])
    unless_line = compile_all(spec, "unless_line")
    exceptions = Exceptions(spec)

    def find(document: Document) -> Iterator[Match]:
        stays = Deadline(spec.id, document).judge(unless_line)
        changes = (change for change in changes_of(document) if change.reason is reason)
        excepted = exceptions.of(document)
        if excepted is not None:
            # Here and not only at the end: an excepted word must not hide its neighbours.
            text = document.prose
            changes = (
                part
                for change in changes
                for part in _parts(text, change, excepted)
                if not excepted(part.span)
            )
        for group in (
            _groups(document.prose, changes) if reason in _CLAUSES else ([change] for change in changes)
        ):
            span = Span(group[0].span.start, group[-1].span.end)
            if stays.passes(span.start):
                continue
            edits = tuple(itertools.chain.from_iterable(_edits(document.prose, change) for change in group))
            should = apply_edits(document.prose, edits, span)
            yield Match(
                span,
                {"match": span.text(document.prose), "should": should, "variant": options.target.value},
                Fix(edits, spec.applicability) if spec.fix is not None else None,
            )

    return Compiled(find, frozenset(FIELDS))


def _parts(text: str, change: Change, excepted: Callable[[Span], bool]) -> Iterator[Change]:
    """A change, or its single characters if an exception covers some; a repaired word is never split."""
    if change.reason is Reason.OVER_CONVERTED or not excepted(change.span):
        yield change
        return
    for index, character in enumerate(change.content, change.span.start):
        if text[index] != character:
            yield Change(Span(index, index + 1), character, change.reason)


def _groups(text: str, changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes with nothing but a few letters between them belong to one clause."""
    group: list[Change] = []
    for change in changes:
        if group:
            between = text[group[-1].span.end : change.span.start]
            if len(between) > _ONE_CLAUSE or not (between.isalpha() or not between):
                yield group
                group = []
        group.append(change)
    if group:
        yield group


def _edits(text: str, change: Change) -> Iterator[Edit]:
    """Edits of the characters that really differ, so that a fix touches nothing else."""
    start = change.span.start
    differ = [old != new for old, new in zip(change.span.text(text), change.content, strict=True)]
    for differs, indices in itertools.groupby(range(len(differ)), key=differ.__getitem__):
        if differs:
            found = list(indices)
            first, end = found[0], found[-1] + 1
            yield Edit(Span(start + first, start + end), change.content[first:end])
