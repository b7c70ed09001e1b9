r"""A label and what belongs to it, where a text is spoken about instead of its subject.

A label is a heading, the bold start of a line, a short word with a colon, or a sentence that ends in a colon.
To a heading belongs everything up to the next heading of its rank, or a thematic break; to another label, the
rest of its line, the list or the paragraph below it, and what is talk after that. Labels are compared without
the numbers, brackets and colons around them.

Items of lists, and sentences, are units. A unit is talk if one of the patterns `own` or `item` matches in it,
without the marks of emphasis, or `perhaps`, which counts only below a `lead`; not if `unless` matches.
What `follows` matches goes along, as do sentences before a label that `before` matches.

Whether a section is found is a sum of points. For it count a label that a `lead` or a `hint` matches, a place
at the start or the end of the summary, units of talk by their share (two at most), a unit of `own`, and
a line that is in brackets or in italics as a whole (`aside`). Against it count units that share words with
the rest of the summary (`subject`), units that `unless` matches, a summary whose other lines or title `about`
matches, and a summary that is nothing else (`alone`). `points` says how much each counts, and how many are
`enough`.

Only a `lead` is enough without talk. The first and the last paragraphs, lists and quotes, and the last
sentences, are found without a label if all of them is talk and has `own` in it; a line in brackets anywhere.
To save time, no unit is talk in which none of the patterns `near` matches, no line is a label in which none
of `label` matches, and talk without a label is not looked for where none of `voice` matches.

A fix deletes the lines, and a thematic break above them that would end the summary, or below them that would
begin it. It is safe only if they are the last of the summary (but for lines that `past` matches), and all of
them is talk in which no `carries` pattern matches; otherwise it is unsafe. A fix never deletes all of a text.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from linter.chinese.characters import both_readings
from linter.diagnostics import Edit, EditKind, Fix
from linter.kinds.passage.layout import SKIPPED, Stretch, stretches
from linter.kinds.passage.removal import lines_to_take
from linter.kinds.section.edges import at_end, at_start
from linter.kinds.section.judge import Judge
from linter.kinds.section.near import Quick
from linter.kinds.section.parts import is_aside, label_of, part_at
from linter.kinds.section.points import POINTS
from linter.kinds.section.reader import Reader
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all, compile_joined
from linter.matching.spec import Compiled, Match
from linter.regions import LineKind, is_thematic_break
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from linter.document import Document
    from linter.kinds.section.judge import Section
    from linter.kinds.section.near import Near
    from linter.matching.spec import Options, RuleSpec

#: What the points are for.
_POINTS = {
    "lead": "A label that a `lead` matches",
    "hint": "A label that a `hint` matches",
    "aside": "A line in brackets, or emphasised",
    "last": "The end of the summary",
    "first": "The start of the summary",
    "own": "A unit of `own`",
    "talk": "Each unit of talk, two at most, times the share of talk",
    "subject": "Units that are not talk and share words with the rest, times their share",
    "about": "A summary about such work",
    "alone": "A summary without anything else",
    "unless": "Each unit that `unless` matches, two at most",
    "enough": "How many points a section needs",
}

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
    past=schemas.texts("Patterns of lines at the end that count as thematic breaks."),
    near=schemas.texts("Patterns that are quick to search; one must match in whatever is talk."),
    voice=schemas.texts("Patterns that are quick to search; one must match in talk that no label announces."),
    label=schemas.texts("Patterns that are quick to search; one must match in the line of each label."),
    greets=schemas.texts("Patterns of a first sentence that other rules judge, with what follows it."),
    points={
        **schemas.params(
            **{
                name: schemas.number(f"{use}; {POINTS[name]:g} if not given.")
                for name, use in _POINTS.items()
            }
        ),
        "description": "How much the parts of the evidence count.",
    },
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
    "greets",
    "near",
    "voice",
)


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for the sections of `params.lead` and `params.hint`."""
    # One by one they are quicker than as one expression: what a text lacks rules most of them out at once.
    patterns = {name: compile_all(spec, name) for name in _PATTERNS}
    label = compile_joined(spec, "label")
    points = {**POINTS, **spec.params.get("points", {})}

    def find(document: Document) -> Iterator[Match]:
        deadline = Deadline(spec.id, document)

        def matches(name: str, text: str) -> bool:
            readings = both_readings(text)
            return any(
                deadline.search(pattern, reading) for pattern in patterns[name] for reading in readings
            )

        def may_be_talk(text: str) -> bool:
            return not patterns["near"] or matches("near", text)

        def may_speak(text: str) -> bool:
            return (not patterns["voice"] or matches("voice", text)) and matches("own", text)

        quick = Quick(document, deadline, label, may_speak)
        for numbers in stretches(document):
            near = quick.near(numbers)
            if not near.anywhere:
                continue
            stretch = _stretch(document, numbers, lambda line: matches("past", line))
            near = near.only(partial(_may_begin, stretch, matches))
            if near.anywhere:
                for section in _sections(Reader(stretch, matches, may_be_talk, points), near):
                    yield _match(spec, stretch, section)

    return Compiled(find, frozenset(FIELDS))


def _stretch(document: Document, numbers: range, is_past: Callable[[str], bool]) -> Stretch:
    """The lines of a summary; those at its end that count as thematic breaks are such."""
    stretch = Stretch(document, numbers, lambda _: False)
    for number in reversed(numbers):
        if stretch.kinds[number] is LineKind.TEXT:
            if not is_past(stretch.line(number).text(document.prose).strip()):
                break
            stretch.kinds[number] = LineKind.SEPARATOR
        elif stretch.kinds[number] not in (LineKind.BLANK, LineKind.SEPARATOR):
            break
    return stretch


def _may_begin(stretch: Stretch, matches: Callable[[str, str], bool], number: int) -> bool:
    """Whether a line may begin a section: that spares reading most summaries."""
    part = part_at(stretch, number)
    label = label_of(stretch, part)
    if label is not None and (matches("lead", label.words) or matches("hint", label.words)):
        return True
    return is_aside(stretch, part)


def _sections(reader: Reader, near: Near) -> Iterator[Section]:
    """The sections of a summary, in order."""
    if not reader.end:
        return
    labelled = list(Judge(reader, near.labels).sections())
    begins = at_start(reader) if near.start else None
    if begins is not None:
        yield begins
    yield from labelled
    ends = at_end(reader) if near.end else None
    if ends is not None:
        yield ends


def _match(spec: RuleSpec, stretch: Stretch, section: Section) -> Match:
    document = stretch.document
    first, last = stretch.line(section.first), stretch.line(section.last)
    start = first.start if section.start is None else section.start
    span = Span(start, start + len(document.text[start : last.end].rstrip()))
    words = span.text(document.text)
    fields = {"match": words, "first": words.partition("\n")[0].strip()}
    edit = _removal(stretch, section) if spec.fix is not None and section.removable else None
    fix = Fix((edit,), spec.applicability_of(sure=section.sure)) if edit is not None else None
    return Match(span, fields, fix)


def _removal(stretch: Stretch, section: Section) -> Edit | None:
    """The edit that deletes a section; None if no text would be left."""
    if section.start is not None:
        line = stretch.line(section.first)
        before = stretch.document.text[line.start : section.start]
        return Edit(Span(line.start + len(before.rstrip()), line.end), "")
    kept = (kind for number, kind in stretch.kinds.items() if not section.first <= number <= section.last)
    if all(kind in SKIPPED for kind in kept):
        return None
    first, last = section.first, section.last
    above, below = stretch.beyond(first, -1), stretch.beyond(last, 1)
    if below not in stretch.kinds:
        if above in stretch.kinds and above > next(iter(stretch.kinds)) and _is_break(stretch, above):
            first = above
    elif _is_break(stretch, below) and all(
        kind in SKIPPED for number, kind in stretch.kinds.items() if number < first
    ):
        last = below
    return Edit(lines_to_take(stretch, first, last), "", EditKind.BLOCKS)


def _is_break(stretch: Stretch, number: int) -> bool:
    return is_thematic_break(stretch.line(number).text(stretch.document.text))
