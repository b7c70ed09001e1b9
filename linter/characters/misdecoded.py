"""UTF-8 that was read as GBK, Big5 or Mac Roman, `瀛︿範` for 学习; Shift JIS read as Windows-1252.

The bytes of one character became parts of others. What they give back is believed if it is common text, and
if the characters that were found are such as nobody writes next to each other.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: First bytes, in UTF-8, of Chinese characters and of punctuation; what follows a first byte.
_FIRST = (*range(0xE2, 0xEA), 0xEF)
_LEADS = tuple(bytes((byte,)) for byte in _FIRST)
_NEXT = range(0x80, 0xC0)
#: Letters and signs, in Mac Roman, with which the bytes of a character of UTF-8 begin, and those that follow.
_MAC_FIRST = (*bytes(_FIRST).decode("mac_roman"), "√")
_MAC = lazy_re(
    "(?:[{0}][{1}]{{2}})+|(?<=[a-z])√[{1}]".format(
        bytes(_FIRST).decode("mac_roman"), re.escape(bytes(_NEXT).decode("mac_roman"))
    )
)
#: Kana of Shift JIS in Windows-1252: what begins their two bytes, and a second byte.
_KANA = lazy_re("(?:[ƒ‚][@-~\u0080-\u00ffŒœŠšŸŽžƒˆ˜\u2013-\u203a€™]){3,}")
_MARKS = "—‘’“”…–"
_PLAIN = lazy_re(f"[\u3001-\u301f\uff01-\uff5e{_MARKS}]")
_MARKED = lazy_re(f"[{_MARKS}][a-z]?")
_HAN = lazy_re("[\u4e00-\u9fff]")
#: The letter à, whose second byte is a space that cannot break, which a program made a common one.
_A_LOST = lazy_re(r"(?<=[a-z])Ã (?=[\s,.;:!?)»])")
_RUN = r"[^\x00-\x7f\ufdd0-\ufdef]{2,}"
_FEWEST = 2
_ACCENTED = "àáâãäçèéêëíîïñóôöùúûü"


class _Way(NamedTuple):
    """A wrong way to read UTF-8: the name of the encoding, and how a stretch begins and continues."""

    encoding: str
    begins: re.Pattern[str]
    continues: re.Pattern[str]


def misdecoded(text: str) -> Iterator[tuple[int, int, str | None]]:
    """The stretches: half-open code-point offsets, and what each was; None if bytes are missing."""
    for way in _ways():
        end = 0
        for start in way.begins.finditer(text):
            run = way.continues.match(text, start.start()) if start.start() >= end else None
            found = _judge(text, start.start(), run.group(), way.encoding) if run is not None else None
            if found is not None:
                yield found
                end = found[1]
    if any(lead in text for lead in _MAC_FIRST):
        yield from _repaired(text, _MAC, "mac_roman", "utf-8", _is_shown)
    if "ƒ" in text or "‚" in text:
        yield from _repaired(text, _KANA, "windows-1252", "shift_jis", _is_kana)
    for match in _A_LOST.finditer(text) if "Ã " in text else ():
        yield *match.span(), "à"


def _repaired(
    text: str, pattern: re.Pattern[str], wrong: str, right: str, judge: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    """The matches of a pattern that give all characters that they should."""
    for match in pattern.finditer(text):
        should = _decoded(match.group(), wrong, right)
        if should and all(map(judge, should)):
            yield *match.span(), should


def _is_shown(character: str) -> bool:
    return character in _ACCENTED or _is_common(character)


def _is_kana(character: str) -> bool:
    return "ぁ" <= character <= "ヿ"


@functools.cache
def _ways() -> tuple[_Way, ...]:
    return tuple(_way(encoding) for encoding in ("gbk", "big5"))


def _way(encoding: str) -> _Way:
    nexts = range(0xA1, 0xC0) if encoding == "big5" else _NEXT
    first = b"".join(bytes((lead, trail)) for lead in _FIRST for trail in nexts).decode(encoding, "ignore")
    return _Way(encoding, re.compile(f"[{first}](?=[^\\x00-\\x7f])"), re.compile(_RUN))


def _judge(text: str, start: int, run: str, encoding: str) -> tuple[int, int, str | None] | None:
    """The longest part of a run, from its start, that gives common text; all of it if bytes are missing."""
    data, ends = b"", [0]
    for character in run:
        try:
            data += character.encode(encoding)
        except UnicodeEncodeError:
            break
        ends.append(len(data))
    try:
        should = data.decode("utf-8")
    except UnicodeDecodeError as error:
        should = data[: error.start].decode("utf-8")
    whole = len(should.encode())
    while should and (whole not in ends or not _is_text(should[-1])):
        whole -= len(should[-1].encode())
        should = should[:-1]
    if not should or not all(map(_is_text, should)):
        return None
    end = start + ends.index(whole)
    if _MARKED.fullmatch(should):
        return (start, end, should) if _is_next_to_word(text, start, end, should) else None
    if sum(map(_is_han, should)) < _FEWEST:
        return None
    rest = run[end - start :]
    lost = (
        len(rest) == 1
        and text[start + len(run) : start + len(run) + 1] in ("?", "")
        and rest.encode(encoding, "ignore")[:1] in _LEADS
    )
    return (start, start + len(run), None) if lost or "\ufffd" in rest[:2] else (start, end, should)


def _is_next_to_word(text: str, start: int, end: int, should: str) -> bool:
    """Whether a mark, which may have swallowed a letter, is next to an English word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalpha()) or (after.isascii() and should[-1].isalpha())


def _is_text(character: str) -> bool:
    return (character.isascii() and character.isalpha()) or _is_common(character)


def _is_common(character: str) -> bool:
    """Whether a character is punctuation, or of the first level of GB 2312 or of Big5."""
    return _PLAIN.fullmatch(character) is not None or (_is_han(character) and not _is_rare(character))


def _is_rare(character: str) -> bool:
    simplified, traditional = character.encode("gb2312", "ignore"), character.encode("big5", "ignore")
    return not b"\xb0\xa1" <= simplified < b"\xd8" and not b"\xa4\x40" <= traditional < b"\xc6\x7f"


def _is_han(character: str) -> bool:
    return _HAN.fullmatch(character) is not None


def _decoded(run: str, wrong: str, right: str) -> str | None:
    try:
        return run.encode(wrong).decode(right)
    except UnicodeError:
        return None
