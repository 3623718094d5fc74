"""The key of a text: what is left of it when width, punctuation, spaces and script no longer matter.

Raw text is kept beside it everywhere: rules want to see full-width digits and odd brackets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Machine-made traditional script of the form's own vocabulary; a general converter would be a large dependency
# for one column of characters.
_TRADITIONAL = "總體況動開範圍報資訊機關處請訴訟複議復結維糾審產業從務標項決許罰強費織構會團經營採購屬於國祕內類過執書誤區給與為無據當違誰續轉計數壓廢現規條記錄貼補償權證設誌領導黨員際級別後來認寫準確雜單個餘額萬億兩創質獲獎環節網絡頁電話郵詢問題進護災醫療衛養險貧農鄉鎮縣島灣東擔誠實發佈預測劃圖樣師協調隊遞達運輸鐵銀財稅賬歲齡優選舉贈儲應徵稱專門見聽講讀論該說製辦並眾繼種還組們鍵較將僅戶觀點時間樹廣義隨連鏈遲歡參絕對統聯線負責術鑑監訪舊換態勢擬穩檔館這沒繳納終亂夠爭嚴遠積極繪屆債縮圓滿臺興職慮撓鞏齊歸競敗練習慣傳頻層觸針訂謀暢減係"
_SIMPLIFIED = "总体况动开范围报资讯机关处请诉讼复议复结维纠审产业从务标项决许罚强费织构会团经营采购属于国秘内类过执书误区给与为无据当违谁续转计数压废现规条记录贴补偿权证设志领导党员际级别后来认写准确杂单个余额万亿两创质获奖环节网络页电话邮询问题进护灾医疗卫养险贫农乡镇县岛湾东担诚实发布预测划图样师协调队递达运输铁银财税账岁龄优选举赠储应征称专门见听讲读论该说制办并众继种还组们键较将仅户观点时间树广义随连链迟欢参绝对统联线负责术鉴监访旧换态势拟稳档馆这没缴纳终乱够争严远积极绘届债缩圆满台兴职虑挠巩齐归竞败练习惯传频层触针订谋畅减系"

_DROP = re.compile(r"[^0-9A-Za-z\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_SCRIPT = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
# 其它 is written for 其他 by many; 資訊 and 檔案 are what phrase-wise converters make of 信息 and 文件.
_WORDS = (("其它", "其他"), ("资讯", "信息"), ("规范性档案", "规范性文件"))
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")


def simplified(text: str) -> str:
    """The text with the traditional characters of the form's vocabulary replaced, one for one."""
    return text.translate(_SCRIPT)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The key: NFKC, letters, digits and Han characters only, simplified script."""
    found = _DROP.sub("", text if _HAN_ONLY.fullmatch(text) else unicodedata.normalize("NFKC", text))
    found = found.translate(_SCRIPT)
    for written, meant in _WORDS:
        if written in found:
            found = found.replace(written, meant)
    return found


def likeness(a: str, b: str) -> int:
    """How alike two keys are, 0–100 (indel ratio). Clean documents never ask: the import is paid by damaged ones."""
    from rapidfuzz.fuzz import ratio

    return int(ratio(a, b))
