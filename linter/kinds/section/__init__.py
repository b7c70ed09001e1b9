r"""A label and what belongs to it, where a text is spoken about instead of its subject.

A label is a heading, the bold start of a line, a short word with a colon, or a sentence that ends in a colon.
To a heading belongs everything up to the next heading of its rank, or a thematic break; to another label, the
rest of its line, the list or the paragraph below it, and what is talk after that. Labels are compared without
the numbers, brackets and colons around them.

Items of lists, and sentences, are units. Each has a score: how much it is talk, above 0 if it probably is.
The score is the sum of the weights of its pieces in the file `wording`, and 3 if an `item` matches; it is
-4 if an `unless` matches. Without such a file, it is 3 or -3. A label is scored in the same way, as a label
and as a sentence: the higher score counts; one that a `lead` matches has 4. What `follows` matches goes
along and has no score; so do sentences before a label that `before` matches. A piece is a character, a pair
or a triple of Chinese characters, another word, alone and with the word before it, or a class of words:
`classes` says what these are.

Whether a section is found is a sum of points, which must be above 0: for the score of its label (`label`,
`labelled`), the mean, the best and the sum of the scores of its units (`mean`, `best`, `sum`), a place at the
end or at the start of the summary (`last`, `first`), a line that is in brackets or in italics as a whole
(`aside`), a summary that is nothing else (`alone`), and the share of units that are not talk and share words
with the rest of the summary (`subject`). `points` says how much each counts.

A label begins a section; so does a line in brackets. Without one, the first or the last paragraphs, lists and
quotes, or the last sentences, are a section: those whose scores have the highest sum.

A fix deletes the lines, and a thematic break above them that would end the summary, or below them that would
begin it. It is safe only if they are the last of the summary (but for lines that `past` matches), all of them
is talk in which no `carries` pattern matches, and the points are `safe` or more; otherwise it is unsafe. A
fix never deletes all of a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.diagnostics import Edit, EditKind, Fix
from linter.kinds.passage.layout import SKIPPED, Stretch, paragraphs, stretches
from linter.kinds.passage.removal import lines_to_take
from linter.kinds.section.edges import at_end, at_start
from linter.kinds.section.evidence import POINTS
from linter.kinds.section.hearing import Hearing
from linter.kinds.section.judge import Judge
from linter.kinds.section.near import near
from linter.kinds.section.reader import Reader
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.spec import Compiled, Match, Reach
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
    "bias": "Every section",
    "label": "The score of the label, at most 4",
    "labelled": "A label",
    "mean": "The mean of the scores of the units",
    "best": "The highest score of a unit",
    "sum": "The sum of the scores of the units, at most 8",
    "last": "The end of the summary",
    "first": "The start of the summary",
    "aside": "A line in brackets, or emphasised",
    "alone": "A summary without anything else",
    "subject": "The share of units that are not talk and share words with the rest",
    "safe": "How many points a safe fix needs",
}

PARAMS = schemas.params(
    (),
    lead=schemas.texts("Patterns of labels that say that what is below them is talk."),
    item=schemas.texts("Patterns of talk."),
    unless=schemas.texts("Patterns of what is not talk, though another pattern matches."),
    wording=schemas.text(
        "A file in the pack's folder with the weights of pieces: lines of a piece, a tab and a number."
    ),
    classes=schemas.texts("Lists of the pack's `words`: a word of one is a piece, too, by the list's name."),
    follows=schemas.texts("Patterns of what goes along with such a section."),
    before=schemas.texts("Patterns of sentences that may be before a label on its line."),
    carries=schemas.texts("Patterns of what makes a section worth a look before it is deleted."),
    past=schemas.texts("Patterns of lines at the end that count as thematic breaks."),
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
      item: ['譯[名文成為]', '我(?!們).*翻譯']
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


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for the sections that `params` describe."""
    hearing = Hearing(spec)

    def find(document: Document) -> Iterator[Match]:
        ear = hearing.ear(Deadline(spec.id, document), paragraphs(document)).remembering(document, spec.id)
        for numbers in stretches(document):
            stretch = _stretch(document, numbers, ear.past)
            where = near(stretch, ear)
            if where.anywhere:
                for section in sections(Reader(stretch, ear), where):
                    yield _match(spec, stretch, section)

    return Compiled(find, frozenset(FIELDS), reach=Reach.RECORD)


def _stretch(document: Document, numbers: range, is_past: Callable[[str], bool]) -> Stretch:
    """The lines of a summary; those at its end that count as thematic breaks are such."""
    stretch = Stretch(document, numbers)
    past: dict[int, LineKind] = {}
    for number in reversed(numbers):
        if stretch.kinds[number] is LineKind.TEXT:
            if not is_past(stretch.line(number).text(document.prose).strip()):
                break
            past[number] = LineKind.SEPARATOR
        elif stretch.kinds[number] not in (LineKind.BLANK, LineKind.SEPARATOR):
            break
    if past:
        stretch.kinds = {**stretch.kinds, **past}
    return stretch


def sections(reader: Reader, near: Near) -> Iterator[Section]:
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
