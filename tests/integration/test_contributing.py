"""Following CONTRIBUTING exactly passes the tests."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from tests.conftest import BIN
from tests.integration.checkouts import Repository

if TYPE_CHECKING:
    from pathlib import Path


def test_a_rule_in_ten_minutes(product: Repository, tables: Path, tmp_path: Path) -> None:
    checkout = Repository(
        tmp_path / "seedlint", PYTHONPATH=str(tmp_path / "seedlint"), SEEDLINT_TESTS_TABLES=str(tables)
    )
    checkout.git("pull", "--quiet", product.folder, "main")
    text = checkout.read("CONTRIBUTING.md")
    (shown,) = re.findall(r"^   ```yaml\n(.*?)^   ```", text, re.MULTILINE | re.DOTALL)
    rule = "".join(line[3:] + "\n" for line in shown.splitlines())
    pack = checkout.read("rules/words.yaml")
    version = re.findall(r"^version: (\S+)$", pack, re.MULTILINE)[0]
    draft = "seeds/drafts/lectures-021-044.md"
    sentence = "先看定義，，再看例子。"
    checkout.write(
        {
            "rules/words.yaml": pack.replace(f"version: {version}", f"version: {version}0") + rule,
            draft: checkout.read(draft).replace("\n\n</details>", f"\n\n{sentence}\n\n</details>", 1),
        }
    )

    def linter(*arguments: str) -> str:
        return checkout.run(sys.executable, "-m", "linter", *arguments).stdout

    assert linter("test", "--isolated", "--select", "repeated-comma").endswith("2 Reported, 2 Silent.\n")
    (create,) = re.findall(r"^   \$ \.venv/bin/(towncrier create .*)$", text, re.MULTILINE)
    program, *arguments = re.findall(r"'[^']*'|\S+", create)
    checkout.run(BIN / program, *(argument.strip("'") for argument in arguments))
    linter("pages", ".")
    # Those that look at our packs; the others are about packs of their own.
    authoring = (
        "the_readme_says_what_works",
        "ours_prove_themselves",
        "our_packs_follow_the_published_schema",
    )
    tests = (
        "repository.py",
        "seeds.py",
        "rules.py",
        "locale.py",
        *(f"authoring.py::test_{name}" for name in authoring),
    )
    checkout.run(sys.executable, "-m", "pytest", "-q", *(f"tests/test_{name}" for name in tests))
