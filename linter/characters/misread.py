"""UTF-8 that was read as Latin-1 or Windows-1252, `è®“` for 讓, or as names of bytes, `<0xE8><0xAE><0x93>`.

Each byte of the text became one character, or one token of a tokenizer that falls back to bytes. Where all of
them are still there, they give the text back.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from linter.characters.misdecoded import misdecoded
from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The bytes that Windows-1252 reads as other characters than Latin-1 does (WHATWG Encoding, index
#: windows-1252). The five bytes that it leaves undefined are the controls of Latin-1.
_SPECIALS = dict(
    zip(
        "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ",
        [128, *range(130, 141), 142, *range(145, 157), 158, 159],
        strict=True,
    )
)
_BYTES = str.maketrans({character: chr(byte) for character, byte in _SPECIALS.items()})
_CHARACTERS = str.maketrans({chr(byte): character for character, byte in _SPECIALS.items()})
_NEXT = f"[\u0080-\u00bf{''.join(_SPECIALS)}]"
_UNIT = rf"(?:[\u00c2-\u00df]{_NEXT}|[\u00e0-\u00ef]{_NEXT}{{2}}|[\u00f0-\u00f4]{_NEXT}{{3}})"
#: Whole characters and pieces of such; in English and French, quotation marks and dashes are not pieces.
_PIECE = rf"(?:{_UNIT}|[\u00e0-\u00f4]{_NEXT}|[\u0080-\u00bf\u00c2-\u00f4])"
_RUN = lazy_re(rf"(?=[\u00c2-\u00f4]{_NEXT}|[\u0080-\u009f]){_PIECE}+")
_UNITS = lazy_re(f"{_UNIT}+")
_CONTROL = lazy_re("[\u0080-\u009f]+")
#: Where the first byte of a character is followed by a control or a soft hyphen, bytes were read as letters.
_PIECES = lazy_re(rf"[\u00c2-\u00f4][\u0080-\u009f\u00ad]|(?:[\u00c2-\u00f4]{_NEXT}+){{3}}")
#: Letters with accents, Greek, Cyrillic, general punctuation, symbols, kana, Chinese, Korean, emoji.
_PLAIN = lazy_re(
    "[\u00a1-\u00ac\u00ae-\u024f\u0300-\u052f\u1e00-\u1eff\u2000-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2bff"
    "\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe0f\ufe30-\ufe4f\uff01-\uffee\U0001f000-\U0003ffff]+"
)
#: Text of Chinese, Japanese and Korean, which is never written by chance.
_EASTERN = lazy_re("[\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uffee\U00020000-\U0003ffff]")
#: What begins a pair of characters that stands for one, in text of people, only by mistake.
_SURE = ("Ã", "Â", "Î", "Ï", "â€", "â\u0080", "ðŸ", "ð\u009f")
#: A letter with an accent before marks that people write after it: é—“, «é»….
_WRITTEN = lazy_re("[\u00c2-\u00f4][–—‘’“”‚„…‹›«»·•\u00a0]+")
#: One of these is in every misread stretch.
_LEADING = lazy_re("[\u0080-\u009f\u00c2-\u00f4]")
_NAMED = lazy_re("(?:<0x[0-9A-Fa-f]{2}>)+")
_BYTE_ORDER_MARK = "ï»¿"
#: How often a text may have been misread.
_TIMES = 3


class Misread(NamedTuple):
    """A misread stretch: half-open code-point offsets, and what it was; None if bytes are missing."""

    start: int
    end: int
    should: str | None


def misread(text: str) -> list[Misread]:
    """The misread stretches of a text, in order."""
    found: list[Misread] = []
    if "<0x" in text:
        for match in _NAMED.finditer(text):
            data = bytes.fromhex(re.sub("[<>]|0x", "", match.group()))
            found.append(Misread(*match.span(), _original(data.decode("latin-1"))))
    found += (Misread(*stretch) for stretch in misdecoded(text))
    if _LEADING.search(text) is not None:
        found += _misread_characters(text)
    found.sort(key=lambda stretch: (stretch.start, -stretch.end))
    apart: list[Misread] = []
    for stretch in found:
        if not apart or stretch.start >= apart[-1].end:
            apart.append(stretch)
    return apart


def _misread_characters(text: str) -> Iterator[Misread]:
    """The stretches in which each byte became a character."""
    for match in _runs(text):
        if _UNITS.fullmatch(match.group()):
            should = _original(match.group())
            if should is not None and _is_sure(text, match.start(), match.group(), should):
                yield Misread(*match.span(), should)
        elif _CONTROL.fullmatch(match.group()):
            yield Misread(*match.span(), _as_windows(match.group()))
        elif _PIECES.search(match.group()) or any(map(_is_eastern, _UNITS.findall(match.group()))):
            yield Misread(*match.span(), None)


def _runs(text: str) -> Iterator[re.Match[str]]:
    """What may be misread: to search for what leads it takes a tenth of the time."""
    leading = _LEADING.search(text)
    while leading is not None:
        run = _RUN.match(text, leading.start())
        if run is not None:
            yield run
        leading = _LEADING.search(text, leading.end() if run is None else run.end())


def _original(run: str) -> str | None:
    """What a run of whole characters was; None if that is not plain text."""
    for _ in range(_TIMES):
        try:
            run = run.translate(_BYTES).encode("latin-1").decode("utf-8").replace("\ufeff", "")
        except UnicodeError:
            return None
        if not run or _PLAIN.fullmatch(run):
            break
    else:
        return None
    if _UNITS.fullmatch(run):  # misread twice
        run = _original(run) or run
    return run if all(unicodedata.category(character) != "Cn" for character in run) else None


def _is_eastern(run: str) -> bool:
    return _EASTERN.search(_original(run) or "") is not None


def _is_sure(text: str, start: int, run: str, should: str) -> bool:
    """Whether a run was misread, and is not a letter with an accent before a quotation mark or a dash."""
    before = text[start - 1 : start]
    if run == _BYTE_ORDER_MARK:
        return before in ("", "\n")  # elsewhere, a sentence is about it
    if len(should) > 1:
        return True
    if before.isascii() and before.isupper():
        return False
    if run.startswith(_SURE):
        return True
    written = _WRITTEN.fullmatch(run) is not None
    return not written and not before.isalpha() and _EASTERN.match(should) is not None


def _as_windows(controls: str) -> str | None:
    """The characters of Windows-1252 for controls; None if one of them ends a line or has no character."""
    should = controls.translate(_CHARACTERS)
    return should if "\u0085" not in controls and not _CONTROL.search(should) else None
