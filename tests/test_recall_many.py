"""A run over many files of which a few have changed says what it says without a memory."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from linter.recall import bundle, objects
from tests.conftest import ROOT, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SUMMARY = (
    "這一講說明注意力機制的原理，以及它在機器翻譯裡的用途，然後談到預訓練與微調，最後比較幾種常見的模型。"
)


@pytest.fixture
def here(workplace: Path) -> Path:
    for number in range(20):
        body = f"{_SUMMARY if number % 5 == 0 else ''}{chr(0x4E10 + number) * 60}。在.rl中。"
        text = page(body, head=f"{number}. [2024-01-02] 甲", video=f"aB3_dE6-h{number % 8:02}")
        (workplace / f"{number:02}.md").write_text(text, encoding="utf-8")
    return workplace


def _said(form: str, *more: str) -> tuple[bytes, bytes, int]:
    done = subprocess.run(
        [sys.executable, "-m", "linter", *form.split(), *more],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.stdout, done.stderr, done.returncode


def _change(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


#: Some of them change what is remembered of a record, some only what is found elsewhere in its file.
_CHANGES: dict[str, Callable[[Path], object]] = {
    "a line at the end": lambda here: _change(here / "03.md", lambda text: f"{text}\n多了.rl一行。\n"),
    "a line at the beginning": lambda here: _change(here / "00.md", lambda text: f"一行。\n\n{text}"),
    "another summary": lambda here: _change(here / "00.md", lambda text: text.replace("注意", "小心")),
    "a suppression": lambda here: _change(
        here / "10.md",
        lambda text: text.replace("</summary>", "</summary><!-- seedlint-ignore duplicate-record -->"),
    ),
    "a file less": lambda here: (here / "01.md").unlink(),
    "another name": lambda here: (here / "02.md").rename(here / "99.md"),
    "a file that cannot be read": lambda here: (here / "04.md").write_bytes(b"\xff\xfe\xfd"),
}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("form", ["check", "check --verbose --fail-on error", "check --output-format json"])
def test_changes_are_seen(form: str, here: Path) -> None:
    assert _said(form) == _said(form, "--no-cache")
    assert list(objects.files(objects.BUNDLES))
    for name, change in _CHANGES.items():
        change(here)
        assert _said(form) == _said(form, "--no-cache"), name


@pytest.mark.usefixtures("here")
def test_records_of_two_files_are_compared() -> None:
    out, _, status = _said("check")
    assert status == 1
    assert b"08.md:2:1: duplicate-record" in out
    assert b"(00.md:2)" in out


@pytest.mark.usefixtures("here")
def test_a_bundle_has_what_was_used() -> None:
    key, many = b"k" * 16, [bytes([number]) * 16 for number in range(30)]
    first = bundle.Bundle(key)
    assert first.read(many[0]) is None
    for one in many:
        assert first.read(one, lambda: b"x") == b"x"
    first.close()
    second = bundle.Bundle(key)
    assert [second.read(one) for one in many[:20]] == [b"x"] * 20
    second.write(b"new", b"y")
    second.close()
    third = bundle.Bundle(key)
    assert (third.read(many[0]), third.read(many[25]), third.read(b"new")) == (b"x", None, b"y")
    none = bundle.Bundle(None)
    none.write(b"new", b"y")
    assert none.read(b"new") is None
