"""Files that are not UTF-8: told by name, and read where one asks for it.

Everything behind this module sees UTF-8. A file in another encoding is read only if `--encoding` names it,
and is written back in it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.errors import DecodeError, FileError, UsageError
from linter.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What `--encoding` takes, by Python's names, and what people call it.
ENCODINGS = {
    "big5": "Big5",
    "cp950": "Big5",
    "big5hkscs": "Big5",
    "gb18030": "GB18030",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "shift_jis": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR",
    "cp1252": "Windows-1252",
}
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: What a detector may say, and the encodings that may be meant, the narrowest first.
_GUESSES = {
    "big5": ("big5", "cp950", "big5hkscs"),
    "cp950": ("big5", "cp950", "big5hkscs"),
    "big5hkscs": ("big5", "cp950", "big5hkscs"),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
    "hz": ("gb18030",),
    "utf_16": ("utf-16",),
    "utf_16_le": ("utf-16-le",),
    "utf_16_be": ("utf-16-be",),
    "shift_jis": ("shift_jis",),
    "cp932": ("shift_jis",),
    "euc_jp": ("euc_jp",),
    "euc_kr": ("euc_kr",),
    "cp949": ("euc_kr",),
}
#: Bytes that a detector looks at.
_SAMPLE = 100_000
#: More than a few NUL bytes, and more than one in so many, and a file is no text.
_FEW = 3
_RARE = 10
_NEWLINE = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Source:
    """What a file held when it was read.

    `raw` are its bytes, `data` the same text in UTF-8, and `encoding` is what `raw` is written in.
    """

    raw: bytes
    data: bytes
    encoding: str

    def encode(self, data: bytes, path: str) -> bytes:
        """A text in UTF-8 as it must be written into the file.

        Raises:
            FileError: the file's encoding has not all of its characters, or would spell others anew.
        """
        if self.encoding == "utf-8":
            return data
        name = ENCODINGS[self.encoding]
        if self.data.decode("utf-8").encode(self.encoding, "replace") != self.raw:
            raise FileError(
                "cannot be written: in {name} other bytes mean the same, and would change",
                path=path,
                name=name,
            )
        text = data.decode("utf-8")
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError as error:
            line = text.count("\n", 0, error.start) + 1
            character = text[error.start]
            raise FileError(
                "cannot be written: {name} has no '{character}'",
                path=path,
                line=line,
                name=name,
                character=character,
            ) from None


def known_encoding(name: str | None) -> str | None:
    """The name of an encoding as `ENCODINGS` has it.

    Raises:
        UsageError: it is none of those.
    """
    plain = _plain(name or "utf-8")
    if plain == "utf8":
        return None
    for each in ENCODINGS:
        if _plain(each) == plain:
            return each
    raise UsageError("--encoding is {known}, not '{name}'", known=" / ".join(ENCODINGS), name=name)


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def read_source(raw: bytes, path: str, encoding: str | None) -> Source:
    """A file's bytes as UTF-8. What is UTF-8 already stays so, whatever encoding is named.

    Args:
        raw: the bytes.
        path: how the user names the file.
        encoding: what to read it as if it is no UTF-8; as it is, and complained about later, if None.

    Raises:
        DecodeError: the bytes are not of that encoding, where the message names the byte's offset (0-based),
            or seem to be of another, or of none.
    """
    if encoding is None or _is_utf8(raw):
        return Source(raw, raw, "utf-8")
    name = ENCODINGS[encoding]
    if name == "UTF-16":
        encoding = next((each for bom, each in _BOMS if raw.startswith(bom)), encoding)
        encoding = "utf-16-le" if encoding == "utf-16" else encoding
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodeError(
            "neither UTF-8 nor {name}: byte {byte} at offset {offset}",
            path=path,
            line=line_of(raw, error.start),
            name=name,
            byte=f"0x{raw[error.start]:02x}",
            offset=error.start,
        ) from None
    # Bytes of one encoding often are valid in another, where a fix would ruin them.
    seems = _guess(raw)
    if seems is not None and ENCODINGS[seems] != name:
        raise DecodeError("seems to be {other}, not {name}", path=path, other=ENCODINGS[seems], name=name)
    if _is_junk(text):
        raise DecodeError("is no text in {name}", path=path, name=name)
    # A byte-order mark is a character here, and becomes that of UTF-8.
    return Source(raw, text.encode("utf-8"), encoding)


def undecodable(raw: bytes, path: str, offset: int) -> DecodeError:
    """What is said of bytes that are no UTF-8.

    Args:
        raw: the file's bytes.
        path: how the user names the file.
        offset: the first byte that is wrong, 0-based.
    """
    byte, seems = f"0x{raw[offset]:02x}", _guess(raw)
    advice = (
        Phrase(
            "it seems to be {name}, which `--encoding {encoding}` reads",
            name=ENCODINGS[seems],
            encoding=seems,
        )
        if seems is not None
        else Phrase("save the file as UTF-8 and try again")
    )
    return DecodeError(
        "not UTF-8: byte {byte} at offset {offset}; {advice}",
        path=path,
        line=line_of(raw, offset),
        byte=byte,
        offset=offset,
        advice=advice,
    )


def no_text(raw: bytes, path: str) -> DecodeError | None:
    """What is said of bytes that are UTF-8 and mostly NUL; None if they are not."""
    if not _is_full_of_nul(raw):
        return None
    seems = _guess(raw)
    if seems is None:
        return DecodeError(
            "is no text: {count} of its bytes are NUL, the first at offset {offset}",
            path=path,
            count=raw.count(0),
            offset=raw.index(0),
        )
    return DecodeError(
        "not UTF-8: it seems to be {name}, which `--encoding {encoding}` reads",
        path=path,
        name=ENCODINGS[seems],
        encoding=seems,
    )


def line_of(raw: bytes, offset: int) -> int:
    """The 1-based line of a byte."""
    return len(_NEWLINE.findall(raw[:offset])) + 1


def _is_full_of_nul(raw: bytes) -> bool:
    return b"\0" in raw and (count := raw.count(0)) > _FEW and count * _RARE > len(raw)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _is_full_of_nul(raw)


def _guess(raw: bytes) -> str | None:
    """The encoding that all of the bytes are valid in and seem to be meant in."""
    return next((name for name in _candidates(raw) if _is_valid(raw, name)), None)


def _candidates(raw: bytes) -> Iterator[str]:
    if any(raw.startswith(bom) for bom, _ in _BOMS):
        yield "utf-16"
    if _is_full_of_nul(raw):  # letters of ASCII have it in every other byte
        low, high = raw[::2].count(0), raw[1::2].count(0)
        if _RARE * min(low, high) <= max(low, high):
            yield "utf-16-le" if high > low else "utf-16-be"
        return
    wrong = raw.decode("utf-8", "replace").count("\ufffd")
    if raw.startswith(codecs.BOM_UTF8) or wrong * _RARE < sum(byte >= 0x80 for byte in raw[:_SAMPLE]):  # noqa: PLR2004 - beyond ASCII
        return  # UTF-8 that was hurt
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for what is no UTF-8

    sample = raw if len(raw) <= _SAMPLE else raw[: raw.rfind(b"\n", 0, _SAMPLE) + 1]
    found = from_bytes(sample).best()
    yield from _GUESSES.get(found.encoding if found is not None else "", ())


def _is_junk(text: str) -> bool:
    """Whether a text has many characters that nobody writes: controls, private ones, ones not assigned."""
    odd = sum(unicodedata.category(character) in ("Cc", "Cn", "Co") for character in text[:_SAMPLE])
    breaks = sum(map(text[:_SAMPLE].count, "\t\n\r"))
    return (odd - breaks) * _RARE**2 > len(text[:_SAMPLE])


def _is_valid(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
