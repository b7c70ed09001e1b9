r"""A label and what belongs to it, where a text is spoken about instead of its subject.

A label is a heading, the bold start of a line, a short word with a colon, or a sentence that ends in a colon.
To a heading belongs everything up to the next heading of its rank, or a thematic break; to another label, the
rest of its line, the list or the paragraph below it, and what is talk after that. Labels are compared without
the numbers, brackets and colons around them.

Items of lists, and sentences, are units. A unit is talk if one of the patterns `own` or `item` matches in it,
without the marks of emphasis, or `perhaps`, which counts only below a `lead`; not if `unless` matches.
What `follows` matches goes along, as do sentences before a label that `before` matches.

Below a label that a `lead` matches, the share of talk must be at least `share`; below a `hint`, `hint_share`,
with a unit of `own`, or three quarters of several units at the start or the end of the summary. A last
paragraph is found without a label if all of it is talk, and its first sentence `own`. Without a unit of
`own`, nothing is found in a summary if `about` matches in one of its other lines. To save time, labels are
not checked unless one of the patterns `near` matches in one of the ten lines from the label on.

A fix deletes the lines, and a thematic break above them that would end the summary. It is safe only if they
are the last of the summary (but for lines that `past` matches), and all of them is talk in which no `carries`
pattern matches; otherwise it is unsafe. A fix never deletes all of a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.chinese.characters import both_readings
from linter.diagnostics import Edit, EditKind, Fix
from linter.kinds.passage.layout import Stretch, stretches
from linter.kinds.passage.removal import lines_to_take
from linter.kinds.section.judge import Judge
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all, compile_joined
from linter.matching.spec import Compiled, Match
from linter.regions import LineKind, is_thematic_break
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import regex

    from linter.document import Document
    from linter.kinds.section.judge import Section
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("lead", "item"),
    lead=schemas.texts("Patterns of labels that say that what is below them is talk."),
    hint=schemas.texts("Patterns of labels of what may be talk."),
    own=schemas.texts("Patterns of talk by whoever did the work."),
    item=schemas.texts("Patterns of talk."),
    perhaps=schemas.texts("Patterns of what is talk below a `lead`."),
    unless=schemas.texts("Patterns of what is not talk, though another pattern matches."),
    follows=schemas.texts("Patterns of what goes along with such a section."),
    before=schemas.texts("Patterns of sentences that may be before a label on its line."),
    about=schemas.texts("Patterns of lines that say that the subject of a summary is such work."),
    carries=schemas.texts("Patterns of what makes a section worth a look before it is deleted."),
    past=schemas.texts("Patterns of lines that count as thematic breaks."),
    near=schemas.texts("Patterns that are quick to search; one must match in a label or soon below it."),
    share=schemas.number(
        "The share of talk below a `lead`, from 0 to 1; 0.5 if not given.", minimum=0, maximum=1
    ),
    hint_share=schemas.number(
        "The share of talk below a `hint`, from 0 to 1; 0.6 if not given.", minimum=0, maximum=1
    ),
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {"match": "the section", "first": "its first line"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: Notes of the translator below a text
    why: They are for the editor, not for readers.
    severity: warning
    kind: section
    params:
      lead: ['^(?:譯者|翻譯)(?:說明|的話)$']
      hint: ['^(?:說明|備註)$']   # such a label may have something else below it
      own: ['我(?!們).*翻譯']
      item: ['譯[名文成為]']
      follows: ['^謝謝']          # goes along
      past: ['^\\\\[model=.*\\\\]$'] # lines that may follow the end
    message:
      en: "notes of the translator: '{first}'"
      zh-TW: "譯者的說明：「{first}」"
    fix:
      applicability: safe
      because: they say nothing about the subject
    examples:
      - {invalid: "正文。\\n\\n⟦**翻譯說明：**\\n\\n- 譯名從俗\\n- 我拆開長句翻譯⟧\\n", fixed: "正文。\\n"}
      - invalid: "⟦## 譯者的話\\n\\n譯文保留語氣。⟧\\n\\n## 正文\\n\\n文。\\n"
        fixed: "## 正文\\n\\n文。\\n"
        because: "unsafe: it is not at the end"
      - {valid: "## 翻譯說明\\n\\n- 核糖體讀取訊息\\n", because: no talk}
      - {valid: "正文。\\n\\n```\\n翻譯說明：\\n\\n- 譯名\\n```\\n", because: code is not prose}
"""

_PATTERNS = (
    "lead",
    "hint",
    "own",
    "item",
    "perhaps",
    "unless",
    "follows",
    "before",
    "about",
    "carries",
    "past",
)


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for the sections of `params.lead` and `params.hint`."""
    near = compile_all(spec, "near")
    joined = {name: compile_joined(spec, name) for name in _PATTERNS}
    share = spec.params.get("share", 0.5), spec.params.get("hint_share", 0.6)

    def find(document: Document) -> Iterator[Match]:
        deadline = Deadline(spec.id, document)

        def matches(name: str, text: str) -> bool:
            pattern = joined[name]
            return pattern is not None and any(
                deadline.search(pattern, reading) for reading in both_readings(text)
            )

        for numbers in stretches(document):
            lines = _lines_of(document, deadline, numbers, near)
            if lines == []:
                continue
            stretch = Stretch(document, numbers, lambda line: matches("past", line))
            for section in Judge(stretch, matches, share, lines).sections():
                yield _match(spec, stretch, section)

    return Compiled(find, frozenset(FIELDS))


def _lines_of(
    document: Document, deadline: Deadline, numbers: range, patterns: Sequence[regex.Pattern[str]]
) -> list[int] | None:
    """The numbers of the lines in which a pattern matches, sorted; None if there are no patterns."""
    if not patterns:
        return None
    lines = document.lines
    start, end = lines.line_span(numbers[0]).start, lines.line_span(numbers[-1]).end
    offsets = (
        found for pattern in patterns for found in deadline.offsets(pattern, document.prose, start, end)
    )
    return sorted({lines.position(offset).line for offset in offsets})


def _match(spec: RuleSpec, stretch: Stretch, section: Section) -> Match:
    document = stretch.document
    first, last = stretch.line(section.first), stretch.line(section.last)
    span = Span(first.start, first.start + len(document.text[first.start : last.end].rstrip()))
    fields = {"match": span.text(document.text), "first": first.text(document.text).strip()}
    edit = _removal(stretch, section) if spec.fix is not None and section.whole else None
    fix = Fix((edit,), spec.applicability_of(sure=section.sure)) if edit is not None else None
    return Match(span, fields, fix)


def _removal(stretch: Stretch, section: Section) -> Edit | None:
    """The edit that deletes a section; None if no text would be left."""
    kept = (kind for number, kind in stretch.kinds.items() if not section.first <= number <= section.last)
    if all(kind in (LineKind.BLANK, LineKind.SEPARATOR, LineKind.HEADING) for kind in kept):
        return None
    first, numbers = section.first, list(stretch.kinds)
    above = stretch.beyond(first, -1)
    below = stretch.beyond(section.last, 1)
    if (
        above in stretch.kinds
        and below not in stretch.kinds
        and _is_break(stretch, above)
        and above > numbers[0]
    ):
        first = above
    return Edit(lines_to_take(stretch, first, section.last), "", EditKind.BLOCKS)


def _is_break(stretch: Stretch, number: int) -> bool:
    return is_thematic_break(stretch.line(number).text(stretch.document.text))
