r"""A regular expression that is found in prose.

The expression is one of Python's `regex` package, version 1: `\p{Han}`, `\p{Latin}`, possessive quantifiers
and lookbehinds of any length work. It sees prose only: code, addresses, tags, maths and front matter
show as one placeholder for each character, which `%{protected}` names; list markers, heading hashes and
emphasis that renders show as `%{markup}`. What begins or ends in such a placeholder is not reported. `^` and
`$` mean the ends of the document; `(?m)` makes them those of lines.

`%{name}` inserts a text from the pack's `definitions`, `\L<name>` any word of a list from its `words`. Named
groups, `(?P<word>…)`, can be used in the message and in the fix as `{word}`; the group `span`, if there is
one, is reported instead of the whole match. A fix replaces named groups and leaves the rest as it is.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import regex

from linter.diagnostics import Edit, EditKind, Fix
from linter.document import MARKUP, MARKUP_END, PROTECTED
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all, compile_expression
from linter.matching.joints import joined, meet
from linter.matching.necessary import necessary_texts
from linter.matching.quotes import is_cited
from linter.matching.spec import Compiled, Match, Reach, SpecError
from linter.messages.phrases import fill, names
from linter.messages.suggestions import did_you_mean
from linter.spans import Span, SpanSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("pattern",),
    pattern=schemas.text("The regular expression."),
    unless=schemas.texts("Patterns: a match that overlaps a match of one of them is not reported."),
    unless_line=schemas.UNLESS_LINE,
    unless_quoted=schemas.UNLESS_QUOTED,
    near={
        "type": "object",
        "additionalProperties": False,
        "required": ["pattern", "within"],
        "properties": {
            "pattern": schemas.text("A regular expression."),
            "within": schemas.whole("How far away, in characters.", minimum=0, maximum=10_000),
        },
        "description": "A match counts only if this pattern matches near it.",
    },
)
FIX = {
    "replace": schemas.dictionary(
        'Named group to its new text, in which `{group}` is what a group matched; `""` deletes it.'
    ),
    "space": schemas.texts("Named groups that get a space where they touch a Han character."),
    "tags": schemas.texts(
        "Named groups that may take out whole tags of elements that HTML does not have, where they are "
        "deleted, and all that is between two of them; only for what no page is written with."
    ),
    "doubtful": schemas.texts("Named groups: where one of them matched, the fix is unsafe at most."),
}
FIX_REQUIRED = ("replace",)
FIELDS = {"match": "what was found", "…": "every named group of the pattern"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: The model's small talk before the summary
    why: Readers want the notes, not the conversation that made them.
    severity: warning            # error, warning or info
    kind: pattern
    params:
      # ^ is the start of a line because of (?m). What the group `talk` matches can be used below.
      pattern: '(?m)^(?P<talk>好的，以下是(?P<what>[^\\n：]*)：\\n+)'
      unless_line: ['引用']      # not in a line that has this
    exceptions: [好的，以下是譯文]  # texts that are never reported
    message:
      en: "small talk before the {what}"
      zh-TW: "「{what}」前的寒暄"
    fix:
      applicability: unsafe      # safe: applied by `fix`; unsafe: on request; display: only shown
      because: somebody may want to keep it
      replace: {talk: ""}
    examples:                    # ⟦ and ⟧ mark what is found
      - {invalid: "⟦好的，以下是摘要：\\n\\n⟧正文。", fixed: "正文。"}
      - {valid: "這樣就好的，以下是說明：第一步。", because: not at the start of a line}
      - {valid: "好的，以下是譯文：\\n正文。", because: an exception}
      - {valid: "```\\n好的，以下是摘要：\\n```", because: code is not prose}
"""

_MASKS = frozenset((PROTECTED, MARKUP, MARKUP_END))


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for `params.pattern`."""
    pattern = compile_expression(spec, "pattern")
    _refuse_empty(pattern)
    unless, unless_line = compile_all(spec, "unless"), compile_all(spec, "unless_line")
    near = compile_expression(spec, "near", "pattern") if "near" in spec.params else None
    unless_quoted = bool(spec.params.get("unless_quoted"))
    within: int = spec.params["near"]["within"] if near is not None else 0
    fixer = _Fixer(spec, spec.fix, pattern) if spec.fix is not None else None

    def find(document: Document) -> Iterator[Match]:
        deadline = Deadline(spec.id, document)
        prose = document.prose
        excluded = around = None
        stays = deadline.judge(unless_line)
        for match in deadline.finditer(pattern, prose):
            reported = "span" in pattern.groupindex and match.start("span") >= 0
            span = Span(*match.span("span" if reported else 0))
            if prose[span.start : span.start + 1] in _MASKS or prose[span.end - 1 : span.end] in _MASKS:
                continue  # it begins or ends outside the prose
            if excluded is None:
                excluded = SpanSet(other.span() for one in unless for other in deadline.finditer(one, prose))
            if excluded.overlap(span) or stays.passes(span.start):
                continue
            if unless_quoted and is_cited(document, span):
                continue
            if near is not None:
                around = around or SpanSet(other.span() for other in deadline.finditer(near, prose))
                if not around.near(span, within):
                    continue
            fix = fixer.fix(match, document) if fixer is not None else None
            yield Match(span, {"match": span.text(document.text), **_groups(match, document.text)}, fix)

    needs = spec.expressions.texts(pattern, necessary_texts)
    reach = Reach.DOCUMENT if near is not None or _crosses_blocks(pattern) else Reach.BLOCK
    return Compiled(find, frozenset(("match", *pattern.groupindex)), needs=needs, reach=reach)


def _crosses_blocks(pattern: regex.Pattern[str]) -> bool:
    """Whether a pattern is written to match over blank lines."""
    return bool(pattern.flags & regex.DOTALL) or r"[\s\S]" in pattern.pattern


def _refuse_empty(pattern: regex.Pattern[str]) -> None:
    """Raises if a pattern matches the empty text, because it would match everywhere in a document."""
    try:
        empty = pattern.search("", timeout=1) is not None
    except (TimeoutError, MemoryError):
        raise SpecError("the pattern calls itself without end", "params", "pattern") from None
    if empty:
        raise SpecError(
            "the pattern matches the empty text, so it would match everywhere", "params", "pattern"
        )


def _groups(match: regex.Match[str], text: str) -> dict[str, str]:
    """What the groups matched, as the document has it: the match itself is of the masked text."""
    spans = {name: match.span(name) for name in match.re.groupindex}
    return {name: text[start:end] if start >= 0 else "" for name, (start, end) in spans.items()}


class _Fixer:
    """Turns a match into edits.

    `replace` gives named groups new text; `space` names groups that are separated by a space from a Han
    character next to them.
    """

    def __init__(self, spec: RuleSpec, fix: Mapping[str, Any], pattern: regex.Pattern[str]) -> None:
        self._spec = spec
        self._replace: Mapping[str, str] = fix.get("replace", {})
        self._space: list[str] = fix.get("space", [])
        self._doubtful: list[str] = fix.get("doubtful", [])
        self._tags: list[str] = fix.get("tags", [])
        used: list[tuple[str, tuple[str, ...]]]
        used = [(name, ("fix", "replace", name)) for name in self._replace]
        used += [(name, ("fix", "space")) for name in self._space]
        used += [(name, ("fix", "doubtful")) for name in self._doubtful]
        used += [(name, ("fix", "tags")) for name in self._tags]
        used += [
            (name, ("fix", "replace", key)) for key, text in self._replace.items() for name in names(text)
        ]
        for name, steps in used:
            if name not in pattern.groupindex:
                hint = did_you_mean(name, pattern.groupindex)
                raise SpecError("the pattern has no group '{name}'{hint}", *steps, name=name, hint=hint)

    def fix(self, match: regex.Match[str], document: Document) -> Fix | None:
        """The edits of one match; none if two groups that are replaced overlap or are in the same place."""
        edits: list[Edit] = []
        text, prose = document.text, document.prose
        groups = _groups(match, text)
        for name, template in self._replace.items():
            start, end = match.span(name)
            if start < 0:
                continue
            content = fill(template, groups)
            content = content or joined(prose, Span(start, end))
            if content != text[start:end]:
                kind = EditKind.TAGS if name in self._tags else EditKind.WORDS
                edits.append(Edit(Span(start, end), content, kind))
        for name in self._space:
            for at in match.span(name):
                edited = any(edit.span.start <= at <= edit.span.end for edit in edits)
                if at >= 0 and not edited and meet(prose, at, at):
                    edits.append(Edit(Span(at, at), " "))
        edits.sort()
        if not edits or not _are_apart(edits):
            return None
        doubtful = any(match.start(name) >= 0 for name in self._doubtful)
        return Fix(tuple(edits), self._spec.applicability_of(sure=not doubtful))


def _are_apart(edits: list[Edit]) -> bool:
    """Whether no two of the edits overlap: a pattern may replace a group and another inside it."""
    return all(
        one.span.end <= two.span.start and one.span != two.span for one, two in itertools.pairwise(edits)
    )
