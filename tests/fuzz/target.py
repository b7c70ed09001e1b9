"""A target for the coverage-guided fuzzer: bytes to regions, to records, to a fix, to bytes.

    python -m tests.fuzz.target NEW_FOLDER tests/fuzz/corpus -max_len=2000 -max_total_time=60

What reaches new code is written into the first folder. `make fuzz` runs longer and keeps the best of it.
"""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["linter"]):
    from linter.diagnostics import Applicability
    from linter.document import Document
    from linter.errors import DecodeError, FixError
    from linter.fixing.fixer import fix
    from linter.formats import read_document
    from linter.kinds import Options
    from linter.packs import load_packs, select_rules
    from linter.records.names import OWN_NAMES

RULES = select_rules(load_packs((), Options()), (), ())
#: By the first byte: how to read the others.
FORMATS = {ord("J"): "a.jsonl", ord("j"): "a.json", ord("C"): "a.csv"}


def try_one(data: bytes) -> None:
    """Reads, fixes twice, and complains where the second fix changes anything or a byte is lost."""
    name = FORMATS.get(data[0], "a.md") if data else "a.md"
    try:
        document = read_document(data[1:] if name != "a.md" else data, name, OWN_NAMES)
    except DecodeError:
        return
    if type(document) is Document:
        assert document.to_bytes() == data, "the bytes do not survive"
    covered = 0
    for region in document.regions:
        assert region.span.start == covered, "a gap or an overlap between regions"
        covered = region.span.end
    assert covered == len(document.text), "the regions do not reach the end"
    assert len(document.prose) == len(document.text)
    for record in document.records.records:
        assert record.span.end <= len(document.text)
    for least in (Applicability.SAFE, Applicability.UNSAFE):
        try:
            once = fix(document, RULES, least)
        except FixError:
            continue
        assert not once.left.errors, once.left.errors
        assert fix(once.document, RULES, least).document.text == once.document.text, (
            "a second fix changes more"
        )


def main() -> None:
    """Hands the target to the fuzzer, which ends the process."""
    # To merge, the fuzzer starts itself, by what it takes for the name of its program.
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "again.sh"
        again.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tests.fuzz.target "$@"\n', encoding="utf-8")
        again.chmod(0o700)
        atheris.Setup([str(again), *sys.argv[1:]], try_one)
        atexit.register(shutil.rmtree, folder, ignore_errors=True)  # the fuzzer does not return
        atheris.Fuzz()


if __name__ == "__main__":
    main()
