from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.errors import PackError
from linter.fixing.fixer import fix
from linter.formats import read_document
from linter.kinds import Options
from linter.packs import load_packs, select_rules
from linter.records.names import OWN_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linter.packs import Rule
    from tests.trying import Make

#: A page with the disease: four words with a stray dot.
SICK = "在.loss上表現良好，並利用.sampling方法。\n\n在.actor中更新，通過.reward來衡量。\n\n"
TILDE: dict[str, Any] = {
    "forms": {"word": {"marks": "~", "word": "after", "before": r"\p{Han}", "after": r"\p{Latin}"}},
    "weights": {"word": 1},
    "report": 0,
    "safe": 2,
}
FIX = {"applicability": "safe"}


def residue(*names: str) -> Sequence[Rule]:
    return select_rules(load_packs([], Options()), names or ["residue"], [])


def found(text: str, rules: Sequence[Rule] | None = None) -> list[tuple[str, str]]:
    result = check(Document(text), rules or residue())
    assert not result.errors
    return [(each.rule, each.span.text(text)) for each in result.diagnostics]


def test_the_document_decides() -> None:
    alone = "協助.Agent 挑選動作。"
    assert found(SICK + alone)[-1] == ("stray-dot", ".Agent")
    assert [rule for rule, _ in found("他換了瀏覽器.OpenAI 也跟進")] == ["half-width-stop"]
    assert "half-width-stop" not in [rule for rule, _ in found(SICK + "他換了瀏覽器.OpenAI 也跟進")]


def test_a_dot_is_one_finding_whatever_is_selected() -> None:
    text = SICK + "他換了瀏覽器.OpenAI 也跟進。\n- 觀測_batch_ 的變化，與-batch 的大小"
    every = found(text)
    assert len({(text.find(match), match) for _, match in every}) == len(every)
    for name in ("stray-dot", "stray-affix", "half-width-stop"):
        assert found(text, residue(name)) == [each for each in every if each[0] == name]


def test_the_order_of_rules_does_not_matter() -> None:
    rules = residue()
    assert found(SICK, rules) == found(SICK, rules[::-1])


def test_a_pair_is_one_finding() -> None:
    text = "利用.teacher model. 的知識"
    (each,) = check(Document(text), residue()).diagnostics
    assert each.span.text(text) == ".teacher model."
    assert each.fix is not None
    assert [edit.span.text(text) for edit in each.fix.edits] == [".", "."]
    assert fix(Document(text), residue(), Applicability.SAFE).document.text == "利用 teacher model 的知識"


def test_a_pair_of_two_rules_is_as_sure_as_its_start() -> None:
    text = SICK + "改善.word embedding_ 與語意的匹配"
    pair = check(Document(text), residue()).diagnostics[-2:]
    assert [(each.rule, each.span.text(text)) for each in pair] == [
        ("stray-dot", ".word"),
        ("stray-affix", "embedding_"),
    ]
    assert {each.fix and each.fix.applicability for each in pair} == {Applicability.SAFE}


def test_what_was_fixed_still_counts() -> None:
    document = Document(SICK + "接著比較.Critic 的收斂速度")
    result = check(document, residue())
    first = [each for each in result.diagnostics if ".Critic" not in each.span.text(document.text)]
    edits = sorted(edit for each in first if each.fix for edit in each.fix.edits)
    half = document.with_edits(edits)
    (left,) = check(half, residue()).diagnostics
    assert left.fix is not None
    assert [each.points for each in left.evidence] == [
        each.points for each in result.diagnostics[-1].evidence
    ]
    (anew,) = check(Document(half.text), residue()).diagnostics
    assert "others" not in [each.name for each in anew.evidence]


def test_fixing_twice_is_fixing_once() -> None:
    for least in (Applicability.SAFE, Applicability.UNSAFE):
        once = fix(Document(SICK + "比較.Critic 與_batch size_ 的變化.\n"), residue(), least).document.text
        assert fix(Document(once), residue(), least).document.text == once


def test_a_page_and_its_records_as_data_have_the_same_findings() -> None:
    texts = SICK.split("\n\n")[:-1]
    page = found("\n\n".join(texts))
    lines = "".join(
        json.dumps({"index": n, "title": "題", "summary_markdown": text}, ensure_ascii=False) + "\n"
        for n, text in enumerate(texts, 1)
    )
    document = read_document(lines.encode(), "records.jsonl", OWN_NAMES)
    rows = check(document, residue()).diagnostics
    assert [(each.rule, each.span.text(document.text)) for each in rows] == page


def test_names_are_left_alone_everywhere() -> None:
    assert found(SICK + "副檔名是.plan，把它存好。\n\n打開.plan 就看得到") == found(SICK)
    assert found(SICK + "`.plan` 是筆記。\n\n打開.plan 就看得到") == found(SICK)
    assert found(SICK + "文字檔 .plan 最好用。\n\n打開.plan 就看得到") == found(SICK)


def test_half_width_punctuation_is_not_stray() -> None:
    text = "設定,選項,檔案,權限都要看.通常,samba伺服器需要重啟,所以,windows 也要,而且,linux 不用"
    assert "stray-affix" not in [rule for rule, _ in found(SICK + text)]


def test_evidence_is_reported() -> None:
    (first, *_) = check(Document(SICK), residue()).diagnostics
    says = {each.name: (each.says, each.points) for each in first.evidence}
    assert says["others"][0] == "other words of the file have such marks"
    assert says["others"][1] > 0 > says["opening"][1]
    points = [abs(each.points) for each in first.evidence]
    assert points == sorted(points, reverse=True)


def test_a_pack_of_the_users(make: Make) -> None:
    params = {
        **TILDE,
        "unless": {"home": {"word": "root"}, "about": {"clause": "波浪號"}},
        "evidence": {"tight": {"after": r"\p{Han}"}},
        "weights": {"word": -1, "tight": 2, "others": 4},
    }
    tried = make("evidence", params, fix=FIX, message="{word}: {match}")
    assert tried.says("利用~sampling的結果，放在~root底下，這個波浪號在~loss前") == ["sampling: ~sampling"]
    assert tried.fixes("利用~sampling的結果") == "利用~sampling的結果"  # from `safe` on
    assert tried.fixes("利用~sampling的結果\n更新~policy的值") == "利用 sampling 的結果\n更新 policy 的值"


def test_words_of_the_same_line_count_half(make: Make) -> None:
    """Options of a command come in rows: -kernel, -append, -initrd."""
    params = {**TILDE, "weights": {"word": 0, "others": 1}, "report": 0, "safe": 0.5}
    tried = make("evidence", params, fix=FIX, message="{word}")

    def points(text: str) -> list[float]:
        return [
            sum(evidence.points for evidence in diagnostic.evidence)
            for diagnostic in check(Document(text), [tried.rule]).diagnostics
        ]

    alone, two_lines = points("利用~sampling的結果\n"), points("利用~sampling的結果\n更新~policy的值\n")
    one_line = points("利用~sampling的結果，更新~policy的值\n")
    assert alone == [0.0]
    assert 0 < one_line[0] < two_lines[0]


def test_a_name_in_the_line_speaks_against_a_mark(make: Make) -> None:
    params = {
        **TILDE,
        "unless": {"home": {"word": "root", "everywhere": True}},
        "weights": {"word": 1, "near-name": -2},
    }
    tried = make("evidence", params, message="{word}")
    assert tried.says("利用~sampling的結果") == ["sampling"]
    assert tried.says("放在~root底下，利用~sampling的結果") == []
    assert tried.says("放在 `~root` 底下，利用~sampling的結果") == []
    assert tried.says("放在~root底下\n利用~sampling的結果") == ["sampling"]


def test_a_mark_between_two_words(make: Make) -> None:
    form = {"marks": "~", "word": "around", "before": r"\p{Ll}{3}", "after": r"\p{Ll}{3}", "safe": False}
    params = {"forms": {"two": form}, "weights": {"two": 0, "frequency": 1}, "report": 0.3, "safe": 0.3}
    tried = make("evidence", params, fix={**FIX, "replace": {"two": " "}}, message="{word}: {match}")
    text = "這是deep~learning的教材，還有 zzzqq~xqxq 兩個"
    assert tried.says(text) == ["deep~learning: ~learning"]
    assert tried.fixes(text) == text  # the form is never safe
    assert "deep learning 的" in fix(Document(text), [tried.rule], Applicability.UNSAFE).document.text
    assert tried.says("這是deep~learning的教材，也寫成 `deep~learning`") == []  # a name in code


def test_a_user_changes_ours(tmp_path: Path) -> None:
    pack = {
        "schema": 1,
        "name": "mine",
        "version": "1.0.0",
        "extends": ["residue"],
        "overrides": {
            "stray-dot": {"words": {"dotted_names+": ["reward"]}, "params": {"weights+": {"short": 0}}}
        },
    }
    path = tmp_path / "mine.yaml"
    path.write_text(json.dumps(pack), encoding="utf-8")
    rules = select_rules(load_packs([path], Options()), ["stray-dot"], [])
    assert [match for _, match in found(SICK, rules)] == [".loss", ".sampling", ".actor"]


@pytest.mark.parametrize(
    ("change", "fix_", "message"),
    [
        ({"weights": {"wrod": 1}}, FIX, "no evidence is called 'wrod'; did you mean 'word'?"),
        ({"evidence": {"pair": {"word": "x"}}}, FIX, "'pair' is the name of a measure; choose another"),
        ({"says": {"tight": "x"}}, FIX, "no evidence is called 'tight'"),
        ({}, {**FIX, "replace": {"wrod": ""}}, "no form is called 'wrod'; did you mean 'word'?"),
        ({"unless": {"a": {"word": "("}}}, FIX, "not a regular expression"),
        ({"unless": {"a": {}}}, FIX, "params.unless.a"),
    ],
)
def test_invalid_parameters(make: Make, change: dict[str, Any], fix_: dict[str, Any], message: str) -> None:
    with pytest.raises(PackError, match=message.replace("?", r"\?").replace("(", r"\(")):
        make("evidence", {**TILDE, **change}, fix=fix_)
