"""What nobody would write, and somebody does: each input ends in a sentence, and nothing is lost."""

from __future__ import annotations

import os
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.fixing.fixer import fix
from linter.jobs import check as checking
from linter.jobs import fix as fixing
from tests.conftest import THOROUGH, page, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.packs import Rule
    from linter.records.names import FieldNames

    Write = Callable[[str, str | bytes], Path]

# -- paths ----------------------------------------------------------------------------------


def make_empty(folder: Path) -> Path:
    path = folder / "a.md"
    path.touch()
    return path


def make_folder(folder: Path) -> Path:
    (folder / "a.md").mkdir()
    return folder / "a.md"


def make_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "a.md")
    return folder / "a.md"


def make_link(target: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / "a.md").symlink_to(target)
        return folder / "a.md"

    return make


PATHS: dict[str, tuple[Callable[[Path], Path], int, str]] = {
    "an empty file": (make_empty, 0, ""),
    "a folder": (make_folder, 2, "seedlint: no Markdown file (.md, .markdown) found there\n"),
    "a pipe": (make_pipe, 2, "seedlint: {path}: is neither a file nor a folder\n"),
    "a device": (make_link("/dev/zero"), 2, "seedlint: {path}: is neither a file nor a folder\n"),
    "a broken link": (make_link("nowhere"), 2, "seedlint: {path}: is a broken link\n"),
    "a link loop": (make_link("a.md"), 2, "seedlint: {path}: is a link to itself\n"),
    "a name too long": (lambda folder: folder / ("x" * 300), 2, "seedlint: {path}: cannot be read: File name too long\n"),
    "below a file": (lambda folder: make_empty(folder) / "b.md", 2, "seedlint: {path}: no such file or folder\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("command", ["check", "fix", "stats"])
def test_paths(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, command: str) -> None:
    make, status, said = PATHS[name]
    path = make(tmp_path)
    assert run(command, "--isolated", path) == status
    assert capsys.readouterr().err == said.format(path=path)


@pytest.mark.parametrize("name", ["a pipe", "a device"])
@pytest.mark.parametrize(
    "command",
    [
        ["validate", "--isolated"],
        ["convert"],
        ["convert", "-i"],
        ["export", "--isolated", "-o", "{folder}/a.jsonl"],
    ],
)
def test_no_command_reads_what_never_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, command: list[str]
) -> None:
    make, status, said = PATHS[name]
    path = make(tmp_path)
    assert run(*(each.format(folder=tmp_path) for each in command), path) == status
    assert said.format(path=path) in capsys.readouterr().err
    assert not (tmp_path / "a.jsonl").exists()


def test_links_below_a_folder_are_not_followed(write: Write, tmp_path: Path) -> None:
    outside = write("outside/a.md", "在.rl中\n")
    inside = write("tree/b.md", "在.rl中\n")
    (tmp_path / "tree" / "file.md").symlink_to(outside)
    (tmp_path / "tree" / "folder").symlink_to(outside.parent)
    assert run("fix", "--isolated", tmp_path / "tree") == 0
    assert run("clean", "--isolated", tmp_path / "tree", "--in-place") == 0
    assert run("convert", "-i", tmp_path / "tree") == 0
    assert inside.read_text(encoding="utf-8") == "在 rl 中\n"
    assert outside.read_text(encoding="utf-8") == "在.rl中\n"


@pytest.mark.parametrize("moment", ["before it is read", "before it is written"])
def test_a_file_that_vanishes(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path, other = write("a.md", "在.rl中\n"), write("b.md", "在.rl中\n")
    name = "read_source" if moment == "before it is read" else "fix"
    original = getattr(fixing, name)

    def then(*arguments: object) -> object:
        path.unlink(missing_ok=True)
        return original(*arguments)

    monkeypatch.setattr(fixing, name, then)
    assert run("fix", "--isolated", path.parent) == 2
    said = (
        "cannot be read: No such file or directory"
        if name == "read_source"
        else "was deleted while seedlint was running"
    )
    assert capsys.readouterr().err == f"seedlint: {path}: {said}\n"
    assert (path.exists(), other.read_text(encoding="utf-8")) == (False, "在 rl 中\n")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RecursionError("too deep"), "a bug in seedlint (RecursionError: too deep); please report it"),
        (MemoryError(), "needs more memory than there is"),
    ],
)
@pytest.mark.parametrize("command", ["check", "fix"])
def test_what_nobody_foresaw_loses_one_file_only(
    write: Write,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    error: Exception,
    said: str,
) -> None:
    path, other = write("a.md", "在.rl中\n"), write("b.md", "在.rl中\n")
    job = checking if command == "check" else fixing
    original: Callable[..., Document] = job.read_document

    def then(data: bytes, name: str, names: FieldNames) -> Document:
        if name == str(path):
            raise error
        return original(data, name, names)

    monkeypatch.setattr(job, "read_document", then)
    assert run(command, "--isolated", path.parent) == 2
    captured = capsys.readouterr()
    assert f"seedlint: {path}: {said}" in captured.err
    assert str(other) in captured.out


# -- contents -------------------------------------------------------------------------------

INVISIBLE = "an invisible character in the middle of the text"
#: What is written, what it becomes, and a piece of what is said.
CONTENTS: dict[str, tuple[str, str, str]] = {
    "NUL": ("甲\0乙\n", "甲乙\n", INVISIBLE),
    "a colour": ("甲\x1b[31m乙\x1b[0m\n", "甲乙\n", INVISIBLE),
    "bells": ("甲\x07\x08乙\n", "甲乙\n", INVISIBLE),
    "a turned line": ("甲\u202e乙\u202c\n", "甲乙\n", INVISIBLE),
    "Hebrew": ("שלום 在.rl中\n", "שלום 在 rl 中\n", "'.rl' should be 'rl'"),
    "astral": ("𠮷在.rl中😀👨\u200d👩\n", "𠮷在 rl 中😀👨\u200d👩\n", "a.md:1:3: stray-dot"),
    "combining": ("cafe\u0301" + "\u0301" * 500 + " 在.rl中\n", "cafe\u0301" + "\u0301" * 500 + " 在 rl 中\n", "stray-dot"),
    "no final newline": ("在.rl中", "在 rl 中", "stray-dot"),
    "a return": ("甲\r在.rl中\r", "甲\r在 rl 中\r", "a.md:2:2: stray-dot"),
    "an open fence": ("在.rl中\n\n```\n在.rl中\n", "在 rl 中\n\n```\n在.rl中\n", "Found 1 problem"),
    "an open comment": ("在.rl中\n\n<!-- 在.rl中\n", "在 rl 中\n\n<!-- 在.rl中\n", "Found 1 problem"),
    "an open tag": ("在.rl中\n\n<div class='在.rl中\n", "在 rl 中\n\n<div class='在.rl中\n", "Found 1 problem"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTENTS)
def test_contents(write: Write, capsys: pytest.CaptureFixture[str], name: str) -> None:
    text, expected, said = CONTENTS[name]
    path = write("a.md", text)
    assert run("check", "--isolated", path) == 1
    out = capsys.readouterr().out
    assert said in out
    assert not [c for c in out if c != "\n" and ord(c) < 32]
    status = run("fix", "--isolated", path)
    assert path.read_bytes().decode() == expected
    assert run("check", "--isolated", path) == status


HALF = "seedlint: {path}:1: 'title' contains U+D800, which is half a character\n"


@pytest.mark.parametrize(
    ("name", "text", "status", "said"),
    [
        ("a.jsonl", '{"title": "\\ud800"}\n', 2, HALF),
        ("a.json", '[{"title": "\\ud800"}]', 2, HALF),
        # In a field that is none of a record's, it is nobody's business.
        ("a.jsonl", '{"title": "甲", "summary_markdown": "文。", "other": "\\udfff"}\n', 1, ""),
    ],
)
def test_half_a_character_in_json(
    write: Write, capsys: pytest.CaptureFixture[str], name: str, text: str, status: int, said: str
) -> None:
    path = write(name, text)
    assert run("fix", "--isolated", path) == status
    assert capsys.readouterr().err == said.format(path=path)
    assert path.read_text(encoding="utf-8") == text


def test_half_a_character_in_a_pack(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    pack = write(
        "house.yaml", 'pack: house\nversion: 0.1.0\nrules:\n  - id: x\n    fix: {replace: {a: "\\uD800"}}\n'
    )
    assert run("check", "--isolated", "--rules", pack, write("a.md", "甲\n")) == 2
    assert f"seedlint: {pack}:" in capsys.readouterr().err


# -- sizes ----------------------------------------------------------------------------------

LARGE: dict[str, Callable[[int], str]] = {
    "one line": lambda n: "注意力機制在.rl中避免幹擾。" * (n // 14),
    "tiny records": lambda n: "在.rl中\n\n" + "".join(f"<details><summary>{k}. 甲</summary></details>\n" for k in range(n // 45)),
    "nested tags": lambda n: "在.rl中\n\n" + "<b>" * (n // 7) + "甲" + "</b>" * (n // 7),
    "nested records": lambda n: page("在.rl中") + "<details>\n" * (n // 21) + "</details>\n" * (n // 21),
    "open fences": lambda n: "在.rl中\n\n" + "```\n甲\n\n" * (n // 7),
    "open comments": lambda n: "在.rl中\n\n" + "<!-- 甲\n\n" * (n // 8),
    "newlines": lambda n: "在.rl中" + "\n" * n,
    "combining": lambda n: "在.rl中e" + "\u0301" * n,
    "quotes": lambda n: "在.rl中\n\n" + "> " * (n // 2) + "甲",
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_memory_grows_as_the_text_does(rules: tuple[Rule, ...], name: str) -> None:
    """`make soak` shows the curve of time and memory up to 50 MB."""
    make = LARGE[name]
    fix(Document(make(1000)), rules, Applicability.SAFE)  # tables are read
    peaks = []
    small, large = (10_000, 40_000) if THOROUGH else (5_000, 20_000)  # measured, it is several times slower
    for size in (small, large):
        text = make(size)
        tracemalloc.start()
        result = fix(Document(text), rules, Applicability.SAFE)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert result.applied
    assert peaks[1] < 6 * peaks[0]
    assert peaks[1] < large * 2500


def test_ten_thousand_nested_tags(rules: tuple[Rule, ...]) -> None:
    text = "<b>" * 10_000 + "在.rl中" + "</b>" * 10_000 + "\n"
    assert check(Document(text), rules).errors == ()
    assert fix(Document(text), rules, Applicability.SAFE).document.text == text.replace(".rl", " rl ")


#: What is as long as a file of 50 MB in kind; `make soak` measures those themselves.
LONG: dict[str, tuple[str, str]] = {
    "a single line": ("一句話" * 150_000 + "在.rl中\n", "a.md:1:450002: stray-dot: "),
    "tiny records": (
        "".join(f"<details><summary>{k}. [2024-01-02] 甲</summary></details>\n" for k in range(1, 10_000))
        + "<details><summary>10000. [2024-01-02] 在.rl中</summary></details>\n",
        "a.md:10000:40: stray-dot: ",
    ),
    "nested tags": ("<b>" * 10_000 + "在.rl中" + "</b>" * 10_000 + "\n", "a.md:1:30002: stray-dot: "),
}


@pytest.mark.parametrize("name", LONG)
def test_what_is_long_is_checked_and_fixed(
    write: Write, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    text, said = LONG[name]
    path = write("a.md", text)
    assert run("check", "--isolated", "--select", "stray-dot", path) == 1
    out, err = capsys.readouterr()
    assert (f"{path.parent}/{said}" in out, err) == (True, "")
    assert run("fix", "--isolated", "--select", "stray-dot", path) == 0
    assert capsys.readouterr().out.endswith("Fixed 1 problem in 1 file. No problems left in 1 file.\n")
    assert path.read_text(encoding="utf-8") == text.replace("在.rl中", "在 rl 中")
