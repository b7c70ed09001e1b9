from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import linter
from linter.document import Document
from linter.errors import DecodeError, FileError, UsageError
from linter.files.encodings import ENCODINGS, decode_source, known_encoding
from tests.conftest import ROOT, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "# 深度學習\n\n這堂課介紹注意力機制，並說明如何訓練模型，避免幹擾。\n"
SIMPLIFIED = "# 深度学习\n\n这堂课介绍注意力机制，并说明如何训练模型。\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            TEXT.encode("big5"),
            ":1: not UTF-8: byte 0xb2 at offset 2; it seems to be Big5, which `--encoding big5` reads",
        ),
        (
            SIMPLIFIED.encode("gbk"),
            ":1: not UTF-8: byte 0xc9 at offset 2; it seems to be GB18030, which `--encoding gb18030` reads",
        ),
        (
            (TEXT * 3000).encode("big5"),
            ":1: not UTF-8: byte 0xb2 at offset 2; it seems to be Big5, which `--encoding big5` reads",
        ),
        (
            TEXT.encode("utf-16"),
            ":1: not UTF-8: byte 0xff at offset 0; it seems to be UTF-16, which `--encoding utf-16` reads",
        ),
        (
            b"hello\n".decode().encode("utf-16-be"),
            ": not UTF-8: it seems to be UTF-16, which `--encoding utf-16-be` reads",
        ),
        (
            TEXT.encode() + b"\r\n\xff",
            ":5: not UTF-8: byte 0xff at offset 97; save the file as UTF-8 and try again",
        ),
        (
            b"\xef\xbb\xbfab\xe4\xb8",
            ":1: not UTF-8: byte 0xe4 at offset 5; save the file as UTF-8 and try again",
        ),
        (b"\xed\xa0\x80", ":1: not UTF-8: byte 0xed at offset 0; save the file as UTF-8 and try again"),
        (
            "# 標題\n\n這是一份摘要。\n".encode("utf-16-le"),
            ": not UTF-8: it seems to be UTF-16, which `--encoding utf-16-le` reads",
        ),
        (
            "# 標題\n\n這是一份摘要。\n".encode("big5"),
            ":1: not UTF-8: byte 0xbc at offset 2; it seems to be Big5, which `--encoding big5` reads",
        ),
        (
            "在.rl中避免干扰".encode("gb18030"),
            ":1: not UTF-8: byte 0xd4 at offset 0; it seems to be GB18030, which `--encoding gb18030` reads",
        ),
        (
            "你好".encode("gb18030"),
            ":1: not UTF-8: byte 0xc4 at offset 0; it seems to be GB18030, which `--encoding gb18030` reads",
        ),
        (
            "안녕하세요".encode("cp949"),
            ":1: not UTF-8: byte 0xbe at offset 0; it seems to be EUC-KR, which `--encoding cp949` reads",
        ),
        (
            "日本語のテキスト\n".encode("iso2022_jp"),
            ": not UTF-8: it seems to be ISO-2022-JP, which `--encoding iso2022_jp` reads",
        ),
        (
            TEXT.encode("utf-32"),
            ": not UTF-8: it seems to be UTF-32, which `--encoding utf-32` reads",
        ),
        (b"\0" * 40, ": is not text: 40 of its bytes are NUL, the first at offset 0"),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
            ":1: not UTF-8: byte 0x89 at offset 0; save the file as UTF-8 and try again",
        ),
    ],
    ids=[
        "big5",
        "gbk",
        "long",
        "utf-16",
        "ascii-16",
        "hurt",
        "cut",
        "surrogate",
        "short-16",
        "short-big5",
        "short-gb",
        "hello",
        "hangul",
        "jis",
        "utf-32",
        "nul",
        "png",
    ],
)
def test_other_encodings_are_named_and_refused(
    write: Callable[[str, bytes], Path], capsys: pytest.CaptureFixture[str], data: bytes, said: str
) -> None:
    path = write("a.md", data)
    for command in ("check", "fix"):
        assert run(command, "--isolated", path) == 2
        assert capsys.readouterr().err.startswith(f"seedlint: {path}{said}\n")
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "encoding", ["big5", "BIG5-HKSCS", "cp950", "GB18030", "utf_16", "utf-16-le", "UTF-16BE"]
)
def test_a_file_is_read_and_written_back_in_its_encoding(
    write: Callable[[str, str | bytes], Path], encoding: str
) -> None:
    path = write("a.md", TEXT.replace("\n", "\r\n").encode(encoding))
    other = write("b.md", TEXT)  # UTF-8 stays UTF-8
    assert run("fix", "--isolated", "--encoding", encoding, path, other) == 0
    fixed = TEXT.replace("幹", "干")
    assert path.read_bytes() == fixed.replace("\n", "\r\n").encode(encoding)
    assert other.read_text(encoding="utf-8") == fixed


def test_other_commands_read_it_too(
    write: Callable[[str, bytes], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = f"<details>\n<summary>1. [2024-01-02] 甲</summary>\n\n{TEXT}\n</details>\n"
    path = write("s/a.md", page.encode("big5"))
    assert run("export", "--isolated", path, "-o", tmp_path / "a.jsonl", "--encoding", "big5") == 0
    assert "幹擾" in (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert run("stats", "--isolated", path, "--encoding", "big5") == 0
    assert run("clean", "--isolated", path.parent, "-o", tmp_path / "t", "--encoding", "big5") == 0
    assert (tmp_path / "t" / "a.md").read_bytes() == page.replace("幹", "干").encode("big5")
    simplified = write("b.md", SIMPLIFIED.encode("gb18030"))
    assert run("convert", "-i", simplified, "--encoding", "gb18030") == 0
    assert "這堂課介紹注意力機制" in simplified.read_bytes().decode("gb18030")
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        ("这堂课介绍注意力机制。\n".encode("gbk"), "big5", "seems to be GB18030, not Big5"),
        (TEXT.encode("big5"), "gb18030", "seems to be Big5, not GB18030"),
        (b"\xff\xff", "big5", ":1: neither UTF-8 nor Big5: byte 0xff at offset 0"),
        ("é".encode("latin-1") * 40, "utf-16", "is not text in UTF-16"),
        (TEXT.encode(), "klingon", "--encoding must be big5 / cp950 / big5hkscs"),
    ],
)
def test_the_wrong_encoding_changes_nothing(
    write: Callable[[str, bytes], Path],
    capsys: pytest.CaptureFixture[str],
    data: bytes,
    encoding: str,
    said: str,
) -> None:
    path = write("a.md", data)
    assert run("fix", "--isolated", "--encoding", encoding, path) == 2
    assert said in capsys.readouterr().err
    assert path.read_bytes() == data


def test_the_line_is_that_of_the_text(
    write: Callable[[str, bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("a.md", "上上上上上上不上\n深上".encode("utf-16-le") + b"x")  # 上 is 4E0A, 不 is 4E0D
    assert run("check", "--isolated", "--encoding", "utf-16", path) == 2
    assert f"{path}:2: neither UTF-8 nor UTF-16" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("gbk", "gb18030"),
        ("GB2312", "gb18030"),
        ("sjis", "cp932"),
        ("UTF8", None),
        ("windows-1252", "cp1252"),
        (None, None),
    ],
)
def test_encodings_have_many_names(name: str | None, known: str | None) -> None:
    assert known_encoding(name) == known


@pytest.mark.parametrize("name", ["idna", "rot13", "a\0b", ""])
def test_unknown_encodings_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match="--encoding must be big5"):
        known_encoding(name or "-")


def test_binary_formats_and_diffs(
    write: Callable[[str, bytes], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = write("a.md", b"<details>\n<summary>1. [2024-01-02] A</summary>\n\nAttention.\n\n</details>\n")
    assert run("export", "--isolated", page, "-o", tmp_path / "a.parquet") == 0
    assert run("check", "--isolated", "--encoding", "big5", tmp_path / "a.parquet") == 0
    capsys.readouterr()
    assert run("fix", "--isolated", "--diff", "--encoding", "big5", page) == 2
    assert "--diff shows UTF-8; it cannot be used with --encoding" in capsys.readouterr().err


def test_validate_reads_it(write: Callable[[str, bytes], Path], capsys: pytest.CaptureFixture[str]) -> None:
    data = write(
        "a.jsonl", '{"title": "深度學習，這堂課介紹注意力機制，並說明如何訓練模型。"}\n'.encode("big5")
    )
    assert run("validate", "--isolated", data) == 2
    assert "`--encoding big5` reads" in capsys.readouterr().err
    assert run("validate", "--isolated", "--encoding", "big5", data) == 1


def test_what_the_encoding_does_not_have_is_not_written() -> None:
    source = decode_source(TEXT.encode("big5"), "a", "big5")
    with pytest.raises(FileError, match="a: cannot be written: Big5 has no '这', which a fix would insert"):
        source.encode("說\n这".encode(), "a")


def test_other_bytes_never_change() -> None:
    raw = "說明如何訓練模型十".encode("big5").replace(b"\xa4\x51", b"\xa2\xcc")  # both are 十
    with pytest.raises(FileError, match="encoding it in Big5 again would change other bytes"):
        decode_source(raw, "a", "big5").encode("十".encode(), "a")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_is_pythons(encoding: str) -> None:
    assert "abc".encode(encoding).decode(encoding) == "abc"
    with pytest.raises(DecodeError):
        decode_source(b"\xff\xfe\xff\xff\x00\xd8\x00", "a", encoding)


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-16-le", "utf-16-be"])
def test_single_lines_are_distinguished(encoding: str) -> None:
    """A line is little evidence: it may be too little, but it is never a wrong name."""
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "seeds").rglob("*.md")]
    lines = {
        line for page in pages for line in page.split("\n") if len(re.findall(r"[\u4e00-\u9fff]", line)) > 1
    }
    if encoding == "gb18030":
        lines = set(linter.convert("\n".join(sorted(lines)), "zh-CN").split("\n"))
    named = []
    for line in sorted(lines):
        try:
            data = line.encode(encoding)
        except UnicodeEncodeError:
            continue
        named.append(re.findall(r"`--encoding (\S+)`", _said(data)))
    assert len(named) > 300
    assert {name for names in named for name in names} <= {
        encoding,
        *(("cp950",) if encoding == "big5" else ()),
    }
    assert sum(map(bool, named)) > 0.97 * len(named)


def _said(data: bytes) -> str:
    with pytest.raises(DecodeError) as caught:
        Document.from_bytes(data, "a.md")
    return str(caught.value)
