"""Rules that report one reason for which Chinese text is not in the variant wanted.

All rules of a pack share one unification of a document; each reports its part of it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from linter.chinese.unify import Reason, Unifier
from linter.diagnostics import Edit, Fix
from linter.matching.clock import Clock
from linter.matching.expressions import compile_all
from linter.matching.spec import Compiled, Match, SpecError
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.targets import Target
    from linter.chinese.unify import Change
    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

#: Reasons for which whole clauses change; the words of one are then one finding.
_CLAUSES = frozenset((Reason.SIMPLIFIED, Reason.TRADITIONAL))
#: Words of one clause that are reported as one finding stand at most this many code points apart.
_ONE_CLAUSE = 12


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for the changes whose reason is `params.report`; those of one clause make one finding."""
    lexicon = spec.lexicon
    if lexicon is None:
        raise SpecError("a rule of kind 'convert' needs the pack's 'lexicon'", "report")
    reason = Reason(spec.params["report"])
    unless_line = compile_all(spec, "unless_line")

    def find(document: Document) -> Iterator[Match]:
        unifier = _unifier(spec, lexicon, options.target)
        changes = document.derive(unifier, lambda: list(unifier.changes(document.prose)))
        stays = Clock(spec.id, document).judge(unless_line)
        mine = (change for change in changes if change.reason is reason)
        for group in _groups(document.prose, mine) if reason in _CLAUSES else ([change] for change in mine):
            span = Span(group[0].span.start, group[-1].span.end)
            if stays.passes(span.start):
                continue
            edits = tuple(itertools.chain.from_iterable(_edits(document.prose, change) for change in group))
            should = _applied(document.prose, span, edits)
            yield Match(
                span,
                {"match": span.text(document.prose), "should": should, "variant": options.target.value},
                Fix(edits, spec.applicability) if spec.fix is not None else None,
            )

    return Compiled(find, frozenset(("match", "should", "variant")))


def _unifier(spec: RuleSpec, lexicon: Lexicon, target: Target) -> Unifier:
    """The unifier that the rules of a pack share: it holds tables worth building once, and not before use."""
    unifier = spec.shared.get("unifier")
    if not isinstance(unifier, Unifier):
        unifier = spec.shared["unifier"] = Unifier(lexicon, target)
    return unifier


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
    """The characters that really differ, so that a fix touches nothing else."""
    start = change.span.start
    differ = [old != new for old, new in zip(change.span.text(text), change.content, strict=True)]
    for differs, places in itertools.groupby(range(len(differ)), key=differ.__getitem__):
        if differs:
            at = list(places)
            yield Edit(Span(start + at[0], start + at[-1] + 1), change.content[at[0] : at[-1] + 1])


def _applied(text: str, span: Span, edits: tuple[Edit, ...]) -> str:
    out = list(span.text(text))
    for edit in edits:
        out[edit.span.start - span.start : edit.span.end - span.start] = edit.content
    return "".join(out)
