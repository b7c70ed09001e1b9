from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from linter.chinese.targets import Target
from linter.diagnostics import Refusal
from linter.document import Document
from linter.engine import check
from linter.errors import PackError
from linter.kinds import Options
from tests.trying import record

if TYPE_CHECKING:
    from tests.trying import Make

SAFE = {"applicability": "safe"}


def test_a_pack_takes_the_word_lists_of_the_one_it_extends(make: Make) -> None:
    tried = make("convert", {"report": "over-converted"}, extends=("chinese",), fix=SAFE)
    assert tried.fixes("避免幹擾") == "避免干擾"


def test_an_excepted_word_does_not_take_its_neighbours_along(make: Make) -> None:
    params = {"report": "simplified"}
    tried = make("convert", params, extends=("chinese",), fix=SAFE, exceptions=["华为"])
    assert tried.fixes("华为发布新闻，發布會") == "华为發布新聞，發布會"


SIMPLIFIED = (
    "这些模型先读许多文章，再学习预测下一个词。训练结束后，我们检查它们写出的内容，看看还有没有错误。"
)
TRADITIONAL = (
    "這些模型先讀許多文章，再學習預測下一個詞。訓練結束後，我們檢查它們寫出的內容，看看還有沒有錯誤。"
)
WHOLE = {"report": "simplified", "whole": "{part}: {count} in {variant}, {match} {should}"}


def test_a_simplified_document_is_one_finding(make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",), fix=SAFE)
    assert tried.says(SIMPLIFIED) == ["the document: 5 in zh-TW, 这些模型先读许多 這些模型先讀許多"]
    assert tried.finds(SIMPLIFIED) == ["这些模型先读许多"]
    assert tried.fixes(SIMPLIFIED) == TRADITIONAL
    (found,) = check(Document(SIMPLIFIED), [tried.rule]).diagnostics
    assert [SIMPLIFIED[start:end] for start, end in found.places][1:] == [
        "学习预测下一个词",
        "训练结束后",
        "我们检查它们写出的内容",
        "还有没有错误",
    ]


def test_a_traditional_document_is_one_finding_where_simplified_is_wanted(make: Make) -> None:
    params, options = {**WHOLE, "report": "traditional"}, Options(Target.MAINLAND)
    tried = make("convert", params, extends=("chinese",), fix=SAFE, options=options)
    assert tried.says(TRADITIONAL) == ["the document: 5 in zh-CN, 這些模型先讀許多 这些模型先读许多"]
    assert tried.fixes(TRADITIONAL) == SIMPLIFIED
    assert tried.says(SIMPLIFIED) == []


def test_without_its_message_each_clause_is_a_finding(make: Make) -> None:
    tried = make("convert", {"report": "simplified"}, extends=("chinese",), fix=SAFE)
    assert tried.says(SIMPLIFIED) == ["found"] * 5


def test_a_finding_of_a_document_needs_no_fix(make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",))
    (found,) = check(Document(SIMPLIFIED), [tried.rule]).diagnostics
    assert (found.fix, len(found.places)) == (None, 5)


@pytest.mark.parametrize(
    "text",
    [
        SIMPLIFIED.partition("。")[0],  # too short to be judged
        f"{TRADITIONAL}\n\n{SIMPLIFIED}",
        f"{TRADITIONAL * 2}我们检查它们写出的内容，训练结束后，看看还有没有错误，再学习预测下一个词。",
    ],
)
def test_what_is_not_simplified_as_a_whole_is_found_clause_by_clause(text: str, make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",), fix=SAFE)
    assert len(tried.says(text)) > 1
    assert set(tried.says(text)) == {"found"}


def test_each_simplified_record_is_one_finding(make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",), fix=SAFE)
    bodies = [SIMPLIFIED, TRADITIONAL, f"{TRADITIONAL}训练结束后，还有。", SIMPLIFIED]
    text = "".join(record(f"{number}.", body=body) for number, body in enumerate(bodies, 1))
    said = tried.says(f"{SIMPLIFIED}\n\n{text}\n\n再学习。\n")
    assert [line.partition(",")[0] for line in said] == [
        "the text outside the records: 6 in zh-TW",
        "the record: 5 in zh-TW",
        "found",
        "found",
        "the record: 5 in zh-TW",
    ]
    assert tried.fixes(text).count(TRADITIONAL) == 4


def test_a_page_whose_records_are_all_simplified_is_one_finding(make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",), fix=SAFE)
    text = "".join(record(f"{number}.", body=SIMPLIFIED) for number in range(1, 13))
    assert tried.says(text)[0].startswith("the document: 60 in zh-TW")
    assert len(tried.says(text + record("13.", body=TRADITIONAL))) == 1


def test_blocks_of_a_page_without_records_are_part_of_it(make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",), fix=SAFE)
    block = f"<details>\n<summary>更多</summary>\n\n{SIMPLIFIED}\n\n</details>\n\n"
    (said,) = tried.says(f"{block * 3}訓練結束後，我們檢查它們寫出的內容。\n")
    assert said.startswith("the document: 15 in zh-TW")


def test_a_silenced_line_is_no_part_of_a_document(make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",), fix=SAFE)
    text = f"再学习预测。 <!-- seedlint-ignore try-it -->\n\n{SIMPLIFIED}"
    (found,) = check(Document(text), [tried.rule]).diagnostics
    assert found.span.text(text) == "这些模型先读许多"
    assert tried.fixes(text) == text.replace(SIMPLIFIED, TRADITIONAL)


def test_an_excepted_word_is_no_part_of_a_document(make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",), fix=SAFE, exceptions=["训练"])
    assert tried.says(SIMPLIFIED)[0].startswith("the document: 5 in")
    assert tried.fixes(SIMPLIFIED) == TRADITIONAL.replace("訓練", "训练")


def test_a_scope_holds_for_each_clause_of_a_document(make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",), fix=SAFE, scope=["list"])
    text = f"{SIMPLIFIED}\n\n- {SIMPLIFIED}\n"
    assert tried.fixes(text) == f"{SIMPLIFIED}\n\n- {TRADITIONAL}\n"


def test_what_may_not_be_fixed_is_a_finding_of_its_own(make: Make) -> None:
    tried = make("convert", WHOLE, extends=("chinese",), fix=SAFE)
    text = f"[见](#训练数据)\n\n## 训练数据\n\n{SIMPLIFIED}\n"
    whole, linked = check(Document(text), [tried.rule]).diagnostics
    assert (len(whole.places), whole.refusal) == (6, None)
    assert (linked.message, linked.refusal) == ("found", Refusal.LINKED_HEADING)
    assert tried.fixes(text) == f"[見](#训练数据)\n\n## 训练数据\n\n{TRADITIONAL}\n"


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"report": "variant", "whole": "w"}, "only for 'report: simplified'"),
        ({"report": "simplified", "whole": "{mach}"}, "its message names {mach}; did you mean 'match'?"),
    ],
)
def test_wrong_messages_of_documents(params: dict[str, str], reason: str, make: Make) -> None:
    with pytest.raises(PackError, match=re.escape(reason)):
        make("convert", params, extends=("chinese",), fix=SAFE)
