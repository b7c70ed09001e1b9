"""What is said in Taiwan Chinese: all of it, with the same fields, and in whatever way it is asked for."""

from __future__ import annotations

import gc
import gettext
import os
import re
from typing import TYPE_CHECKING

import pytest

from linter.cli.locale import choose_locale
from linter.errors import UsageError
from linter.kinds import Options
from linter.messages.phrases import Count, Joined, Locale, Phrase, fill
from linter.packs import load_packs
from tests.catalogue import PO, collect, read
from tests.conftest import load_rules, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]
    Capture = pytest.CaptureFixture[str]

FIELD = re.compile(r"\{(\w+)\}")


def catalogue() -> dict[str, str]:
    found = {}
    for message in read():
        if message.id:
            key, *_ = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
            value, *_ = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            found[key] = value or ""
    return found


def test_every_text_is_translated_and_none_is_left_over() -> None:
    there = catalogue()
    assert set(there) == set(collect()), "`make words` brings the catalogue up to date"
    assert [text for text, translated in there.items() if not translated] == []


def test_translations_name_the_same_fields() -> None:
    wrong = [
        text
        for text, translated in catalogue().items()
        if sorted(set(FIELD.findall(text))) != sorted(set(FIELD.findall(translated)))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_fresh() -> None:
    with PO.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    plurals = collect()
    stale = [
        text
        for text, translated in catalogue().items()
        if translated
        != (compiled.ngettext(text, plurals[text] or "", 2) if plurals[text] else compiled.gettext(text))
    ]
    assert stale == [], "`make words` compiles the catalogue"


def test_our_rules_speak_both_languages() -> None:
    for rule in load_rules():
        for key in ("summary", "why", "message"):
            assert set(rule.source[key]) == {"en", "zh-TW"}, (rule.id, key)
        if "because" in rule.source.get("fix", {}):
            assert set(rule.source["fix"]["because"]) == {"en", "zh-TW"}, rule.id


def test_our_chinese_passes_our_own_rules(capsys: Capture, write: Write) -> None:
    texts = [*catalogue().values()]
    for pack in load_packs((), Options()):
        for rule in pack.rules:
            if rule.id == "variant-form":  # it names the forms it is about
                continue
            texts += [rule.text(key, Locale.TAIWAN) for key in ("summary", "why", "message")]
    page = write("said.md", "\n\n".join(f"`x` {text}" for text in texts))
    assert run("check", page, "--select", "chinese", "--select", "residue") == 0, capsys.readouterr().out


# -- how it is chosen ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_TW.UTF-8"}, "zh-TW"),
        ([], {"LANG": "zh_HK.UTF-8"}, "zh-TW"),
        ([], {"LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "zh_TW.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh-TW"),
        ([], {"LANG": "zh_TW.UTF-8", "SEEDLINT_LOCALE": "en"}, "en"),
        (["check", "--locale", "zh-TW"], {"SEEDLINT_LOCALE": "en"}, "zh-TW"),
        (["--locale=zh-TW", "check"], {}, "zh-TW"),
        (["check", "--", "--locale", "zh-TW"], {}, "en"),
        (["check", "--locale"], {}, "en"),
    ],
)
def test_the_language_of_a_run(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert choose_locale(arguments, environment) == expected


def test_a_language_that_is_not_spoken() -> None:
    with pytest.raises(UsageError, match="SEEDLINT_LOCALE: 'fr' is not one of en, zh-TW"):
        choose_locale([], {"SEEDLINT_LOCALE": "fr"})


def test_runs_in_one_process_do_not_share_a_language(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = gettext.bindtextdomain("messages")
    before = dict(os.environ)
    for locale, heading in (("zh-TW", "選項"), ("en", "Options"), ("zh-TW", "選項"), ("fr", "not one of")):
        monkeypatch.setenv("SEEDLINT_LOCALE", locale)
        assert run("check", "--help") == (2 if locale == "fr" else 0)
        captured = capsys.readouterr()
        assert heading in captured.out + captured.err
        assert run("check", "nowhere.md", "--locale", "en") == 2
        assert "no such file or folder" in capsys.readouterr().err
    assert {**os.environ, "SEEDLINT_LOCALE": ""} == {**before, "SEEDLINT_LOCALE": ""}
    assert gettext.bindtextdomain("messages") == folder
    assert gc.isenabled()


def test_a_language_of_gettext_is_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de:fr")
    assert run("--help", "--locale", "zh-TW") == 0
    assert os.environ["LANGUAGE"] == "de:fr"


# -- what is said -------------------------------------------------------------------------------


def test_findings_and_conclusion(write: Write, capsys: Capture) -> None:
    page = write("a.md", "探討如何在.rl中利用好奇心的 механизм 激發學習")
    assert run("check", page, "--locale", "zh-TW") == 1
    out = capsys.readouterr().out
    assert "西里爾字母" in out
    assert "找到 2 個問題" in out
    assert "Found" not in out
    assert run("fix", page, "--locale", "zh-TW") == 0
    assert "Fixed" not in capsys.readouterr().out


def test_help_and_mistakes(capsys: Capture) -> None:
    assert run("check", "--help", "--locale", "zh-TW") == 0
    help_ = capsys.readouterr().out
    for english in ("Usage", "Options", "Show this message", "Find defects", "repeatable", "Arguments"):
        assert english not in help_, english
    for arguments in (
        ["check", "nowhere.md"],
        ["check", "--nope"],
        ["clean"],
        ["check", "--variant", "zh-XX"],
    ):
        assert run(*arguments, "--locale", "zh-TW") == 2
        *_, said = capsys.readouterr().err.strip().split("\n")
        assert re.search(r"[\u4e00-\u9fff]", said), said
        assert "No such" not in said
        assert "Usage" not in said


def test_mistakes_of_packs_and_verdicts(write: Write, capsys: Capture) -> None:
    pack = write("house.yaml", "schema: 2\nnaem: house\n")
    assert run("test", pack, "--locale", "zh-TW") == 2
    said = capsys.readouterr().err
    assert f"{pack}:1: " in said
    assert "did you mean" not in said
    assert run("test", "--locale", "zh-TW", "--select", "stray-dot") == 0
    assert "Reported" not in capsys.readouterr().out


def test_the_manual(capsys: Capture) -> None:
    for name in ("stray-dot", "pattern", "record"):
        assert run("explain", name, "--locale", "zh-TW") == 0
        out = capsys.readouterr().out
        for english in ("Why", "severity  ", "Parameters", "meaning", "Unsafe"):
            assert english not in out, (name, english)


# -- phrases ------------------------------------------------------------------------------------


def test_phrases() -> None:
    assert str(Phrase("{a} and {b}", a=1)) == "1 and {b}"
    assert fill("{a}", {"a": "{b}", "b": 2}) == "{b}"
    assert [str(Count(n, "{count} file", "{count} files")) for n in (0, 1, 2)] == [
        "0 files",
        "1 file",
        "2 files",
    ]
    assert Count(1, "{count} file", "{count} files").text(Locale.TAIWAN) == "1 個檔案"
    assert Joined([Phrase("Han"), Phrase("Latin")], " and ").text(Locale.TAIWAN) == "漢字與拉丁字母"
    assert Phrase("").text(Locale.TAIWAN) == ""


def test_a_language_that_is_not_spoken_is_left_to_the_doctor() -> None:
    environment = {"SEEDLINT_LOCALE": "fr"}
    for arguments in (["doctor"], ["--locale", "en", "doctor"], ["doctor", "--clear-cache"]):
        choose_locale(arguments, environment)
    for arguments in (["stats"], ["check", "doctor"]):  # a file of that name is no command
        with pytest.raises(UsageError, match="'fr' is not one of"):
            choose_locale(arguments, environment)
