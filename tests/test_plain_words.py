"""The check of `make lint` that refuses the spellings of docs/glossary.md."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = r"""# Glossary

| term | what it is |
| --- | --- |
| Span | `\bnot this table\b` |

## Not written

| pattern | write | reason |
| --- | --- | --- |
| `\bspelt\b` | spelled | – |
| `\bis no (?!longer\b\|more\b)` | is not a | a translated negation |
"""


def run(root: Path) -> tuple[int, list[str]]:
    command = [sys.executable, str(ROOT / "ci/plain_words.py"), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).splitlines()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs/rules").mkdir(parents=True)
    (tmp_path / "linter/files").mkdir(parents=True)
    (tmp_path / "rules").mkdir()
    (tmp_path / "docs/glossary.md").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def test_a_banned_spelling_is_reported_with_what_to_write(project: Path) -> None:
    (project / "README.md").write_text("Fine.\nIt is Spelt so.\n", encoding="utf-8")
    (project / "rules/a.yaml").write_text("message: This is no date\n", encoding="utf-8")
    assert run(project) == (
        1,
        [
            "README.md:2: 'Spelt' → spelled",
            "rules/a.yaml:1: 'is no ' → is not a (a translated negation)",
        ],
    )


def test_a_spelling_is_found_over_a_line_break_and_in_a_name(project: Path) -> None:
    text = "#: What is\n#: no word.\ndef is_no_text():\n    # it is no longer so\n    pass\n"
    (project / "linter/files/a.py").write_text(text, encoding="utf-8")
    assert run(project)[1] == [
        "linter/files/a.py:1: 'is no ' → is not a (a translated negation)",
        "linter/files/a.py:3: 'is no ' → is not a (a translated negation)",
    ]


def test_generated_pages_the_glossary_and_allowed_lines_are_left_alone(project: Path) -> None:
    (project / "docs/rules/a.md").write_text("spelt\n", encoding="utf-8")
    (project / "rules/a.yaml").write_text("spelt: 1  # plain-words: allow - a key\n", encoding="utf-8")
    assert run(project) == (0, [])


def test_a_glossary_without_the_table_fails(project: Path) -> None:
    (project / "docs/glossary.md").write_text("# Glossary\n", encoding="utf-8")
    assert "the table of banned spellings is missing" in run(project)[1][-1]
