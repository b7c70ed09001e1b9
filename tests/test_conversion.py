"""`linter.convert` and `seedlint convert`: cases read by eye, properties, OpenCC as an oracle, the command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, example, given, reject, settings
from hypothesis import strategies as st
from opencc_purepy import OpenCC
from yaml import CSafeLoader, load

import linter
from linter.chinese.dictionaries import corrected_phrases
from linter.chinese.targets import Target
from linter.conversion import converter
from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.errors import FixError
from linter.fixing.fixer import fix
from linter.fixing.proved import proved_conversion
from linter.kinds import Options
from tests.conftest import ROOT, SEEDS, load_rules, page, run

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str, str | bytes], Path]

_FIXTURE = Path(__file__).parent / "fixtures" / "chinese.yaml"
CASES: list[dict[str, Any]] = load(_FIXTURE.read_text(encoding="utf-8"), Loader=CSafeLoader)
RULES = {target: load_rules(Options(target=target), select=["chinese"]) for target in Target}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_case(case: dict[str, Any]) -> None:
    text, target = case["text"], case.get("target", "zh-TW")
    expected = case.get("expect", text)
    assert linter.convert(text, target) == expected
    assert linter.convert(expected, target) == expected


def test_the_cases_are_many_and_half_of_them_must_stay() -> None:
    staying = [case for case in CASES if "expect" not in case]
    assert len(CASES) >= 300
    assert len(staying) >= len(CASES) / 2
    assert all(case.get("reason") for case in CASES)


# -- properties ---------------------------------------------------------------------------------

_PARTS = st.sampled_from(
    [part for case in CASES[::7] for part in (case["text"], case["text"][:4])]
    + [
        "`数据`",
        "$后$",
        "<b title='数据'>",
        "[头发](https://example.org/数据)",
        "<!-- 幹擾 -->",
        "\n",
        "\r\n",
        "\n\n",
    ]
    + list("的在后发面里干裏爲着𠀀，。 aA1あア")
)
TEXTS = st.lists(_PARTS, max_size=8).map("".join)


def converted(text: str, target: Target) -> str:
    """A text converted; one with a line that cannot be proved is not what a property is about."""
    try:
        return linter.convert(text, target.value)
    except FixError:
        reject()


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(list(Target)))
def test_converting_twice_is_converting_once_and_lengths_stay(text: str, target: Target) -> None:
    once = converted(text, target)
    assert len(once) == len(text)
    assert linter.convert(once, target.value) == once


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(list(Target)))
def test_only_prose_changes(text: str, target: Target) -> None:
    document, once = Document(text), converted(text, target)
    for place, (seen, old, new) in enumerate(zip(document.prose, text, once, strict=True)):
        if seen != old:
            assert new == old, place


@settings(max_examples=100, deadline=None)
@example("采用併发")
@given(TEXTS)
def test_fixing_does_the_same(text: str) -> None:
    """Where Chinese runs into Japanese, what touches another repair waits, and may be Japanese by then.

    A conversion also changes some doubtful words, which a safe fix only leaves to be reported.
    """
    assume(not re.search("[ぁ-ヿ]", text))
    fixed = fix(Document(text), RULES[Target.TAIWAN], Applicability.SAFE).document
    reported = check(fixed, RULES[Target.TAIWAN]).diagnostics
    doubtful = [each.span for each in reported if each.rule == "doubtful-word"]
    for place, (one, other) in enumerate(zip(fixed.text, linter.convert(text), strict=True)):
        assert one == other or any(span.start <= place < span.end for span in doubtful), place


@pytest.mark.parametrize("path", sorted(SEEDS.rglob("*.md")), ids=lambda path: path.name)
def test_pages_come_to_rest(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in Target:
        once, errors = proved_conversion(Document(text), converter(target.value)(text))
        assert converter(target.value)(once.text) == once.text or errors
        if not errors:
            assert linter.convert(text, target.value) == once.text
            assert linter.convert(once.text, target.value) == once.text
        again, _ = proved_conversion(once, converter(target.value)(once.text))
        assert again.text == once.text


def test_what_is_code_to_markdown_stays_after_a_fence_left_open() -> None:
    """A record ends its fence for the rules; for Markdown, the next records are code."""
    text = (
        page("```python\nprint(1)")
        + page("数据", head="2. 乙", video="aB3_dE6-hI8")
        + page("网络", head="3. 丙")
    )
    with pytest.raises(FixError) as caught:
        linter.convert(text)
    assert str(caught.value) == (
        "<text>:25: 2 lines not converted: it would change what Markdown reads as code, from line 11 on; "
        "is a fence left open there?"
    )


def test_the_lines_that_are_proved_are_converted(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    text = page("说明\n\n```python\nprint(1)") + page("数据", head="2. 乙", video="aB3_dE6-hI8")
    path = write("a.md", text)
    assert run("convert", "-i", path) == 2
    assert path.read_text(encoding="utf-8") == text.replace("说明", "說明")
    assert f"{path}:27: 1 line not converted: it would change what Markdown" in capsys.readouterr().err
    assert run("convert", path) == 2
    assert capsys.readouterr().out == text.replace("说明", "說明")


def test_a_proof_that_takes_too_long_leaves_the_file(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("linter.fixing.tree.TIME_LIMIT", -100.0)
    path = write("a.md", "说明\n")
    assert run("convert", "-i", path) == 2
    assert path.read_text(encoding="utf-8") == "说明\n"
    message = "not converted: there was not enough time to prove that only words change"
    assert f"{path}: {message}" in capsys.readouterr().err


# -- OpenCC where it is right: text that is Simplified throughout ----------------------------------

#: What OpenCC's s2tw writes otherwise, and Taiwan writes either way or our way.
_EITHER = str.maketrans("臺彞閒鬨溼嘆讚註佔佈週蹟", "台彝閑哄濕歎贊注占布周跡")


def test_simplified_sentences_come_out_as_opencc_has_them() -> None:
    """All but what OpenCC gets wrong in these sentences (余承东, 题卷, 尽量), or what is a matter of taste."""
    opencc = OpenCC("s2tw")
    sentences = [case for case in CASES if case["kind"] == "simplified"]
    assert len(sentences) >= 60
    same = total = 0
    for case in sentences:
        ours, theirs = linter.convert(case["text"]), opencc.convert(case["text"])
        assert len(ours) == len(theirs)
        total += len(ours)
        same += sum(a == b for a, b in zip(ours.translate(_EITHER), theirs.translate(_EITHER), strict=True))
    assert same / total > 0.985  # where they differ, the case says who is right


def test_words_read_as_opencc_reads_them() -> None:
    """In a Simplified sentence: all words of OpenCC's list but the few that the lexicon reads otherwise."""
    opencc = OpenCC("s2tw")
    words = [word for word in corrected_phrases("STPhrases") if len(word) <= 4][::40]
    text = "\n".join(f"这个词是{word}，他们说。" for word in words)
    ours, theirs = linter.convert(text).split("\n"), opencc.convert(text).split("\n")
    same = sum(a.translate(_EITHER) == b.translate(_EITHER) for a, b in zip(ours, theirs, strict=True))
    assert same / len(words) > 0.97, [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b][:40]


# -- the other opencc ------------------------------------------------------------------------------


def test_the_wheel_that_overwrites_opencc_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], write: Write
) -> None:
    page = write("a.md", "文。\n")
    assert run("check", page) == 0
    assert "opencc" not in capsys.readouterr().err
    (tmp_path / "site" / "opencc" / "clib").mkdir(parents=True)
    (tmp_path / "site" / "opencc" / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.delitem(sys.modules, "opencc", raising=False)  # another test may have imported the real one
    assert run("check", page) == 0
    assert "uninstall 'opencc'" in capsys.readouterr().err


def test_without_the_dictionaries_there_is_a_sentence(tmp_path: Path, write: Write) -> None:
    (tmp_path / "site" / "opencc").mkdir(parents=True)
    (tmp_path / "site" / "opencc" / "__init__.py").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "linter", "check", "--select", "chinese", write("a.md", "利用数据\n")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )
    assert done.returncode == 2
    assert "reinstall opencc-python-reimplemented" in done.stderr
    assert "Traceback" not in done.stderr


# -- the command -----------------------------------------------------------------------------------


def filtered(*arguments: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "linter", "convert", *arguments],
        input=data,
        capture_output=True,
        check=False,
        cwd=ROOT,
    )


def test_standard_input_is_filtered_byte_for_byte() -> None:
    done = filtered(data=b"\xef\xbb\xbf" + "利用数据，`数据`\r\n避免幹擾".encode())
    assert done.returncode == 0
    assert done.stdout == b"\xef\xbb\xbf" + "利用數據，`数据`\r\n避免干擾".encode()
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--variant", "zh-CN"], "这里的软件"),
        (["--variant", "zh-HK"], "這裏的軟件"),
        (["--vocabulary"], "這裡的軟體"),
        ([], "這裡的軟件"),
    ],
)
def test_variants(arguments: list[str], expected: str) -> None:
    assert filtered(*arguments, data="這裡的軟件".encode()).stdout.decode() == expected


def test_files_are_printed_one_behind_the_other(write: Write) -> None:
    one, two = write("一 1.md", "数据\n"), write("b.txt", "后来\n")
    done = filtered(str(one), "-", str(two), data="发展\n".encode())
    assert done.stdout.decode() == "數據\n發展\n後來\n"
    assert one.read_text(encoding="utf-8") == "数据\n"


def test_in_place_changes_what_must_change(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = write("d/a.md", "数据\r\n"), write("d/b.md", "數據\n")
    before = two.stat().st_mtime_ns
    assert run("convert", "-i", one.parent) == 0
    assert one.read_bytes() == "數據\r\n".encode()
    assert two.stat().st_mtime_ns == before
    assert capsys.readouterr().out == f"{one}: converted\n"


def test_what_cannot_be_read_is_said_and_the_rest_is_done(write: Write) -> None:
    good, bad = write("a.md", "数据\n"), write("b.md", b"\xa4\xa4\xa4\xe5")
    done = filtered(str(bad), str(good), str(good.parent), "none.md", data=b"")
    assert done.returncode == 2
    assert done.stdout.decode() == "數據\n"
    said = done.stderr.decode().splitlines()
    assert "not UTF-8: byte 0xa4 at offset 0" in said[0]
    assert "is a folder; --in-place" in said[1]
    assert "none.md" in said[2]
    assert run("convert", "-i", bad, good) == 2
    assert good.read_text(encoding="utf-8") == "數據\n"
    assert bad.read_bytes() == b"\xa4\xa4\xa4\xe5"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--in-place"], "--in-place needs files or folders"),
        (["--in-place", "-"], "--in-place needs files or folders"),
        (["--vocabulary", "--variant", "zh-HK"], "not those of zh-HK"),
        (["--variant", "zh-XX"], "zh-XX"),
    ],
)
def test_bad_usage(arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("convert", *arguments) == 2
    assert reason in capsys.readouterr().err


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run("convert") == 2
    assert "<stdin>: cannot be read" in capsys.readouterr().err


# -- the library -----------------------------------------------------------------------------------


def test_unknown_targets_are_refused() -> None:
    with pytest.raises(ValueError, match="zh-XX"):
        linter.convert("文", "zh-XX")
    with pytest.raises(ValueError, match="no vocabulary of zh-HK"):
        linter.convert("文", "zh-HK", vocabulary=True)


def test_vocabulary_is_never_converted_twice() -> None:
    text = "這個算法處理數據庫，演算法很快；`軟件` 與《軟件工程》。"
    once = linter.convert(text, vocabulary=True)
    assert once == "這個演算法處理資料庫，演算法很快；`軟件` 與《軟件工程》。"
    assert linter.convert(once, vocabulary=True) == once
    assert linter.convert("利用演算法處理資料庫", "zh-CN", vocabulary=True) == "利用算法处理数据库"


def test_what_the_document_excepts_stays() -> None:
    text = "避免幹擾與幹預 <!-- seedlint-ignore over-converted: 幹擾 -->\n"
    assert linter.convert(text) == text.replace("幹預", "干預")


def test_a_record_is_judged_by_itself() -> None:
    """`后面` has no evidence: in a Simplified record it is Simplified, in a Traditional one it is a name."""
    simplified = "<details>\n<summary>1. 甲</summary>\n\n这个机器学习的课程说明数据与网络的关系，还有训练。\n\n只有里面\n\n</details>\n"
    traditional = "<details>\n<summary>2. 乙</summary>\n\n這個機器學習的課程說明數據與網絡的關係，還有訓練。\n\n只有里面\n\n</details>\n"
    made = linter.convert(traditional + simplified)
    assert made.startswith(traditional.replace("里面", "裡面"))
    assert "只有裡面" in made[len(traditional) :]


def test_a_section_may_begin_within_a_line() -> None:
    text = "避免幹擾 <details>\n<summary>1. 數據</summary>\n利用数据\n</details> 幹預"
    assert linter.convert(text) == text.replace("幹", "干").replace("数据", "數據")


def test_japanese_stays_in_hong_kong_too() -> None:
    text = "日文寫衛生（えいせい），這裡說衛生。"
    assert linter.convert(text, "zh-HK") == "日文寫衛生（えいせい），這裏説衞生。"


def test_importing_the_package_is_light() -> None:
    script = "import sys, linter; print(sorted(m for m in sys.modules if m in ('regex', 'yaml', 'linter.document')))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"


def test_text_without_candidates_needs_no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs a scan: not even a word is looked up."""
    from linter.chinese.stretch import Reader  # noqa: PLC0415 - only here

    monkeypatch.setattr(Reader, "read", None)
    text = "這是一份已經寫好的繁體中文講義，介紹機器學習與自然語言處理的基礎。\n" * 50
    assert linter.convert(text) == text


def test_output_that_nobody_reads() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "linter", "convert"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write("数据".encode() * 100_000)
        process.stdin.close()
        assert process.wait(60) == 2
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize(("target", "text"), [("zh-TW", "學習锟斤拷锟模型"), ("zh-CN", "学习錕斤拷模型")])
def test_what_is_left_of_lost_characters_stays(target: str, text: str) -> None:
    assert linter.convert(text, target) == text
