"""Summaries that were cut off: a model ran out of tokens, or a copy missed the end.

`report` says what is looked for:

- `sentence`: the last line stops in mid-sentence: at a mark or a word that ends none, or in brackets that
  nothing closes; or it is the only paragraph of four or more without a full stop.
- `list`: the last line is an empty item, announces what does not follow, is a heading with nothing below it,
  or opens bold text, code or a formula and does not close it.
- `fence`: a code block, a block of maths or a comment is never closed, so that a reader of the page does not
  see the records behind it.

A signature such as `[model=…]`, comments and rules across the page may stand behind the last line. A line
that is a table's, code, an address or a footnote is not judged; a comma or a colon that the line above ends
with as well is a style. A record has at most one finding: at the opening line of what is not closed, or at
the end of the last line. Exceptions are compared with the title.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.document import MARKUP, MARKUP_END, PROTECTED
from linter.matching import schemas
from linter.matching.expressions import compile_all
from linter.matching.spec import Compiled, Match
from linter.messages.phrases import Phrase
from linter.records import SummaryStatus
from linter.records.summary import summary_status
from linter.regions import RegionKind, is_thematic_break
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import regex

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.records.record import Record
    from linter.regions import Region

_REPORTS = ("sentence", "list", "fence")
#: So much of the last line is shown, in code points.
_SHOWN = 20

PARAMS = schemas.params(
    report=schemas.several("What to look for; all if not given.", *_REPORTS),
    unfinished=schemas.texts(
        "For `sentence`: patterns of words at the end of a line that no sentence ends with; a group `end` is "
        "the word where more is matched. Simplified text is compared as Traditional."
    ),
)
FIX = None
FIX_REQUIRED = ()
FIELDS = {
    "record": "the record's number",
    "problem": "why it looks cut off, in words",
    "match": "the end of the last line, or the line that opens what is not closed",
}
SCOPED = False
STARTER = """\
  - id: my-rule
    summary: A summary that stops in mid-sentence
    why: The model ran out of tokens; what it left out has to be asked for again.
    severity: warning
    kind: ending
    params:
      report: [sentence, list]   # and fence; all if not given
      unfinished: ['(?:以及|因為)$']   # words that no sentence ends with
    message:
      en: "record {record} was cut off: {problem}"
      zh-TW: "第 {record} 筆被截斷：{problem}"
    examples:
      - invalid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          ⟦這一講說明注意力機制，以及⟧

          </details>
      - valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          - 注意力機制
          - 位置編碼

          </details>
      - because: code may end with anything
        valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          ```
          f(1,
          ```

          </details>
"""

# -- what a line is ---------------------------------------------------------------------------

_SPACE = " \t\r\n"
_FENCE = re.compile(r"`{3,}|~{3,}")
#: What programs write behind a model's answer.
_SIGNATURE = re.compile(r"\[[\w.-]+=[^\]\r\n]*\]")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_EMPTY_ITEM = re.compile(r"(?:[-*+]|(\d{1,2})[.)])(?:[ \t]+\[[ xX]?\]?)?")
_HEADING = re.compile(r"(#{1,6})[ \t]*(.*)")
_LABEL = re.compile(r"[ \t]*\[[^\]\r\n]+\]:")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_MATHS = re.compile(r"^[ \t>]*(?:(\$\$)|(\\\[))[ \t]*(?:$|(?=[^$]*\\))", re.MULTILINE)
#: A heading that says good-bye, or tags.
_FAREWELL = re.compile(r"完|結束|谢|謝|再見|再见|下次見|#|(?i:\b(?:the )?end\b|\bfin\b)|[。！!….～~]$")
_MARKS = f"{MARKUP}{MARKUP_END}"

# -- marks ------------------------------------------------------------------------------------

_HAN = "\u3400-\u9fff"
_STOPPED = re.compile("[。！？!?.…⋯][」』”’\"'）)】》〉\\]\\s]*$")
#: A comma and its like. Half-width semicolons may be code.
_MIDDLE = re.compile(rf"(?:[，、；]|(?<=[^\s\d]),|(?<=\d),|(?<=[{_HAN}]);|—{{1,2}}|──)$")
_COLON = re.compile(r"(?<![:：\s])[：:]$")
_SHORTCODE = re.compile(r":[\w+-]+:$")
_FAMILIES = ("（(［[〔{｛【", "「", "『", "《〈", "“")
_CLOSERS = ("）)］]〕}｝】", "」", "』", "》〉", "”")
_FAMILY = {mark: place for marks in (_FAMILIES, _CLOSERS) for place, of in enumerate(marks) for mark in of}
_OPENING = frozenset("".join(_FAMILIES))
_BRACKET = re.compile(f"[{re.escape(''.join((*_FAMILIES, *_CLOSERS)))}]")
#: More open brackets than these are no text.
_DEEPEST = 50
_EYES = tuple(":;=：；")
_DASHES = "—─－-"
_EMPHASIS = re.compile(f"[{_MARKS}]")
#: Code or a formula that nothing closes, at a letter that only these have.
_OPEN_MATHS = re.compile(r"\$(?=\\[A-Za-z]|[A-Za-z][_^])[^$]*$")
_OPEN_CODE = re.compile(r"`(?=[A-Za-z0-9_./$-])[^`]*$")
_OPEN_BOLD = re.compile(r"\*\*(?!\*)(?P<after>(?:(?!\*\*).)*)$")

# -- words ------------------------------------------------------------------------------------

#: The Simplified characters of the words below, and the Traditional ones.
_TRADITIONAL = str.maketrans(
    "与个么义于亲仅从们仿优会伤佛借关内准凑几则别动协单却参变后够学实对将尘尽属帅并应异强当忆总战扩换据掺搀数断无时显杀权来极枭标样检没渐温潜点爱牵犹现着确祸种积称级经结给续维缓虽蛮观视"
    "触计认让议讲论译话该说诸调谈谐谦败赋赐赠赶转软较辑输过迈还这进违连逻郑释鉴键门问闯陈随难须顾颇颐题饱骁众",
    "與個麼義於親僅從們彷優會傷彿藉關內準湊幾則別動協單卻參變後夠學實對將塵儘屬帥並應異強當憶總戰擴換據摻攙數斷無時顯殺權來極梟標樣檢沒漸溫潛點愛牽猶現著確禍種積稱級經結給續維緩雖蠻觀視"
    "觸計認讓議講論譯話該說諸調談諧謙敗賦賜贈趕轉軟較輯輸過邁還這進違連邏鄭釋鑑鍵門問闖陳隨難須顧頗頤題飽驍眾",
)
#: The longest clause whose `和` may be the end of a name, in code points.
_NAME = 6
#: Where `和` is the sum of numbers.
_SUM = re.compile("求|加權|總|計算|相加|加總|級數|數列|向量|平方|等於")
#: What `的` at the end of a phrase may go with: 是…的, 會…的, 給你的, 他說的.
_PHRASE = re.compile("[是會能有要可最很真挺蠻夠不無沒所說講給到過得像屬標目]")
_CLAUSE = re.compile("[，。；：、！？,;:!?]")
_LONG_CLAUSE = 10
#: Words are looked for in so much of the last line, in code points.
_REACH = 80
# -- the paragraph that ends otherwise than the others ------------------------------------------

_PARAGRAPHS = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*")
#: What starts no plain paragraph.
_UNLIKE = f" \t|{_MARKS}{PROTECTED}"
_OTHERS = 3
_SENTENCE = 20
_LETTER = re.compile(rf"[{_HAN}a-z]$")
_SIGN_OFF = re.compile(
    "希望|感謝|謝謝|感谢|谢谢|歡迎|欢迎|以上|下次|再見|再见|敬請|祝|訂閱|订阅|^[^，。]{1,12}[：:]|(?i:thank|subscribe)"
)


@dataclass(frozen=True, slots=True)
class _Block:
    """The last lines that belong together: a paragraph or an item, its last line, the line above it."""

    span: Span
    line: Span
    above: Span
    """The last line above that is not blank; empty where there is none."""


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for the summaries that look cut off."""
    report = frozenset(spec.params.get("report", _REPORTS))
    unfinished = compile_all(spec, "unfinished")

    def find(document: Document) -> Iterator[Match]:
        reader: _Reader | None = None
        for record in document.records.records:
            if record.name is None or summary_status(record) is SummaryStatus.PLACEHOLDER:
                continue
            reader = reader or _Reader(document, unfinished)
            found = reader.ending(record, report)
            if found is not None:
                span, problem = found
                match = span.text(document.text)
                fields: dict[str, str | Phrase] = {
                    "record": record.name,
                    "problem": problem,
                    "match": match,
                }
                yield Match(span, fields, about=record.about)

    return Compiled(find, frozenset(FIELDS))


class _Reader:
    """Reads the ends of a document's records; what it looks up lies around those ends."""

    def __init__(self, document: Document, unfinished: Sequence[regex.Pattern[str]]) -> None:
        self._unfinished = unfinished
        self._text = document.text
        self._prose = document.prose
        self._lines = document.lines
        self._regions = document.regions
        self._starts = [region.span.start for region in document.regions]

    def ending(self, record: Record, report: frozenset[str]) -> tuple[Span, Phrase] | None:
        """What is wrong with a record's end, and where."""
        if "fence" in report and (found := self._fence(record.body.span)) is not None:
            return found
        block = self._last(record.summary.span)
        if block is None:
            return None
        if "fence" in report and (found := self._maths(block)) is not None:
            return found
        if self._region(block.line.end - 1).kind is RegionKind.CODE_BLOCK or self._is_other(block):
            return None
        problem = self._list(block) if "list" in report else None
        if problem is None and "sentence" in report:
            problem = self._sentence(block, record.summary.span.start)
        if problem is None:
            return None
        return Span(max(block.line.start, block.line.end - _SHOWN), block.line.end), problem

    def _region(self, offset: int) -> Region:
        return self._regions[bisect.bisect_right(self._starts, offset) - 1]

    def _line(self, start: int, end: int) -> Span:
        """The line that ends at or around `end`, from `start` on at most, without white space around it."""
        first = max(self._lines.line_at(end).start, start)
        raw = self._text[first:end]
        return Span(end - len(raw.lstrip()), max(first + len(raw.rstrip()), end - len(raw.lstrip())))

    def _opening(self, at: int) -> Span:
        """The line from an offset on."""
        return self._line(at, self._lines.line_at(at).end)

    # -- where the text ends ----------------------------------------------------------------

    def _last(self, summary: Span) -> _Block | None:
        """The last block, without what stands behind it: comments, rules, signatures."""
        start, end, line = summary.start, summary.end, None
        while line is None:
            while end > start and self._text[end - 1] in _SPACE:
                end -= 1
            if end <= start:
                return None
            region = self._region(end - 1)
            if region.kind is RegionKind.COMMENT:
                end = region.span.start
                continue
            line = self._line(start, end)
            said = line.text(self._text)
            rule = region.kind is RegionKind.STRUCTURE and is_thematic_break(said)
            if rule or _SIGNATURE.fullmatch(said):
                end, line = line.start, None
        first, above = line, self._above(line, start)
        while len(above) and not self._is_parted(above, first):
            first, above = above, self._above(above, start)
        if not len(above):
            above = self._above(first, start, blank=True)
        return _Block(Span(first.start, line.end), line, above)

    def _before(self, offset: int) -> int:
        """The end of the line above an offset's line, or -1."""
        number = self._lines.position(offset).line
        return self._lines.line_span(number - 1).end if number > 1 else -1

    def _above(self, line: Span, start: int, *, blank: bool = False) -> Span:
        """The line above; with `blank` the last that is not blank. Empty where there is none."""
        end = self._before(line.start)
        while end > start:
            found = self._line(start, end)
            if len(found) or not blank:
                return found
            end = self._before(end)
        return Span(0, 0)

    def _is_parted(self, above: Span, line: Span) -> bool:
        """Whether a line starts something new below the line above it."""
        return (
            self._region(line.start).kind is RegionKind.STRUCTURE
            or self._region(above.end - 1).kind is RegionKind.STRUCTURE
            or (self._text[above.start] == "#" and self._region(above.start).kind is RegionKind.STRUCTURE)
        )

    def _is_other(self, block: _Block) -> bool:
        """Whether the last line is a table's, or a label with what it stands for."""
        line = block.line.text(self._text)
        if _LABEL.match(line) or line.startswith("|") or line.endswith("|"):
            return True
        if "|" not in line:
            return False
        above = (*block.span.text(self._text).splitlines(), block.above.text(self._text))
        return any("-" in each and _TABLE_RULE.fullmatch(each) for each in above)

    # -- what is never closed ---------------------------------------------------------------

    def _fence(self, body: Span) -> tuple[Span, Phrase] | None:
        """A code block or a comment that runs to the end of its record."""
        if not len(body):
            return None
        region = self._region(body.end - 1)
        inside = region.span.text(self._text).rstrip()
        if region.kind is RegionKind.COMMENT and not inside.endswith("-->"):
            return self._opening(region.span.start), Phrase("the comment is not closed")
        fence = _FENCE.match(inside) if region.kind is RegionKind.CODE_BLOCK else None
        if fence is None:
            return None
        last = re.split(r"[\r\n]", inside)[-1].strip(" \t>")
        if len(last) < len(inside) and len(last) >= len(fence.group()) and not last.strip(inside[0]):
            return None
        return self._opening(region.span.start), Phrase("the code block is not closed")

    def _maths(self, block: _Block) -> tuple[Span, Phrase] | None:
        """Displayed maths, or a comment, that the last paragraph opens and does not close."""
        text = block.span.text(self._text)
        for match in _MATHS.finditer(text):
            at = block.span.start + match.start(match.lastindex or 0)
            closing = "$$" if match[1] else "\\]"
            shown = self._region(at).kind in (RegionKind.PROSE, RegionKind.MARKUP)
            if shown and text.find(closing, match.end()) < 0:
                return self._opening(at), Phrase("the block of maths is not closed")
        at = self._prose.rfind("<!--", block.span.start, block.span.end)
        return (self._opening(at), Phrase("the comment is not closed")) if at >= 0 else None

    # -- what announces something -----------------------------------------------------------

    def _list(self, block: _Block) -> Phrase | None:
        line = block.line.text(self._text).lstrip("> \t")
        if (match := _EMPTY_ITEM.fullmatch(line)) is not None:
            return Phrase("an empty list item") if self._is_item(block, match[1]) else None
        heading = _HEADING.fullmatch(line)
        if heading is not None and self._region(block.line.start).kind is RegionKind.STRUCTURE:
            outline = block.above.text(self._text).startswith(f"{heading[1]} ")
            farewell = outline or _FAREWELL.search(heading[2].rstrip(" #*_"))
            return None if farewell else Phrase("a heading with nothing below it")
        return self._announced(block) or self._unclosed(block)

    def _is_item(self, block: _Block, number: str | None) -> bool:
        """Whether what looks like an empty item is one: no number that ends a sentence."""
        if number is None or _ITEM.match(self._text, block.above.start, block.above.end):
            return True
        if block.span.start < block.line.start:
            return _ITEM.match(self._text, block.span.start, block.span.end) is not None
        return int(number) == 1 and self._region(block.line.start).kind is RegionKind.STRUCTURE

    def _announced(self, block: _Block) -> Phrase | None:
        """A colon with nothing behind it, unless the line above has one, too: that is a form to fill in."""
        said = self._said(block.line)
        if not _COLON.search(said) or _SHORTCODE.search(said) or _COLON.search(self._said(block.above)):
            return None
        return Phrase("nothing comes after '{mark}'", mark=said[-1])

    def _unclosed(self, block: _Block) -> Phrase | None:
        """Bold text, code or a formula that the last line opens."""
        if _STOPPED.search(self._said(block.line)):
            return None
        line = block.line.text(self._prose)
        for mark, pattern in (("`", _OPEN_CODE), ("$", _OPEN_MATHS)):
            if pattern.search(block.line.text(self._text)) and self._shows(block.line, mark):
                return Phrase("'{mark}' is not closed", mark=mark)
        match = _OPEN_BOLD.search(line)
        if match is None or block.span.text(self._prose).count("**") % 2 == 0:
            return None
        before, after = line[: match.start()][-1:], match["after"][:1]
        code = before in tuple("(,/") or after == "/" or (before.isascii() and before.isalnum())
        bare = not after.strip() and before.strip(f" \t{_MARKS}")
        long = len(match["after"]) > _SHOWN
        return (
            None if code or bare or long or after.isspace() else Phrase("'{mark}' is not closed", mark="**")
        )

    def _shows(self, line: Span, mark: str) -> bool:
        """Whether the last such mark of a line was not read as code or maths."""
        at = self._text.rfind(mark, line.start, line.end)
        return self._region(at).kind in (RegionKind.PROSE, RegionKind.MARKUP)

    # -- what stops in mid-sentence ----------------------------------------------------------

    def _said(self, line: Span) -> str:
        """A line's prose without the marks of emphasis, and without white space around it."""
        return _EMPHASIS.sub("", line.text(self._prose)).strip()

    def _sentence(self, block: _Block, start: int) -> Phrase | None:
        said = self._said(block.line)
        if not said or _STOPPED.search(said):
            return None
        end = None if said.endswith(PROTECTED) else self._stop(block, said)
        if end is not None:
            return Phrase("it ends with '{end}'", end=end)
        opening = self._bracket(block.span)
        if opening is not None:
            return Phrase("'{mark}' is not closed", mark=opening)
        if said.endswith(PROTECTED) or not self._differs(block, said, start):
            return None
        return Phrase("the other paragraphs end with a full stop")

    def _stop(self, block: _Block, said: str) -> str | None:
        """The mark or the word that a line ends with and no sentence does."""
        mark = _MIDDLE.search(said)
        if mark is None:
            item = self._region(block.span.start).kind is RegionKind.STRUCTURE
            return _word(said, self._unfinished, item=item)
        if mark.group()[0] in _DASHES:
            return None if said[0] in _DASHES else mark.group()
        styled = mark.group() != "、" and self._is_styled(block, mark.group())
        return None if styled else mark.group()

    def _is_styled(self, block: _Block, mark: str) -> bool:
        """Whether the item above ends with the same mark."""
        above = _ITEM.match(self._text, block.above.start, block.above.end)
        return above is not None and self._said(block.above).endswith(mark)

    def _bracket(self, block: Span) -> str | None:
        """The last bracket or quotation mark that nothing closes; a closing one of any sort will do."""
        opened: list[str] = []
        prose = block.text(self._prose)
        for match in _BRACKET.finditer(prose):
            mark, at = match.group(), match.start()
            if mark in "([" and prose[max(at - 1, 0) : at] in _EYES:
                continue
            alike = [place for place, other in enumerate(opened) if _FAMILY[other] == _FAMILY[mark]]
            if mark in _OPENING and not (mark == "“" and alike):
                opened.append(mark)
                if len(opened) > _DEEPEST:
                    return None
            elif opened:
                del opened[alike[-1] if alike else -1 :]
        return opened[-1] if opened else None

    def _differs(self, block: _Block, said: str, start: int) -> bool:
        """Whether all other paragraphs end with a full stop, and this one is a sentence without."""
        if len(said) < _SENTENCE or not _LETTER.search(said) or _SIGN_OFF.search(said):
            return False
        if not _CLAUSE.search(said) or self._region(block.span.start).kind is not RegionKind.PROSE:
            return False
        above = _PARAGRAPHS.split(self._prose[start : block.span.start])
        plain = [each for each in above if each.strip() and each[0] not in _UNLIKE]
        return len(plain) >= _OTHERS and all(_STOPPED.search(_EMPHASIS.sub("", each)) for each in plain)


def _word(said: str, unfinished: Sequence[regex.Pattern[str]], *, item: bool) -> str | None:
    """The word that a line ends with and no sentence does."""
    tail = said[-_REACH:].translate(_TRADITIONAL)
    clause = _CLAUSE.split(tail)[-1]
    for pattern in unfinished:
        match = pattern.search(tail)
        if match is None:
            continue
        word = match.groupdict().get("end") or match.group()
        whole = word == "和" and (len(clause) <= _NAME or _SUM.search(clause) is not None)
        vocabulary = item and len(match.group()) == len(said)
        return None if whole or vocabulary else said[-len(word) :]
    if tail.endswith("的") and len(clause) >= _LONG_CLAUSE and not _PHRASE.search(clause):
        return None if item and clause == tail else "的"
    return None
