"""Compiled expressions are kept between runs, and a file that is wrong only costs time."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import regex

from linter.files.resources import cache_folder
from linter.matching.expression_cache import ExpressionCache

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("expressions-*"))


def test_what_was_compiled_is_found_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = ExpressionCache()
    expression, lists = r"(?P<word>\L<list_a>)(?=甲)", {"list_a": ["在", "將"]}
    made = cache.compile(expression, lists)
    cache.save()
    assert len(files(folder)) == 1
    cache = ExpressionCache()
    monkeypatch.setattr(regex, "compile", None)  # nothing is compiled
    again = cache.compile(expression, lists)
    assert again.pattern == made.pattern
    match = again.search("然後將甲")
    assert match is not None
    assert match["word"] == "將"


def test_other_lists_are_another_expression(folder: Path) -> None:
    cache = ExpressionCache()
    assert cache.compile(r"\L<list_a>", {"list_a": ["甲"]}).search("乙") is None
    assert cache.compile(r"\L<list_a>", {"list_a": ["乙"]}).search("乙") is not None
    assert not files(folder)  # nothing is written before it is asked for


@pytest.mark.parametrize("content", [b"", b"no marshal", b"\xe9\x01", b"i\x00\x00\x00\x00"])
def test_a_broken_file_is_written_anew(folder: Path, content: bytes) -> None:
    cache = ExpressionCache()
    cache.compile("甲+", {})
    cache.save()
    (file,) = files(folder)
    good = file.read_bytes()
    file.write_bytes(content)
    cache = ExpressionCache()
    assert cache.compile("甲+", {}).fullmatch("甲甲") is not None
    cache.save()
    assert file.read_bytes() == good


def test_without_a_place_nothing_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = ExpressionCache()
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", "")
    assert cache_folder() is None
    assert cache.compile("甲", {}).search("甲") is not None
    cache.save()
    assert not folder.exists()


def test_a_mistake_is_not_kept(folder: Path) -> None:
    cache = ExpressionCache()
    with pytest.raises(regex.error):
        cache.compile("(", {})
    cache.save()
    assert not files(folder)


def test_a_folder_that_cannot_be_written_is_no_error(folder: Path) -> None:
    folder.write_text("a file", encoding="utf-8")
    command = [sys.executable, "-m", "linter", "rules", "--isolated"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
