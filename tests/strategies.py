"""Documents built from the parts that are hard on a fixer."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.conftest import page

#: Defects of every kind, next to what looks like them.
DEFECTS = (
    "在.rl中", "原始.reward", "_sampling_ 的", "依賴於_x y_的", "-optimal_解", "和-optimal", "學習_loss_的目標",
    "幹擾", "下遊", "分髮器", "数据", "然后", "爲", "裏", "傅裏葉", "这个数据的网络", "軟件", "механизм",
    "ネットワーク", "모델", "解cision", "優化ization", "mоdel", "記憶憶體", "的的", "ＡＢＣ", "１２", "完成.接著",
    ".teacher model. 的", "**重點：**說明", "重點**：", "渲 染 流 程", "\u200b", "\u00ad", "\u202e", "\x07", "\0",
    "希望這份整理能幫助您！", "好的，以下是摘要：", "<|im_end|>", "[model=x-1,0]", "（00:00）", "Aquí está el resumen",
    "\f", "\v", "\x1f", "\u2028", "\x93", "è®“", "è®", "\ufffd", "⼈⼯", "ﬁ", "</s>", "<think>", "【4†source】", "citeturn0search1",
    "\\n\\n", "&quot;",
)  # fmt: skip
#: What must not change.
ADDRESSES = (
    "https://x.org/在.rl中", "user@例子.com", "user@在.rl中.com", "git@幹擾.com:幹擾/a.git", "C:\\幹擾\\在.rl中", "D:\\数据\\_a_.md",
    "/home/幹擾/在.rl中.md", "~/幹擾/a.md", "./圖/幹擾.png", "../a/幹擾.png", "example.com/a?q=幹擾", "github.com/數據/在.rl",
    "![[幹擾.png]]", "[[在.rl中|數據]]",
)  # fmt: skip
PROTECTED = (
    *ADDRESSES,
    "`在.rl中`", "``a`b``", "https://x.org/在.rl中", "<https://x.org/幹擾>", '[甲](在.rl中 "幹擾")', "![幹](u)", "[^1]",
    '<b class="幹擾">', "</b>", "<br>", "<!-- 幹擾 -->", "<!--", "$a.b_c_$", "$$\n幹擾\n$$", "\\(x\\)", "{#幹擾}", "{{ 幹 }}",
    "&amp;", "&#x5e79;", "\\*", "\\_", ".NET", "node.js", "a_b_c", "user@例子.com", "C:\\幹\\.rl", "[甲]: 幹擾",
)  # fmt: skip
MARKS = (
    "**", "*", "_", "__", "~~", "`", "[", "]", "(", ")", "<", ">", "|", "#", "- ", "1. ", "> ", "$", "\\", "！", "，",
    "。", "：", "「", "」", ".", "-", " ", "  ", "    ", "\t", "甲", "文字", "word", "A", "9", "é", "e\u0301", "😀",
    "👨\u200d👩", "𠮷", "שלום", "\u200f", "ก็",
)  # fmt: skip
BREAKS = ("\n", "\n\n", "\r\n", "\r", "\n\n\n", "  \n")
BLOCKS = (
    "# 甲\n", "#\n", "---\n", "===\n", "```\n", "```python\n在.rl中\n```\n", "~~~\n", "    在.rl中\n", "- 在.rl中\n", "  - 乙\n",
    "1. 幹擾\n", "> 幹擾\n", "| 甲 | 在.rl中 |\n|---|---|\n| a | 幹擾 |\n", "<div>\n", "</div>\n", "<details>\n", "</details>\n",
    "<summary>1. [2024-01-02] 甲</summary>\n", "<summary>", "[^1]: 幹擾\n", "$$\n", "---\ntitle: 幹擾\ndate: unknown\n---\n",
    page(), page(""), page("在.rl中，避免幹擾。", head="2. 数据"), page("```markdown\n## 在.rl中\n```"), "\ufeff",
)  # fmt: skip

parts = st.one_of(
    *(st.sampled_from(each) for each in (DEFECTS, PROTECTED, MARKS, MARKS, BREAKS, BREAKS, BLOCKS))
)
#: Whole documents.
texts = st.one_of(
    st.lists(parts, max_size=25).map("".join),
    # At the start of its own lines, a block is one.
    st.lists(st.tuples(st.lists(parts, max_size=6).map("".join), st.sampled_from(BLOCKS)), max_size=6).map(
        lambda pairs: "\n".join(f"{inline}\n{block}" for inline, block in pairs)
    ),
)
