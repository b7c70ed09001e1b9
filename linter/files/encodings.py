"""Recognises files that are not UTF-8, and reads them on request.

Everything after this module sees UTF-8. A file in another encoding is read only if `--encoding` names it, and
is written back in that encoding.
"""

from __future__ import annotations

import codecs
import unicodedata

from linter.errors import DecodeError, FileError, UsageError
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase, template
from linter.spans import NEWLINE
from linter.values import Value

#: The values of `--encoding`, which are Python's names, to the names that people use.
ENCODINGS = {
    "big5": "Big5",
    "cp950": "Big5",
    "big5hkscs": "Big5",
    "gb18030": "GB18030",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252",
    "iso2022_jp": "ISO-2022-JP",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}
#: Encodings that are contained in a larger one.
_PARTS = {"gbk": "gb18030", "gb2312": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "latin-1": "cp1252"}
#: The longer ones first, because they begin with the shorter ones.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The escape of ISO-2022-JP after which two bytes are a character; the rest is ASCII.
_ISO_2022_JP = lazy_re(rb"\x1b\$[@B]")
#: The candidates if nothing names the encoding; encodings that contain each other are in one group.
_EIGHT_BIT = (("big5", "cp950", "big5hkscs"), ("gb18030",), ("cp932",), ("euc_jp",), ("cp949",), ("cp1252",))
_SIXTEEN_BIT = (("utf-16-le",), ("utf-16-be",))
#: How many bytes a guess looks at.
_SAMPLE = 100_000
#: A file with more NUL bytes than `_FEW`, and more than one in `_RARE` bytes, is not text.
_FEW = 3
_RARE = 10


class Source(Value):
    """The content of a file when it was read: its bytes, the same text in UTF-8, and the bytes' encoding."""

    raw: bytes
    data: bytes
    encoding: str

    def encode(self, data: bytes, path: str) -> bytes:
        """Encodes a text in UTF-8 as it must be written to the file.

        Raises:
            FileError: the file's encoding lacks one of its characters, or would change other bytes.
        """
        if self.encoding == "utf-8":
            return data
        name = ENCODINGS[self.encoding]
        if self.data.decode("utf-8").encode(self.encoding, "replace") != self.raw:
            raise FileError(
                "cannot be written: encoding it in {name} again would change other bytes",
                path=path,
                name=name,
            )
        text = data.decode("utf-8")
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError as error:
            message = template("cannot be written: {name} has no '{character}', which a fix would insert")
            raise FileError(message, path=path, name=name, character=text[error.start]) from None


def known_encoding(name: str | None) -> str | None:
    """The key of an encoding in `ENCODINGS`; None for UTF-8, or if no name is given.

    Raises:
        UsageError: it is not one of those.
    """
    found = _canonical(name or "utf-8")
    if found == "utf-8" or found in ENCODINGS:
        return None if found == "utf-8" else found
    raise UsageError("--encoding must be {known}, not '{name}'", known=" / ".join(ENCODINGS), name=name)


def _canonical(name: str) -> str:
    """Python's own name for an encoding, or for the larger one that contains it."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):  # the latter where it has a NUL
        return name
    found = {"iso8859-1": "latin-1"}.get(found, found)
    return _PARTS.get(found, found)


def decode_source(raw: bytes, path: str, encoding: str | None) -> Source:
    """Decodes a file's bytes. What is valid UTF-8 is read as UTF-8, whatever encoding is named.

    Args:
        raw: the bytes.
        path: how the user names the file.
        encoding: its encoding if it is not UTF-8. If None, the bytes are kept as they are, and reading the
            document reports them.

    Raises:
        DecodeError: the bytes are not valid in that encoding (the message has the 0-based offset), or seem to
            be in another one, or are not text.
    """
    if encoding is None or _is_utf8(raw):
        return Source(raw, raw, "utf-8")
    if raw.startswith(codecs.BOM_UTF8):
        return Source(raw, raw, "utf-8")  # damaged UTF-8: reading the document reports it
    name = ENCODINGS[encoding]
    if name in ("UTF-16", "UTF-32"):
        encoding = next((marked for bom, marked in _BOMS if raw.startswith(bom)), encoding)
        encoding = f"{encoding}-le" if encoding in ("utf-16", "utf-32") else encoding
        name = ENCODINGS[encoding]
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodeError(
            "neither UTF-8 nor {name}: byte {byte} at offset {offset}",
            path=path,
            line=_line_of(raw[: error.start].decode(encoding, "ignore")),
            name=name,
            byte=f"0x{raw[error.start]:02x}",
            offset=error.start,
        ) from None
    # Bytes of one encoding are often valid in another, where a fix would ruin them.
    seems = _guess(raw)
    if seems is not None and ENCODINGS[seems] != name:
        raise DecodeError("seems to be {other}, not {name}", path=path, other=ENCODINGS[seems], name=name)
    if _is_junk(text):
        raise DecodeError("is not text in {name}", path=path, name=name)
    # A byte-order mark is a character here, and becomes the one of UTF-8.
    return Source(raw, text.encode("utf-8"), encoding)


def undecodable(raw: bytes, path: str, offset: int) -> DecodeError:
    """The error for bytes that are not UTF-8.

    Args:
        raw: the file's bytes.
        path: how the user names the file.
        offset: the first invalid byte, 0-based.
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
        line=_line_of(raw[:offset].decode("utf-8", "replace")),
        byte=byte,
        offset=offset,
        advice=advice,
    )


def no_text(raw: bytes, path: str) -> DecodeError | None:
    """The error for valid UTF-8 that is in fact in another encoding, or not text; None for other bytes."""
    if not _is_disguised(raw):
        return None
    seems = _guess(raw)
    if seems is None:
        return DecodeError(
            "is not text: {count} of its bytes are NUL, the first at offset {offset}",
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


def _line_of(before: str) -> int:
    """The 1-based line at the end of a text."""
    return len(NEWLINE.findall(before)) + 1


def _is_full_of_nul(raw: bytes) -> bool:
    """Whether NUL is not an accident: there are many, or the few are halves of characters."""
    return (
        b"\0" in raw
        and (count := raw.count(0)) * _RARE > len(raw)
        and (count > _FEW or _guess(raw) is not None)
    )


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _is_disguised(raw)


def _is_disguised(raw: bytes) -> bool:
    """Whether bytes that may be valid UTF-8 are something else: full of NUL, or with ISO-2022-JP escapes."""
    return _is_full_of_nul(raw) or _is_iso_2022_jp(raw)


def _is_iso_2022_jp(raw: bytes) -> bool:
    return _ISO_2022_JP.search(raw) is not None and _is_valid(raw, "iso2022_jp")


def _guess(raw: bytes) -> str | None:
    """The encoding that the bytes seem to be in; all of them are valid in it."""
    found = _candidate(raw)
    return found if found is not None and _is_valid(raw, found) else None


def _candidate(raw: bytes) -> str | None:
    marked = next((name[:6] for bom, name in _BOMS if raw.startswith(bom)), None)
    if marked is not None:
        return marked
    if _is_iso_2022_jp(raw):
        return "iso2022_jp"
    end = len(raw) if len(raw) <= _SAMPLE else raw.rfind(b"\n", 0, _SAMPLE) + 1
    sample = raw[: end or _SAMPLE]
    from linter.files.guessing import guess  # noqa: PLC0415 - only for files that are not UTF-8

    if b"\0" in raw:
        return guess(sample[: len(sample) // 2 * 2], _SIXTEEN_BIT)
    wrong = sample.decode("utf-8", "replace").count("\ufffd")
    if raw.startswith(codecs.BOM_UTF8) or wrong * _RARE < sum(byte >= 0x80 for byte in sample):  # noqa: PLR2004
        return None  # damaged UTF-8
    return guess(sample, (*_EIGHT_BIT, *_SIXTEEN_BIT))


def _is_junk(text: str) -> bool:
    """Whether a text has many characters that nobody types: control, private-use and unassigned ones."""
    odd = sum(unicodedata.category(character) in ("Cc", "Cn", "Co") for character in text[:_SAMPLE])
    breaks = sum(map(text[:_SAMPLE].count, "\t\n\r"))
    return (odd - breaks) * _RARE**2 > len(text[:_SAMPLE])


def _is_valid(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
