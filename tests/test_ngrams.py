from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.files import cache
from linter.latin.ngrams import Ngrams, detector

if TYPE_CHECKING:
    from pathlib import Path

NGRAMS = {b" the": {11: 500}, b"\xc3\xa9 ": {17: 3, 12: 1}, b"a": {0: 1}, b"ab": {}}
CLAUSES = (
    "das ist ein Satz über die Sprache",
    "Aquí está el resumen de la clase",
    "ceci est une phrase, é",
    "x",
)


def test_ngrams_are_found_in_bytes() -> None:
    ngrams = Ngrams(*Ngrams.write(NGRAMS))
    assert dict(ngrams) == NGRAMS
    assert [list(found) for found in ngrams.values()] == [[11], [0], [], [17, 12]]
    for absent in (b"", b" th", b" the ", b" the \0\0", b"zz", b"\xff", "a"):
        assert absent not in ngrams
    with pytest.raises(KeyError):
        ngrams[b"b"]


def test_the_detector_says_the_same_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from eld.languageData import LanguageData, languageData  # noqa: PLC0415 - loads its tables
    from eld.languageDetector import LanguageDetector  # noqa: PLC0415 - as above

    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(languageData, "load_ngrams", LanguageData.load_ngrams.__get__(languageData))
    own = LanguageDetector()
    expected = [own.detect(clause).scores() for clause in CLAUSES]
    assert any(expected)
    for _ in ("computed", "cached"):
        monkeypatch.setattr(languageData, "load_ngrams", LanguageData.load_ngrams.__get__(languageData))
        made = detector()
        assert isinstance(languageData.ngrams, Ngrams)
        assert [made.detect(clause).scores() for clause in CLAUSES] == expected
    assert [file.name.split("-cpython")[0] for file in cache.files()] == ["language-ngrams"]
