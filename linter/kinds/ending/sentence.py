"""The mode `sentence`: the last line stops in mid-sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.document import PROTECTED
from linter.kinds.ending.endings import EMPHASIS, ITEM, MARKS, STOPPED, at_end
from linter.matching.expressions import compile_all
from linter.messages.phrases import Phrase
from linter.regions import RegionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex

    from linter.kinds.ending.endings import Block, Ending, Finding, Judge, Reader
    from linter.matching.spec import RuleSpec

_HAN = "\u3400-\u9fff"
#: A comma and its like. Half-width semicolons may be code.
_MIDDLE = re.compile(rf"(?:[，、；]|(?<=[^\s\d]),|(?<=\d),|(?<=[{_HAN}]);|—{{1,2}}|──)$")
_DASHES = "—─－-"
_CLAUSE = re.compile("[，。；：、！？,;:!?]")

# -- brackets -----------------------------------------------------------------------------------

_FAMILIES = ("（(［[〔{｛【", "「", "『", "《〈", "“")
_CLOSERS = ("）)］]〕}｝】", "」", "』", "》〉", "”")
_FAMILY = {mark: number for marks in (_FAMILIES, _CLOSERS) for number, of in enumerate(marks) for mark in of}
_OPENING = frozenset("".join(_FAMILIES))
_BRACKET = re.compile(f"[{re.escape(''.join((*_FAMILIES, *_CLOSERS)))}]")
#: A text does not have more open brackets than this.
_DEEPEST = 50
_EYES = tuple(":;=：；")

# -- words --------------------------------------------------------------------------------------

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
_LONG_CLAUSE = 10
#: Words are looked for in so much of the last line, in code points.
_REACH = 80

# -- the paragraph that ends otherwise than the others ------------------------------------------

_PARAGRAPHS = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*")
#: What starts no plain paragraph.
_UNLIKE = f" \t|{MARKS}{PROTECTED}"
_OTHERS = 3
_SENTENCE = 20
_LETTER = re.compile(rf"[{_HAN}a-z]$")
_SIGN_OFF = re.compile(
    "希望|感謝|謝謝|感谢|谢谢|歡迎|欢迎|以上|下次|再見|再见|敬請|祝|訂閱|订阅|^[^，。]{1,12}[：:]|(?i:thank|subscribe)"
)


def judge(spec: RuleSpec) -> Judge:
    """Judges the last line by whether a sentence can end like it."""
    unfinished = compile_all(spec, "unfinished")

    def judged(ending: Ending) -> Finding | None:
        block = ending.text_block
        if block is None:
            return None
        start = ending.record.summary.span.start
        return at_end(block.line, _problem(ending.reader, block, start, unfinished))

    return judged


def _problem(
    reader: Reader, block: Block, start: int, unfinished: Sequence[regex.Pattern[str]]
) -> Phrase | None:
    text = reader.visible(block.line)
    if not text or STOPPED.search(text):
        return None
    end = None if text.endswith(PROTECTED) else _stop(reader, block, text, unfinished)
    if end is not None:
        return Phrase("it ends with '{end}'", end=end)
    opening = _open_bracket(block.span.text(reader.prose))
    if opening is not None:
        return Phrase("'{mark}' is not closed", mark=opening)
    if text.endswith(PROTECTED) or not _differs(reader, block, text, start):
        return None
    return Phrase("the other paragraphs end with a full stop")


def _stop(reader: Reader, block: Block, text: str, unfinished: Sequence[regex.Pattern[str]]) -> str | None:
    """The mark or the word that a line ends with and a sentence cannot."""
    match = _MIDDLE.search(text)
    if match is None:
        return _last_word(text, unfinished, item=reader.is_structure(block.span.start))
    mark = match.group()
    if mark[0] in _DASHES:
        return None if text[0] in _DASHES else mark
    return None if mark != "、" and _is_styled(reader, block, mark) else mark


def _is_styled(reader: Reader, block: Block, mark: str) -> bool:
    """Whether the item above ends with the same mark."""
    above = ITEM.match(reader.text, block.above.start, block.above.end)
    return above is not None and reader.visible(block.above).endswith(mark)


def _open_bracket(prose: str) -> str | None:
    """The last bracket or quotation mark that nothing closes; a closing one of the same family will do."""
    opened: list[str] = []
    for match in _BRACKET.finditer(prose):
        mark, at = match.group(), match.start()
        if mark in "([" and prose[max(at - 1, 0) : at] in _EYES:
            continue
        alike = [index for index, other in enumerate(opened) if _FAMILY[other] == _FAMILY[mark]]
        if mark in _OPENING and not (mark == "“" and alike):
            opened.append(mark)
            if len(opened) > _DEEPEST:
                return None
        elif opened:
            del opened[alike[-1] if alike else -1 :]
    return opened[-1] if opened else None


def _differs(reader: Reader, block: Block, text: str, start: int) -> bool:
    """Whether all other paragraphs end with a full stop, and this one is a sentence without."""
    if len(text) < _SENTENCE or not _LETTER.search(text) or _SIGN_OFF.search(text):
        return False
    if not _CLAUSE.search(text) or reader.region(block.span.start).kind is not RegionKind.PROSE:
        return False
    above = _PARAGRAPHS.split(reader.prose[start : block.span.start])
    plain = [paragraph for paragraph in above if paragraph.strip() and paragraph[0] not in _UNLIKE]
    return len(plain) >= _OTHERS and all(STOPPED.search(EMPHASIS.sub("", paragraph)) for paragraph in plain)


def _last_word(said: str, unfinished: Sequence[regex.Pattern[str]], *, item: bool) -> str | None:
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
