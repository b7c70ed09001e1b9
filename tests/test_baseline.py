"""The ratchet: what is known passes, what is new does not, and what is gone is taken out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from linter.data.schemas import load_schema
from tests.conftest import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]
    Capture = pytest.CaptureFixture[str]

PAGE = "我們在.rl中訓練模型，再用.teacher 模型。\n\n外文：建立新ネットワーク層。\n"


@pytest.fixture
def known(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """A folder with a page, and a baseline of what is found there."""
    monkeypatch.chdir(tmp_path)
    write("notes/a.md", PAGE)
    assert run("check", "notes", "--baseline", "known.json", "--write-baseline") == 0
    said = capsys.readouterr().out
    assert said == "known.json: 3 known problems, 0 before.\n"
    return tmp_path / "known.json"


def check(*more: str) -> int:
    return run("check", "notes", "--baseline", "known.json", *more)


def test_what_is_known_is_not_reported(known: Path, capsys: Capture) -> None:
    jsonschema.validate(json.loads(known.read_text(encoding="utf-8")), load_schema("baseline"))
    assert check() == 0
    assert (
        capsys.readouterr().out == "No problems in 1 file. Not reported: 3 known problems of the baseline.\n"
    )


@pytest.mark.usefixtures("known")
def test_what_is_new_is(write: Write, capsys: Capture) -> None:
    write("notes/a.md", f"{PAGE}\n在.rl裡\n")
    assert check() == 1
    assert "notes/a.md:5:2: stray-dot" in capsys.readouterr().out
    write("notes/a.md", PAGE)
    write("notes/b.md", "在.rl裡\n")
    assert check() == 1
    assert "notes/b.md:1:2: stray-dot" in capsys.readouterr().out


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "text",
    [
        f"一句話。\n\n{PAGE}",  # lines moved
        PAGE.replace("我們", "後來我們又"),  # words before
        PAGE.replace("模型，", "模型，然後"),  # words between two of them
        PAGE.replace("層", "的第三層，並且繼續"),  # words after
        PAGE.replace("訓練", "  訓練"),  # spaces
        "\ufeff" + PAGE.replace("\n", "\r\n"),
    ],
)
def test_a_finding_is_known_again(write: Write, text: str) -> None:
    write("notes/a.md", text)
    assert check() == 0


@pytest.mark.usefixtures("known")
def test_repairing_one_does_not_make_its_neighbour_new(write: Write, capsys: Capture) -> None:
    write("notes/a.md", PAGE.replace("在.rl中", "在 rl 中"))
    assert check() == 0
    assert "1 problem of the baseline is gone" in capsys.readouterr().out


@pytest.mark.usefixtures("known")
def test_one_known_finding_covers_one(write: Write) -> None:
    """A count of findings would let a new one in for an old one that was repaired."""
    write("notes/a.md", f"{PAGE}\n{PAGE}")
    assert check() == 1
    write("notes/a.md", PAGE.replace("我們在.rl中訓練", "我們訓練") + "\n他們也用.rl做遊戲\n")
    assert check() == 1


def test_writing_it_again_makes_it_smaller(known: Path, write: Write, capsys: Capture) -> None:
    before = known.read_text(encoding="utf-8")
    write("notes/a.md", PAGE.replace(".rl", " rl "))
    assert check("--write-baseline") == 0
    assert capsys.readouterr().out == "known.json: 2 known problems, 3 before.\n"
    write("notes/a.md", PAGE)
    assert check() == 1
    assert check("--write-baseline") == 0
    assert known.read_text(encoding="utf-8") == before


def test_what_a_run_does_not_look_at_stays_known(known: Path, write: Write) -> None:
    before = known.read_text(encoding="utf-8")
    write("notes/b.md", "一句話。\n")
    assert run("check", "notes/b.md", "--baseline", "known.json", "--write-baseline") == 0
    assert check("--write-baseline", "--select", "foreign-script") == 0
    assert known.read_text(encoding="utf-8") == before
    write("notes/a.md", b"\xff\xfe")
    assert check("--write-baseline") == 2
    assert known.read_text(encoding="utf-8") == before


def test_a_file_that_is_gone_is_forgotten(known: Path, write: Write) -> None:
    write("notes/b.md", "一句話。\n")
    (known.parent / "notes/a.md").unlink()
    assert check("--write-baseline") == 0
    assert json.loads(known.read_text(encoding="utf-8"))["findings"] == {}


def test_paths_count_from_the_baseline(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(known.parent / "notes")
    assert run("check", "a.md", "--baseline", "../known.json") == 0
    assert run("check", known.parent / "notes", "--baseline", known) == 0


def test_the_configuration_may_name_it(known: Path, write: Write, capsys: Capture) -> None:
    write("seedlint.yaml", "baseline: known.json\n")
    assert run("check", "notes", "--output-format", "json") == 0
    assert json.loads(capsys.readouterr().out)["summary"]["known"] == 3
    known.unlink()
    assert run("check", "notes") == 2
    assert (
        "known.json: this baseline does not exist yet; --write-baseline creates it" in capsys.readouterr().err
    )
    assert run("check", "notes", "--write-baseline") == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{\n<<<<<<< HEAD\n", "known.json:2: not JSON: "),
        ("[]", "is not a baseline of findings"),
        ('{"version": 1, "findings": {"a.md": []}}', "is not a baseline of findings"),
        ('{"version": 1, "findings": {"a.md": {"stray-dot": 3}}}', "is not a baseline of findings"),
        (
            '{"version": 1, "findings": {"a.md": {"stray-dot": ["x"]}}}',
            "has an entry that is not the fingerprint of a finding",
        ),
        (
            '{"version": 2, "findings": {}}',
            "is a baseline of another version, which --write-baseline replaces",
        ),
        ("[" * 100_000, "not JSON: "),
    ],
)
def test_a_baseline_that_is_none(known: Path, capsys: Capture, text: str, reason: str) -> None:
    known.write_text(text)
    assert check() == 2
    assert reason in capsys.readouterr().err
    assert check("--write-baseline") == 2
    assert known.read_text() == text


@pytest.mark.parametrize(
    "options",
    [
        ("--write-baseline",),
        ("--write-baseline", "--baseline", "k.json", "--output-format", "json"),
        ("--write-baseline", "--baseline", "k.json", "--report", "json=r.json"),
        ("--baseline", "k.json", "--diff"),
        ("--write-baseline", "--baseline", "notes/a.md"),
        ("--write-baseline", "--baseline", "link.json"),
    ],
)
def test_contradictions(known: Path, options: tuple[str, ...]) -> None:
    (known.parent / "link.json").symlink_to("elsewhere.json")
    assert run("check", "notes", *options) == 2
    assert (known.parent / "notes/a.md").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize("text", ["{\n<<<<<<< HEAD\n", '{"version": 0, "findings": {}}'])
def test_one_that_cannot_be_read_is_written_anew_from_everything(
    known: Path, capsys: Capture, text: str
) -> None:
    before = known.read_text(encoding="utf-8")
    known.write_text(text, encoding="utf-8")
    # some files only would lose what is known of the others
    assert check("--write-baseline") == 2
    assert known.read_text(encoding="utf-8") == text
    # and so would some rules only
    assert run("check", "--baseline", "known.json", "--write-baseline", "--select", "stray-dot") == 2
    assert known.read_text(encoding="utf-8") == text
    capsys.readouterr()
    assert run("check", "--baseline", "known.json", "--write-baseline") == 0
    assert "; it will be replaced" in capsys.readouterr().err
    assert known.read_text(encoding="utf-8") == before
