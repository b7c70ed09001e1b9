"""Fetches the examples of the CommonMark specification: `python -m tests.tools.fetch_spec FILE`.

They come with the source distribution of markdown-it-py, and are under a licence of their own (CC BY-SA 4.0), so
that they are fetched for the tests and not kept here.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

#: Not every release has its tests in it.
_RELEASE = "markdown-it-py==4.3.0"
_EXAMPLES = "tests/test_cmark_spec/commonmark.json"


def fetch(target: Path) -> None:
    """Writes the examples to a file."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--no-binary", "markdown-it-py", "--dest", folder, _RELEASE], check=True)
        (source,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(source) as archive:
            name = next(each for each in archive.getnames() if each.endswith(_EXAMPLES))
            stream = archive.extractfile(name)
            assert stream is not None
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(stream.read())


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
