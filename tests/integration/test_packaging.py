"""The wheel and the sdist: what they contain, and that they work wherever they are installed."""

from __future__ import annotations

import email
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import linter
from tests.conftest import BIN, ROOT, page

if TYPE_CHECKING:
    from email.message import Message

    from tests.integration.checkouts import Repository

BROKEN = "在.rl中，避免幹擾"
REPAIRED = "在 rl 中，避免干擾"


def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


class Environment:
    """A virtual environment with only the installed packages, and its own home."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "venv" / "bin"
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.run(BIN / "uv", "venv", "--quiet", f"--python={sys.executable}", folder / "venv")

    def install(self, *packages: str | Path) -> None:
        self.run(BIN / "uv", "pip", "install", "--quiet", f"--python={self.bin}/python", *packages)

    def run(self, *command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if key.startswith(("SSL_", "UV_"))}
        done = subprocess.run(
            command,
            cwd=self.home,
            env={
                **kept,
                "PATH": os.environ["PATH"],
                "HOME": str(self.home),
                "UV_CACHE_DIR": str(Path.home() / ".cache" / "uv"),
                "PIP_COMPILE": "0",  # what runs is compiled then, and most is not run
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done

    def seedlint(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self.run(self.bin / "seedlint", *arguments, check=check)


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(archive.read(name))


def test_what_the_wheel_holds(built: Path) -> None:
    with zipfile.ZipFile(wheel(built)) as archive:
        names = set(archive.namelist())
    expected = {f"linter/rules/{path.name}" for path in (ROOT / "rules").iterdir()}
    expected |= {f"linter/schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}
    expected |= {"linter/py.typed", "linter/messages/locales/zh_TW/LC_MESSAGES/messages.mo"}
    data, info = (f"seedlint-{linter.__version__}.{part}" for part in ("data/data/share", "dist-info"))
    expected |= {
        f"{data}/bash-completion/completions/seedlint",
        f"{data}/zsh/site-functions/_seedlint",
        f"{data}/fish/vendor_completions.d/seedlint.fish",
        f"{info}/licenses/LICENSE",
        f"{info}/licenses/NOTICE",
    }
    assert names >= expected
    assert not any(name.startswith(("tests/", "rules/", "seeds/", "ci/")) for name in names)


def test_what_the_wheel_says_of_itself(built: Path) -> None:
    said = metadata(wheel(built))
    assert said["License-Expression"] == "Apache-2.0"
    assert said.get_all("License-File") == ["LICENSE", "NOTICE"]
    classifiers = said.get_all("Classifier") or []
    assert "Typing :: Typed" in classifiers
    lowest = re.fullmatch(r">=3\.(\d+)", said["Requires-Python"])
    assert lowest is not None
    assert f"Programming Language :: Python :: 3.{lowest[1]}" in classifiers
    subprocess.run([BIN / "twine", "check", "--strict", *built.iterdir()], check=True, capture_output=True)


def test_the_sdist_holds_what_the_readme_needs(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "NOTICE",
        "README.md",
        "completions/seedlint.bash",
        "docs/rules/README.md",
        "pyproject.toml",
        "rules/zh-lexicon.yaml",
        "seeds/demo.sh",
        "tests/conftest.py",
    }
    assert not any(name.startswith((".venv", "build", "dist")) for name in names)


def test_the_same_tree_gives_the_same_bytes(product: Repository, built: Path, tmp_path: Path) -> None:
    """The build does not depend on folder, times and permissions."""
    other = tmp_path / "elsewhere"
    product.git("clone", "--quiet", product.folder, other)
    for path in other.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            os.utime(path, (1, 10**9))
            path.chmod(path.stat().st_mode & 0o700)
    out = tmp_path / "dist"
    product.run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, other)
    digests = [
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
        for folder in (built, out)
    ]
    assert digests[0] == digests[1]


def test_a_fresh_environment(built: Path, tmp_path: Path) -> None:
    fresh = Environment(tmp_path)
    fresh.install(wheel(built))
    packs = ", ".join(
        f"{path.stem} " for path in sorted((ROOT / "rules").glob("*.yaml")) if "-" not in path.stem
    )
    version = fresh.seedlint("--version").stdout
    first, second, third = version.splitlines()
    assert first == f"seedlint {linter.__version__}"
    assert re.sub(r"\d+\.\d+\.\d+", "", second) == f"packs: {packs}"
    assert re.match(r"dictionaries: opencc-python-reimplemented [\d.]+, opencc-purepy [\d.]+, jieba ", third)
    assert fresh.run(fresh.bin / "python", "-m", "linter", "--version").stdout == version

    (fresh.home / "a.md").write_text(BROKEN, encoding="utf-8")
    fresh.seedlint("fix", "a.md")
    assert (fresh.home / "a.md").read_text(encoding="utf-8") == REPAIRED
    # the packs prove themselves as they are shipped; so does a pack that uses the check that comes along
    assert fresh.seedlint("test").stdout.endswith(" Silent.\n")
    fresh.seedlint("new-rule", "house.yaml", "--kind", "check")
    assert fresh.seedlint("test", "house.yaml").stdout == "1 rule, 3 examples: 1 Reported, 2 Silent.\n"
    assert "沒有問題" in fresh.seedlint("check", "a.md", "--locale", "zh-TW").stdout
    assert fresh.seedlint("doctor").stdout.endswith("All is well.\n")
    share = fresh.bin.parent / "share"
    assert (share / "bash-completion/completions/seedlint").is_file()

    # what is typed can be used by whoever checks types
    (fresh.home / "user.py").write_text(
        "import linter\n\ntext: str = linter.convert('数据', 'zh-TW')\nlinter.convert(1)\n", encoding="utf-8"
    )
    checked = fresh.run(
        BIN / "mypy", f"--python-executable={fresh.bin}/python", "--strict", "user.py", check=False
    )
    assert checked.stdout.count("error:") == 1
    assert 'user.py:4: error: Argument 1 to "convert"' in checked.stdout


def test_the_wheel_that_overwrites_the_dictionaries_is_found(built: Path, tmp_path: Path) -> None:
    fresh = Environment(tmp_path)
    fresh.install(wheel(built))
    fresh.install("opencc")
    done = fresh.seedlint("doctor", check=False)
    assert done.returncode == 1
    assert "  ✗ the package 'opencc' is installed in the folder of opencc-python-reimplemented" in done.stdout
    assert "uninstall 'opencc'" in done.stdout
    (fresh.home / "a.md").write_text(REPAIRED, encoding="utf-8")
    check = ("check", "--select", "stray-dot", "a.md")  # needs no tables, which take long to compute
    assert "the package 'opencc' is installed in the folder" in fresh.seedlint(*check).stderr


@pytest.mark.parametrize(
    "command", [["uvx", "--from", "{wheel}", "seedlint"], ["pipx", "run", "--spec", "{wheel}", "seedlint"]]
)
def test_runners_that_install_nothing(built: Path, tmp_path: Path, command: list[str]) -> None:
    program, *arguments = (part.format(wheel=wheel(built)) for part in command)
    place = Environment(tmp_path)
    (place.home / "a.md").write_text(page("我們在.rl中訓練模型。"), encoding="utf-8")
    done = place.run(BIN / program, *arguments, "check", "--select", "stray-dot", "a.md", check=False)
    assert done.returncode == 1, done.stderr
    assert "a.md:11:4: stray-dot: " in done.stdout


def test_one_file(product: Repository, tmp_path: Path) -> None:
    """The zipapp runs with any folder as its home and an empty environment."""
    folder = tmp_path / "seedlint"
    product.git("clone", "--quiet", product.folder, folder)
    tools = BIN.parent
    make = ["make", f"--old-file={tools}/.dev", f"VENV={tools}", "zipapp"]
    # Only sources go into the file.
    subprocess.run(make, cwd=folder, env={**os.environ, "PIP_COMPILE": "0"}, check=True, capture_output=True)
    app = shutil.move(folder / "build" / "seedlint.pyz", tmp_path)
    (tmp_path / "a.md").write_text(BROKEN, encoding="utf-8")
    clean = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, "-I", app, "fix", "a.md"], cwd=tmp_path, env=clean, check=True)
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == REPAIRED
    with zipfile.ZipFile(app) as archive:
        licences = [
            name for name in archive.namelist() if re.search(r"dist-info/(.*/)?(LICEN[SC]E|NOTICE)", name)
        ]
    for package in ("seedlint", "opencc_python_reimplemented", "opencc_purepy", "pyspellchecker", "eld"):
        assert any(name.split("/")[1].startswith(f"{package}-") for name in licences), package
