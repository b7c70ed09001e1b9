r"""Marks that may be stray, such as the dot in `在.rl中`, decided by all that speaks for it and against it.

A single sentence often does not tell whether a mark is stray: the document does. So a mark is first a
*candidate*, if it has one of the `forms`: one of its `marks`, between what `before` and `after` match, with a
Latin word at it. A condition of `unless` that holds forbids it, whatever else there is; one that says
`everywhere` has found a name, which is left alone in all of the document. Then each piece of `evidence` that
holds, the form itself, and *measures* of the document add their `weights` to a score. From `report` on, the
mark is a finding; from `fix` on it has an unsafe fix; from `safe` on, the fix is as certain as the rule says.

Conditions have patterns for the mark's surroundings, all of which must match: `before` ends where the mark
and its word begin, `after` begins where they end, `word` matches the whole word, `clause` and `line` match
somewhere in the clause or line. They see what patterns of the kind `pattern` see, with `%{…}` and `\L<…>`.

Two things in the document itself leave a mark alone: the same mark and word in code or after a space, which
make it a name; and three places where the mark is between Han characters, as half-width
punctuation of the author's.

All rules of this kind in a pack are decided together: a mark that is a candidate of several goes to the one
with the highest score. `closers` are marks that may close the phrase that a candidate opens, as in
`利用.teacher model. 的`; the pair is one finding. The measures are:

- `frequency`: how common the word is in English, from 0 to 1.
- `proper`: 1 if the word has a capital and is rare in lower case, as names are.
- `others`: from 0 to 1 (six or more), how many other words that English knows have findings, by any rule of
  the pack. Those that have them in the same line only count half: options of a command come in rows. What was
  fixed in an earlier pass still counts.
- `lonely`: 1 if English does not know the word, and no other word of the document has a finding.
- `near-name`: 1 if the line has a name with the same mark, in code or found by a condition that says
  `everywhere`.
- `pair`: 1 if another mark closes the phrase.

The document is the file, for pages and for records in data files alike. Reports say the evidence of each
finding: `check --verbose`, and `evidence` in JSON. Weights are best fitted to labelled text, not guessed.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.diagnostics import Edit, Evidence, Fix
from linter.kinds.evidence.conditions import CONDITION, VETO
from linter.kinds.evidence.forms import FORM
from linter.kinds.evidence.judge import Judge
from linter.kinds.evidence.panel import Panel
from linter.matching import schemas
from linter.matching.joints import joined, meet
from linter.matching.spec import Compiled, Match, SpecError
from linter.messages.phrases import in_language, shown
from linter.messages.suggestions import did_you_mean
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.kinds.evidence.panel import Decision
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("forms", "weights", "report"),
    forms=schemas.dictionary("What makes a mark a candidate, by names; the first that fits counts.", FORM),
    unless=schemas.dictionary("Conditions by names; if one holds, the mark is left alone.", VETO),
    evidence=schemas.dictionary("Conditions by names: each that holds adds its weight.", CONDITION),
    says=schemas.dictionary("What a form or a piece of evidence means, for reports.", schemas.LANGUAGES),
    weights=schemas.dictionary("What forms, evidence and measures add, by names.", schemas.number("Points.")),
    report=schemas.number("The score from which a mark is reported."),
    fix=schemas.number("The score from which a fix is offered; that of `report`, if not given."),
    safe=schemas.number("The score from which its fix is as certain as the rule says; never, if not given."),
    fitted=schemas.text("When the weights were fitted, and to what."),
)
FIX = {"replace": schemas.dictionary("Form to what replaces its mark, which is deleted otherwise.")}
FIX_REQUIRED = ()
FIELDS = {"match": "the mark and its word, or the phrase between two marks", "word": "the word"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: A stray tilde at an English word
    why: The tilde shows, and a search for the word misses it.
    severity: warning
    kind: evidence
    params:
      forms:
        word: {marks: "~", word: after, before: '\\p{Han}', after: '\\p{Latin}'}
      unless:
        home: {word: 'root|home'}          # ~root is a folder
        about: {clause: '波浪號'}           # the sentence is about the mark
      evidence:
        tight: {after: '\\p{Han}'}
      says:
        word: a mark between Han and a Latin word
        tight: Chinese continues right after the word
      weights: {word: -1, tight: 0.5, frequency: 3, others: 3}
      report: 0
      safe: 2
    message:
      en: "{correction}"
      zh-TW: "{correction}"
    fix:
      applicability: safe
      because: the words stay as they are
    examples:
      - {invalid: "利用⟦~sampling⟧的結果來更新⟦~policy⟧", fixed: "利用 sampling 的結果來更新 policy"}
      - {invalid: "比較⟦~loss⟧的值", fixed: "比較 loss 的值", because: a common word}
      - {valid: "放在~root 底下", because: a folder}
      - {valid: "這裡的波浪號在~sampling前面", because: the sentence is about the mark}
      - {valid: "變數 `在~loss` 的值", because: code is not prose}
"""


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for the stray marks of one rule; all rules of the pack decide together."""
    forms = spec.params["forms"]
    replaced: Mapping[str, str] = (spec.fix or {}).get("replace", {})
    for name in replaced:
        if name not in forms:
            hint = did_you_mean(name, forms)
            raise SpecError("no form is called '{name}'{hint}", "fix", "replace", name=name, hint=hint)
    judge = Judge(spec, lambda text: in_language(text, options.locale))
    panel = spec.resources.shared(f"evidence of {spec.pack}", lambda: Panel(spec.pack))
    panel.add(judge)

    def find(document: Document) -> Iterator[Match]:
        for decision in panel.decisions(document).get(spec.id, ()):
            candidate = decision.case.candidate
            span = _span(decision)
            has_fix = spec.fix is not None and decision.has_fix
            fix = _fix(document, decision, replaced.get(candidate.form.name, ""), spec) if has_fix else None
            fields = {"match": span.text(document.text), "word": candidate.word}
            yield Match(span, fields, fix, evidence=tuple(_evidence(decision, options)))

    return Compiled(find, frozenset(FIELDS), needs=frozenset(judge.marks), together=True)


def _span(decision: Decision) -> Span:
    """The mark and its word, and the phrase up to the mark that closes it."""
    token = decision.case.candidate.token
    return token if decision.closer is None else Span(token.start, decision.closer + 1)


def _fix(document: Document, decision: Decision, content: str, spec: RuleSpec) -> Fix | None:
    """Deletes the marks, and separates the words from Chinese by spaces."""
    candidate, prose = decision.case.candidate, document.prose
    marks = [Span(candidate.mark, candidate.mark + 1)]
    if decision.closer is not None:
        marks.append(Span(decision.closer, decision.closer + 1))
    edits = [
        Edit(mark, (content if mark.start == candidate.mark else "") or joined(prose, mark)) for mark in marks
    ]
    taken = {offset for mark in marks for offset in (mark.start, mark.end)}
    edits += [
        Edit(Span(offset, offset), " ")
        for offset in candidate.form.ends_of_words(candidate)
        if offset not in taken and meet(prose, offset, offset)
    ]
    edits.sort()
    if any(one.span == two.span for one, two in itertools.pairwise(edits)):
        return None
    return Fix(tuple(edits), spec.applicability_of(sure=decision.is_sure))


def _evidence(decision: Decision, options: Options) -> Iterator[Evidence]:
    """What was counted, the weightiest first."""
    judge = decision.case.judge
    for name, points in sorted(decision.points.items(), key=lambda item: (-abs(item[1]), item[0])):
        yield Evidence(name, shown(judge.says(name), options.locale), round(points, 2))
