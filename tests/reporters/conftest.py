from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import page, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def report(
    tmp_path: Path,
    write: Callable[[str, str | bytes], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., str]:
    """What `check` writes in a format about a folder with a page of two findings, a clean one, and one that is no text.

    The first stands behind a character beyond the basic plane, in a folder whose name has to be escaped.
    """
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    write("筆記, 1:%/a b.md", page("", head="1. 甲").replace("</details>", "𠮷在.rl中\n\n</details>"))
    write("clean.md", page(video="aB3_dE6-hI8"))
    write("wrong.md", b"\xff\xfe\xff")

    def make(name: str, *arguments: str, status: int = 2) -> str:
        assert run("check", "--output-format", name, *arguments) == status
        return capsys.readouterr().out

    return make
