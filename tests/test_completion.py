"""Shells complete commands, options and rules."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import BIN, ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]


def completed(script: str, *words: str) -> list[str]:
    """What bash offers for the last of the words, once it has read a script."""
    line = " ".join(f"'{word}'" for word in words)
    done = subprocess.run(
        [
            "bash",
            "--norc",
            "-c",
            f'{script}\nCOMP_WORDS=({line})\nCOMP_CWORD={len(words) - 1}\n_seedlint_completion seedlint\nprintf "%s\\n" "${{COMPREPLY[@]}}"',
        ],
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        cwd=ROOT / "seeds",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("shell", "name"), [("bash", "seedlint.bash"), ("zsh", "_seedlint"), ("fish", "seedlint.fish")]
)
def test_what_is_shipped_is_what_is_printed(capsys: Capture, shell: str, name: str) -> None:
    assert run("completion", shell) == 0
    assert capsys.readouterr().out == (ROOT / "completions" / name).read_text(encoding="utf-8")


def test_bash() -> None:
    script = (ROOT / "completions" / "seedlint.bash").read_text(encoding="utf-8")
    assert completed(script, "seedlint", "ch") == ["check"]
    assert completed(script, "seedlint", "check", "--output-f") == ["--output-format", "--output-file"]
    assert completed(script, "seedlint", "explain", "stray-") == ["stray-affix", "stray-dot"]
    assert completed(script, "seedlint", "check", "--select", "typog") == ["typography"]
    assert completed(script, "seedlint", "explain", "passa") == ["passage"]
    assert completed(script, "seedlint", "check", "--output-format", "s") == ["sarif"]
    assert completed(script, "seedlint", "schema", "rep") == ["report"]
    assert completed(script, "seedlint", "new-rule", "--kind", "patt") == ["pattern"]


@pytest.mark.parametrize(
    ("shell", "environment", "expected"),
    [
        ("zsh", {"_TYPER_COMPLETE_ARGS": "seedlint explain stray-d"}, "_arguments '*: :((\"stray-dot\"))'"),
        (
            "fish",
            {"_TYPER_COMPLETE_ARGS": "seedlint explain stray-d", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
            "stray-dot",
        ),
    ],
)
def test_what_other_shells_ask_for(shell: str, environment: dict[str, str], expected: str) -> None:
    """Neither is on every machine: it is asked what the shipped script asks, and answered what it expects."""
    name = {"zsh": "_seedlint", "fish": "seedlint.fish"}[shell]
    script = (ROOT / "completions" / name).read_text(encoding="utf-8")
    asked = {**environment, "_SEEDLINT_COMPLETE": f"complete_{shell}"}
    for key in asked:
        assert f"{key}=" in script
    done = subprocess.run(
        [BIN / "seedlint"], env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == expected.split()


def test_a_configuration_that_is_wrong_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "seedlint.yaml").write_text("ignroe: []\n", encoding="utf-8")
    asked = {
        "_SEEDLINT_COMPLETE": "complete_bash",
        "COMP_WORDS": "seedlint check --select st",
        "COMP_CWORD": "3",
    }
    done = subprocess.run(
        [BIN / "seedlint"],
        env={**os.environ, **asked},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout + done.stderr == "\n"
