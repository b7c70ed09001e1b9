"""The wheel and the sdist carry packs, schemas and `py.typed`, and work from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
    )
    return out


def test_the_wheel_works_from_anywhere(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "site")  # noqa: S202 - we built it
    expected = {f"linter/rules/{path.name}" for path in (ROOT / "rules").iterdir()}
    expected |= {f"linter/schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}
    catalogue = "linter/locales/zh_TW/LC_MESSAGES/messages.mo"
    assert names >= expected | {"linter/py.typed", catalogue}
    assert not any(name.startswith(("tests/", "rules/", "seeds/")) for name in names)
    (tmp_path / "a.md").write_text("在.rl中，避免幹擾", encoding="utf-8")

    def seedlint(*arguments: str) -> str:
        # -P: not from the current folder; the path goes before the checkout's own .pth entry
        script = "import sys, linter, linter.cli as c; print(linter.__file__, file=sys.stderr); c.run()"
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr.startswith(str(tmp_path / "site"))
        return done.stdout

    seedlint("fix", "a.md")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "在 rl 中，避免干擾"
    # the packs prove themselves as they are shipped; so does a pack that uses the check that comes along
    assert seedlint("test").endswith(" Silent.\n")
    seedlint("new-rule", "house.yaml", "--kind", "check")
    assert seedlint("test", "house.yaml") == "1 rule, 3 examples: 1 Reported, 2 Silent.\n"
    assert "沒有問題" in seedlint("check", "a.md", "--locale", "zh-TW")


def test_the_sdist_holds_what_the_readme_needs(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {
        "Makefile",
        "README.md",
        "pyproject.toml",
        "rules/zh-lexicon.yaml",
        "seeds/demo.sh",
        "tests/conftest.py",
        "docs/rules/README.md",
    }


def test_hooks_are_commands_we_have() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["seedlint", "seedlint-fix"]
    own = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    assert {hook["id"] for hook in own} == {"seedlint", "seedlint-fix"}
    clean = ROOT / "seeds" / "clean" / "lectures-001-020.md"
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert program == "seedlint"
        done = subprocess.run(
            [sys.executable, "-m", "linter", *arguments, clean], cwd=ROOT, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stdout
