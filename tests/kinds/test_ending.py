from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from linter.kinds import Options
from linter.packs import load_packs
from tests.conftest import load_rules
from tests.trying import Try, record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.trying import Make

#: Summaries of one line that were cut off, by what is said of them.
CUT = {
    "it ends with": """\
本集說明注意力機制的原理，
影片介紹了三種方法：監督式學習、非監督式學習、
講者先談資料的來源；
- 資料清理與標註，
- **評估方法**：準確率、
**結論：** 未來的研究應關注資料品質，
**未來展望：監管將更加明確，**
> 他說，我們不只要做得快，
影片最後提到幾家公司：Google、Meta、
首先,講者說明了資料,
The lecture covers attention, positional encoding,
模型在測試集上的表現令人意外——
3. 講者回顧了 2012 年以來的進展，包括 AlexNet、
作者提醒投資者，市場波動大，切勿盲目追高，並
總結來說，這堂課介紹了生成式人工智慧的
這一集討論大型語言模型和
講者比較了強化學習與
影片說明比特幣現貨 ETF 以及
節目介紹了以太坊、Solana 及
投資人可以選擇定期定額或
未來的重點將放在
講者認為目前最大的挑戰是
講者最後強調的是
模型之所以有效，是因為
他建議先從小資料集開始，並且
這個方法有幾個限制，例如
影片提到了許多應用，包括客服、翻譯，以及
研究顯示，模型的能力取決於
由於
講者談到監管的影響，但
市場在消息公布後下跌，但是
作者指出，雖然
觀眾可以透過這門課了解 Transformer 的架構，進而
- 模型蒸餾：把大模型的知識轉移到小模型，從而
這項技術可以幫助企業更有效地
- 資料增強：透過旋轉、翻轉等方式，使得
總體而言，這次升級將會
講者把神經網路定義為
如果
他提醒大家，投資之前應先了解風險，因此
随着技术的发展，人工智能将
影片分析了美联储的政策对市场的影响，并
作者认为，比特币的价值来自于
这个项目的目标是
文章讨论了稳定币的风险与
The speaker explains how the model learns the
Finally, the video turns to the history of
The main reason is that models are trained on text and
It compares supervised learning with other approaches such as
The course is meant for beginners who want to build an
**重點**：這一講介紹自注意力，以及
- 第三部分談資料，其中
影片從感知器講到卷積網路，最後
這一集的來賓分享了他在
聯準會可能在九月降息，而
此外，影片還討論了鏈上資料與
代理人必須在探索與利用之間取得平衡，否則
演講最後指出，技術本身並不
講者認為 AI 不會取代人類，而是
- 使用者可以用手機或
這堂課適合想要學習機器學習、深度學習或
影片強調，投資者應該根據
本集節目邀請到三位專家，分別從技術、法規與市場的角度，對於
訓練時的損失越來越
**核心概念**：將輸入序列中的每個位置與
他認為
加密貨幣市場在經歷了 FTX 事件之後，
文章指出穩定幣的儲備資產主要分為
這項政策預計將為市場帶來數十億美元的資金，
- **獎勵機制**：使用者完成任務後可以獲得代幣，這些代幣可以用於
講者比較了 CNN 和
第二個問題是模型會產生幻覺，也就是
The talk then moves on to discuss the
- **Layer 2**：透過將交易移至鏈下處理，從而
節目來賓認為，比特幣之所以能夠突破十萬美元，主要是因為
他的結論很簡單：如果你不了解一項投資，就
講者建議的學習順序是：線性代數、機率、
這段訪談的重點有三：一、市場情緒；二、資金流向；
参与者可以通过质押代币来获得奖励，并且
该项目的核心优势在于
總統大選的結果可能影響監管政策的走向，尤其是
這種方法的好處是不需要標註資料，但缺點是
值得注意的是，""",
    "is not closed": """\
這個方法有兩個優點（
他在演講中說：「
講者推薦的書是《
- 檢索增強生成（Retrieval-Augmented Gen
- Q-cells（韓國、Oxford PV（英國）
講者引用黃仁勳的話：「未來每個人都會
本集介紹《機器學習
【重點整理
原始影片見[這裡](https://www.youtube.com/watch?v=aB3
- 低秩適應（LoRA
The model uses a technique called RLHF (reinforcement learning from human
1. 『第一性原理
講者把它稱作“智慧的
- **重點
- **資料清理**：先去除重複，再**標
1. **模型訓練
- 使用 `torch.no_grad
- **
訓練指令為 `python train.py --lr
其中 $\\alpha
損失函數定義為 $L_i
使用者需要先下載錢包（例如 MetaMask
在這個例子中，模型必須同時考慮「誰
**第二部分：模型""",
    "nothing comes after": """\
總結如下：
講者提出了以下幾點:
**結論：**
- **優點**：
4. 風險管理：
他最後引用了一句話：
The main points are as follows:
**Key takeaways**:
講者認為，主要的原因有三個：
以太坊創辦人 Vitalik 在部落格中寫道：
- 步驟三：""",
}
#: Those of several lines.
CUT_LINES = {
    "an empty list item": [
        "重點有三：\n\n- 資料\n- 模型\n-",
        "1. 資料\n2. 模型\n3.",
        "## 重點\n\n* 資料\n* ",
        "## 重點\n\n1. ",
        "重點：\n-",
        "- 資料\n  - 清理\n  -",
        "- [x] 資料\n- [ ]",
    ],
    "a heading with nothing below it": [
        "一段摘要。\n\n## 結論",
        "一段摘要。\n\n### 3. 未來的研究方向",
        "一段摘要。\n\n###",
        "- 資料\n- 模型\n\n#### **實驗**",
        "一段摘要。\n\n### 五、常見問題",
    ],
    "the code block is not closed": [
        "範例如下。\n\n```python\nprint(1)",
        "範例如下。\n\n```\n",
        "~~~\ncode\n```",
        "````\n```\ncode\n```",
        "1. 範例\n\n   ```js\n   let a = 1;\n",
        "```markdown\n# 標題\n\n內容。",
        "```\na\n```\n\n文。\n\n```sh\nls",
    ],
    "the block of maths is not closed": [
        "損失如下。\n\n$$\n\\frac{1}{2} x",
        "損失如下。\n\n$$ L = \\sum_i x_i",
        "損失如下。\n\n\\[\nx^2",
    ],
    "the comment is not closed": [
        "一段摘要。\n\n<!-- 待補",
        "一段摘要。\n\n<!--\n第二段\n\n第三段",
    ],
    "the other paragraphs end": [
        "第一段說明資料的來源與清理。\n\n第二段說明模型的架構，以及訓練的方式。\n\n第三段比較了三種方法。\n\n第四段談到這些方法在實務上的限制，並指出未來的研究方向仍有許多未知的挑",
    ],
    "it ends with": [
        "第一段。\n\n第二段說明，\n\n[model=gemini-2.0-flash,0]",
        "第一段。\n\n第二段說明，\n\n---\n\n[model=gemini-2.5-flash,0]",
        "第一段。\n\n第二段說明，\n\n---\n",
        "第一段。\n\n第二段說明，<!-- 備註 -->\n\n<!-- 完 -->",
        "- 甲。\n- 乙。\n- 丙說明了模型的架構、",
    ],
    "is not closed": [
        "## 參考\n\n- 論文《Attention Is All You Need》\n- 論文《BERT：Pre-training of",
        "他說：「第一，要有耐心。\n第二，要有紀律",
    ],
    "nothing comes after": [
        "- 甲\n- 乙\n\n**總結：**",
        "一段摘要。\n\n> 講者說：",
    ],
}
#: Cut off, and the text does not tell, or lists without a full stop would be found as well.
UNTOLD = """\
- **數據收集：** 基金市
這堂課說明了大型語言
本集的重點是模型的準
The lecture explains the transf
他在演講中說：「市場會漲。
投資人應該注意
影片一開始，主持人先回顧了上週的行情，接著分析
講者用一個生活化的例子說明梯度下降：想像你站在山上，眼前一片濃霧，你只能
與此同時，聯準會也
講者也提醒，這些數據只是歷史回測，不代表
In the second half of the lecture, the instructor shows how to fine-tune a model with
影片最后，作者呼吁大家关注风险，理性投资，不要
主持人詢問來賓對於明年的展望，來賓表示他對"""
UNTOLD_LINES = [
    "- 資料的來源有三種。\n- 模型的架構是 Transformer。\n- 訓練用了八張 GPU。\n- 評估的結果顯示這個方法在三個任務上都比之前的做法有明顯的進",
    "1. 資料很重要。\n2. 模型很大。\n3. 訓練很久。\n4. 推論的時候，模型會先把輸入轉換成向量，再經過多層注意力計算出輸",
]
#: Summaries of one line that end as they should.
WHOLE = """\
一句摘要。
- 資料清理
- 模型訓練與評估
1. 自監督式學習
你準備好了嗎？
講者問：「這樣真的好嗎？」
他最後說：「不要停止學習。」
他說「保持好奇」
損失函數是 $L = \\sum_i x_i$
公式為 E = mc^2
最終比數是 3:2
長寬比為 16:9
時間為 12:30
- 00:12:30 問答
The lecture ends with a summary of the main ideas.
Attention is all you need
詳見 https://www.youtube.com/watch?v=aB3_dE6-hI9
詳見 [影片](https://www.youtube.com/watch?v=aB3_dE6-hI9)
訂閱頻道：https://example.com/a,b
#AI #機器學習 #深度學習
#人工智慧
感謝收看 🎉
下次見！👋
我們下次再見 :)
可惜這次沒有贏 :(
應用包括客服、翻譯、程式設計等
應用包括客服、翻譯、程式設計等等
未完待續……
未來會怎樣呢...
以上。
以上為影片重點整理
希望這份整理對您有所幫助
— 完 —
——全文完——
～ 完 ～
(完)
（完）
**投資有風險，請謹慎評估。**
**請注意：** 以上內容僅供參考。
*以上內容由 AI 整理*
- **目標**：降低成本
- 訓練的目的
- 投資的標的
- 權重的總和
- 各輸入的加權和
- 誤差平方和
- 兩個向量的和
- 市場趨於飽和
- 鼓勵觀眾參與
- 行動支付的普及
- 介紹埃及
- 比特幣的存在
- 過去與現在
- 風險無所不在
- 對與不是
- 判斷是與不是
- 是的
- 工具都是免費的
- 這個模型是預訓練的
- 結果是可以預期的
- 他一定會成功的
- 最重要的
- 打麻將
- 言論自由
- 三個理由
- 基本原則
- 去中心化交易所
- 中央研究院資訊所
- 發展方向
- 人類的行為
- 重要的作為
- 心態的轉讓
- 土耳其
- 法案已通過
- 不需要人為介入，也可以
- 沒有人這麼認為
- 他也這樣認為
- 選擇其中一種
- 樂在其中
- 其他人也是
- 到處都是
- 機會有的是
- 實事求是
- 用對方法，做對事情，找對派對
- 植被
- 連接詞：因為、所以、如果
- 比較運算：大於、小於
- Python 關鍵字：if、else、for
- 迴圈的寫法有 while 與 for
- 介系詞：in, on, at, of
- Python operators: and, or, not
- How to log in
- Things to look for
- What the model is made of
- Where the data comes from
- The AND of a and b
- Plan a
- Vitamin C
- Learning without Forgetting (LwF)
- 半開區間 [0, 1)
- 區間 (0, 1] 的機率
- 檢索增強生成（RAG)
- 見（一）、（二）
- a) 資料 b) 模型
- 1) 資料
- “智慧“
- 他的外號叫"阿伯"
- 螢幕 27"
- 價格 $5
- 價位 $$
- 從 $5 漲到 $10
- 使用 `pip install torch`
- 使用 `print(1, 2,`
- ==重點==
- 2 ** 3
- 呼叫 f(**kwargs)
- src/**/*.py
- C++
- C#
- 100%
- 3.5
- GPT-4
- 第 3 版，第 207 頁
- 台大、清大、交大
- 李宏毅
- 講者：李宏毅（台灣大學）
- 評分：★★★★☆
- 溫度 25°C
- 1990–
- TBD
- N/A
- 無
- 略
|甲|乙，|
[^1]: 說明如下：
[1]: https://example.com
![圖](https://example.com/a.png)
<div align="center">影片，</div>
<br>
文字。<br>
文字</p>
&nbsp;
聯準會主席 Powell：「通膨仍高」；市場預期九月降息
問：模型會思考嗎？答：不會
真的嗎?!
好吧⋯⋯
讓我們一起努力～
作者鼓勵大家訂閱、按讚、分享
本文不構成投資建議，請自行判斷
P.S. 下週停播一次
Q.E.D.
歡迎留言告訴我們你的想法 ❤️
Stay hungry, stay foolish
《孤獨的美食家》
【完】
> 學而不思則罔，思而不學則殆
> —— 李宏毅
文獻：Vaswani et al., 2017
- 該不該上車，大家自己決定囉
- 作者最後說他很期待
- 這一切還在
- 我們都在
- 要與不要，就看自己
- 你選哪一個？A. 做多 B. 做空 C. 躺平
- 講者的建議是：多看、多聽、多想
- 投資組合的 60/40
- 訓練成本約為 $3,000
- Layer 2 的 TVL
- 資金費率 (Funding Rate)
- 共和
- 高雄、永和、中和
- 觀點溫和
- 不在乎
- 原來如此
- 名將
- 車把
- 一對一
- 絕對
- 禮讓
- 服從
- 主動地
- 模型部署的基地
- 也就是所謂的「幻覺」
- 「的」與「得」
- 結構助詞：的、地、得
主持人最後祝大家新年快樂，恭喜發財
影片長度：1 小時 12 分
講者：Andrej Karpathy
更多資訊請見影片說明欄
本集由 Surfshark 贊助播出
你怎麼看？歡迎在下方留言
- 誰是下一個輝達
- 為什麼要學機器學習
- 什麼是注意力機制？
- 心得：很值得一看
- 模型大小：7B、13B、70B
- 這就是我們要的
- 天下沒有白吃的午餐，一切都是要付出代價的
- 錢包裡的錢都還在
- 從 0 到 1
- 準備好了，就出發吧
- 聽起來不錯，對吧
- 該賣的時候就要賣，別猶豫
- 不要把雞蛋放在同一個籃子裡
- 這是一場沒有人想參與
- 做自己想做的
- 重點不在於速度，而在於方向
- 漲跌互見
- 一切才剛開始
- Don't be evil
- What you see is what you get
- The model can be run on a laptop
- See section 3 (page 12)
- Let's go!
- 參考：https://arxiv.org/abs/1706.03762
- DOI: 10.1000/182
- Email: someone@example.com
- 電話：02-1234-5678
- x ∈ [0, 1)
- f: X → Y
- 時間複雜度為 O(n log n)
- 結果為 p < 0.05
- 用 A/B 測試驗證
- 他叫李永和
- 我喜歡的樂團：原子邦妮、告五人
- 優點：快速、便宜
- 缺點：無法離線使用
- 主講人為台大電機系教授李宏毅老師
- 第一章到第三章
- 「AI 不會取代你，會用 AI 的人才會」
- （圖片來源：維基百科）
- 資料來源：Bloomberg、CoinDesk
- 投資人應自行承擔風險
- 這個答案你滿意嗎
- 我們明天見啦
- 上集完
- To be continued...
- 待續
- 50%~60%
- 1. 2. 3.
- 台北、東京及首爾
- 你來決定：是或不是
- 學習的目的在於應用
- 只有努力才能成功
- 股價重新站上千元，市值突破一兆美元"""
#: Those of several lines.
WHOLE_LINES = [
    "- 甲；\n- 乙；\n- 丙；",
    "- 甲，\n- 乙，\n- 丙，",
    "- 姓名：\n- 日期：\n- 心得：",
    "第一段。\n\n第二段。\n\n第三段。\n\n參考資料",
    "第一段說明資料。\n\n第二段說明模型。\n\n第三段說明訓練。\n\n以上就是本集的重點整理，希望對大家有所幫助，我們下次再見",
    "第一段說明資料。\n\n第二段說明模型。\n\n第三段說明訓練。\n\n感謝收看本集影片，也歡迎訂閱頻道並且開啟小鈴鐺 🔔",
    "第一段說明資料。\n\n第二段說明模型。\n\n第三段說明訓練。\n\n關鍵字：人工智慧、機器學習、深度學習、自然語言處理、電腦視覺",
    "第一段說明資料。\n\n第二段說明模型。\n\n第三段說明訓練。\n\n影片來源：李宏毅的 YouTube 頻道，生成式人工智慧導論，二〇二四年春季班",
    "- 資料的來源有三種。\n- 模型的架構是 Transformer。\n- 訓練用了八張 GPU。\n- 評估",
    (
        "- 資料的來源有三種。\n- 模型的架構是 Transformer。\n- 訓練用了八張 GPU。\n\n"
        "### 參考文獻\n\n"
        "- Attention Is All You Need, Vaswani et al., NeurIPS 2017"
    ),
    "- 資料\n- 模型\n- 訓練",
    "1. 資料\n2. 模型\n3. 訓練的方法、流程與評估",
    "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁： |",
    "甲 | 乙\n--- | ---\n丙 | 丁，",
    "總結如下：\n\n| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |",
    "範例：\n\n```python\nprint(1,\n```",
    "範例：\n\n    x = [1,",
    "公式：\n\n$$\nx = 1,\n$$",
    "公式：\n\n\\[ x = 1 \\]",
    "一段摘要。\n\n<!-- 待補：第二段， -->",
    "一段摘要。\n\n[model=gemini-2.0-flash,0]",
    "一段摘要\n\n---\n\n[model=gemini-2.0-flash,0]",
    "一段摘要。\n\n---",
    "一段摘要。\n\n***",
    "一段摘要。\n\n## 全文完",
    "一段摘要。\n\n## 感謝收看！",
    "一段摘要。\n\n# AI # 機器學習",
    "參考連結：\n\n- [影片](https://youtu.be/aB3_dE6-hI9)\n- <https://example.com>",
    "圖：\n\n![圖](a.png)",
    "**重點\n一段文字。**",
    "（這段括號\n跨了兩行）",
    "他說「第一行\n第二行」",
    "他說「市場會漲。後來市場真的漲了。",
    "**注意：本文不構成投資建議。",
    "> ```\n> code\n\n一段摘要。",
    "```\n- \n```",
    "```\n一段，\n```",
    "1. 資料\n\n   ```js\n   let a = [\n   ```",
    "~~~\n```\n~~~",
    "<!-- ``` -->\n一段摘要。",
    "答案是\n42.",
    "第一行，\n第二行。",
    "## 結論\n\n市場仍在",
    "（本集尚無摘要）",
    "",
    "---",
]


def ending(make: Make, params: dict[str, Any], **more: Any) -> Try:  # noqa: ANN401 - any keys of a rule
    """A rule with the words of ours."""
    (rule,) = load_rules(select=["truncated-summary"])
    words = {key: value for key, value in rule.source["params"].items() if key != "report"}
    return make("ending", {**words, **params}, extends=("records",), **more)


def page(bodies: list[str]) -> str:
    """A page with a record for each."""
    return "".join(record(f"{number}.", body=body) for number, body in enumerate(bodies, 1))


@pytest.mark.parametrize(
    ("problem", "bodies"),
    [*((key, text.splitlines()) for key, text in CUT.items()), *CUT_LINES.items()],
    ids=[*CUT, *CUT_LINES],
)
def test_cut_off(make: Make, problem: str, bodies: list[str]) -> None:
    said = ending(make, {}, message="{record}: {problem}").says(page(bodies))
    assert [message.partition(":")[0] for message in said] == [str(n) for n in range(1, len(bodies) + 1)]
    assert [message for message in said if problem not in message] == []


@pytest.mark.parametrize("bodies", [WHOLE.splitlines(), WHOLE_LINES, UNTOLD.splitlines(), UNTOLD_LINES])
def test_whole(make: Make, bodies: list[str]) -> None:
    assert ending(make, {}, message="{record}: {problem} {match}").says(page(bodies)) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("這一集說明注意力機制的原理與它在翻譯裡的用途，以及", "制的原理與它在翻譯裡的用途，以及"),
        ("一段摘要，  \n\n---\n\n[model=a,0]\n\n<!-- 備註 -->", "一段摘要，"),
        ("- 資料\n-", "-"),
        ("  文。\n\n## 結論", "## 結論"),
        ("文。\n\n1. 範例\n\n   ```js  \n   a\n", "```js"),
        ("文。\n\n<!-- 待補\n\n第二段", "<!-- 待補"),
        ("文。\n\n說明 <!-- 待補", "<!-- 待補"),
        ("文。\n\n$$\n\\alpha", "$$"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_where_it_is_reported(make: Make, body: str, found: str, newline: str) -> None:
    text = page(["文。", body, "```\na\n```\n\n文。"]).replace("\n", newline)
    assert [match[-16:] for match in ending(make, {}).finds(text)] == [found]


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("opening", ["```py", "~~~", "<!-- 待補"])
def test_what_is_never_closed_is_reported_in_its_record(make: Make, opening: str, place: int) -> None:
    bodies = [f"文。\n\n{opening}\n甲" if number == place else "文。" for number in (1, 2, 3)]
    tried = ending(make, {"report": ["fence"]}, message="{record}: {match}")
    assert tried.says(page(bodies)) == [f"{place}: {opening}"]
    assert tried.says(page(bodies).replace("甲\n\n</details>\n", "甲\n\n")) == [f"{place}: {opening}"]


def test_a_comment_that_is_never_closed_is_reported_of_an_empty_summary(make: Make) -> None:
    assert ending(make, {}).finds(page(["<!-- 待補"])) == ["<!-- 待補"]


@pytest.mark.parametrize(("report", "said"), [("sentence", "1"), ("list", "2"), ("fence", "3")])
def test_only_what_is_asked_for(make: Make, report: str, said: str) -> None:
    bodies = ["說明，", "- 資料\n-", "```\na"]
    assert ending(make, {"report": [report]}, message="{record}").says(page(bodies)) == [said]


def test_exceptions_are_compared_with_the_title(make: Make) -> None:
    tried = ending(make, {}, exceptions=["預告"], message="{record}")
    assert tried.says(record(title=" 預告片", body="說，") + record("2.", body="說，")) == ["2"]


def test_a_page_without_records(make: Make) -> None:
    assert ending(make, {}).finds("說明，\n\n```\n") == []


@pytest.mark.parametrize(
    ("key", "pattern", "body"),
    [
        ("unfinished", "誠如$", "這一講說明了這個現象誠如"),
        ("complete", "處理和$", "這一講從頭到尾介紹資料的處理和"),
        (
            "sign_offs",
            "下集",
            "第一段。\n\n第二段。\n\n第三段。\n\n我們下集再繼續聊這個有趣的題目，各位朋友別走開喔",
        ),
        ("farewells", "收工", "一段摘要。\n\n## 收工"),
    ],
)
def test_a_pack_extends_the_words_of_ours(tmp_path: Path, key: str, pattern: str, body: str) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(
        f"schema: 1\nname: house\nversion: 1.0.0\nextends: [records]\n"
        f"overrides: {{truncated-summary: {{params: {{{key}+: ['{pattern}']}}}}}}\n",
        encoding="utf-8",
    )
    extended = next(
        rule
        for pack in load_packs([path], Options())
        for rule in pack.rules
        if rule.id == "truncated-summary"
    )
    ours = load_rules(select=["truncated-summary"])[0]
    found = [bool(Try(rule).finds(record(body=body))) for rule in (ours, extended)]
    assert found == ([False, True] if key == "unfinished" else [True, False])
