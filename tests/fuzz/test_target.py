from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="there is no atheris for this system")
def test_the_fuzzer_finds_nothing(tmp_path: Path) -> None:
    """All that was found before, and what a bounded run makes of it; `make fuzz` goes on for longer."""
    assert any(CORPUS.iterdir())
    command = [sys.executable, "-m", "tests.fuzz.target", str(tmp_path), str(CORPUS)]
    limits = [
        f"-runs={len(list(CORPUS.iterdir())) + 200}",
        "-max_len=1500",
        "-max_total_time=40",
        "-seed=1",
        f"-artifact_prefix={tmp_path}/found-",
    ]
    done = subprocess.run(
        [*command, f"-dict={CORPUS.parent / 'words.dict'}", *limits],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
