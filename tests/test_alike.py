"""What CommonMark reads as a target, as code or as a tag stays to the byte, wherever it stands."""

from __future__ import annotations

import pytest

from linter.conversion import converter

#: `⟦…⟧` encloses what must stay; everything else of these is converted.
STAYS = (
    "[[3]](⟦注释/网络.md⟧)参见",
    "![[图]](⟦网络.png⟧)",
    "[![[图]](⟦网络.png⟧)](⟦图/数据.md⟧)",
    "[^3](⟦网络.md⟧)说明",
    "说明 https://x.org/a[⟦见](<网 络.md⟧>)",
    'D:\\a[⟦见]("网络"⟧)',
    "- 说明\n\n  >     ⟦数据 = 2⟧",
    "1. 说明\n\n   - 说明\n\n     >     ⟦数据 = 2⟧\n     >\n     > 说明",
    "> - 说明\n\n> \n>     ⟦数据 = 2⟧",
    "-\n\n    ⟦数据⟧\n",
    "| 说明 |\n|---|\n| 网络 |\n    ⟦数据⟧\n",
    "<!-- ⟦网络⟧ -->`\n`⟦数据⟧`",
    "<script>⟦网络⟧</script>`\n`⟦数据⟧`",
    "<?⟦网络⟧?>`\n`⟦数据⟧`",
    "<!A ⟦网络⟧>`\n`⟦数据⟧`",
    "<![CDATA[⟦网络\n\n数据⟧]]>\n说明",
    "<?⟦网络\n\n数据⟧?>说明\n\n    ⟦数据⟧",
    "- <div>`\n`⟦数据⟧`",
    "<div>\n> <a href='⟦数据⟧'>",
    "说明⟦[网络]⟧\n\n- [x] ⟦[网络]: 数据⟧",
)


_CONVERTED = str.maketrans("说网络数据图参见", "說網絡數據圖參見")


@pytest.mark.parametrize("marked", STAYS)
def test_what_is_no_prose_stays(marked: str) -> None:
    parts = marked.replace("⟧", "⟦").split("⟦")
    wanted = (part if n % 2 else part.translate(_CONVERTED) for n, part in enumerate(parts))
    assert converter("zh-TW")("".join(parts)) == "".join(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "> 说明\n\n- 网络\n\n  数据",
        "- 说明\n  > 网络\n  > - 数据\n\n  网络",
        "    - 说明\n",
        "[[网络]] 与数据",
    ],
)
def test_reading_goes_on_behind_it(text: str) -> None:
    convert = converter("zh-TW")
    assert convert(f"{text}\n\n数据\n").endswith("\n\n數據\n")
