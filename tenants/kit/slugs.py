"""Names of any script as plain words for addresses: `腊染丝巾` is `la-ran-si-jin`."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib import import_module

from anyascii import anyascii

# Han alone needs whole phrases to be read right; every other script is read letter by letter.
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# What stands inside a word without dividing it: apostrophes, Arabic tatweel, marks of direction and joining.
_WITHIN_WORDS = re.compile("['`´‘’ʻʼʾʿʹˈ＇\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
# NFKC would turn Thai and Lao AM into two signs that are read in the wrong order.
_SARA_AM = str.maketrans({"\u0e33": "\u0e31\u0e21", "\u0eb3": "\u0eb1\u0ea1"})
_BETWEEN_WORDS = re.compile("[^a-z0-9]+")
# 行 is háng where it is a trading house; the reader's own dictionary does not know these houses.
_TRADES = "茶车船电布米油药木花果鱼酒金银珠玉铁纸书衣鞋表帽商洋酱粮糖盐瓷鸟棉丝绸"


def slugify(text: str, *, limit: int = 80) -> str:
    """Lower-case ASCII letters, digits and single hyphens, at most `limit` characters; '' when nothing can be read.

    Applying it to its own result changes nothing.
    """
    normal = unicodedata.normalize("NFKC", text.translate(_SARA_AM))
    readable = _HAN.sub(_pinyin, _WITHIN_WORDS.sub("", normal))
    ascii_text = _WITHIN_WORDS.sub("", anyascii(readable)).lower()
    return _shortened(_BETWEEN_WORDS.sub("-", ascii_text).strip("-"), limit)


def _pinyin(han: re.Match[str]) -> str:
    return f" {' '.join(_reader()(han.group()))} "


@cache
def _reader() -> Callable[[str], list[str]]:
    """Loaded with the first Han: its dictionary would make every start of every program a sixth longer."""
    pypinyin = import_module("pypinyin")
    lazy_pinyin: Callable[[str], list[str]] = pypinyin.lazy_pinyin
    pypinyin.load_phrases_dict({f"{trade}行": [[lazy_pinyin(trade)[0]], ["hang"]] for trade in _TRADES})
    return lazy_pinyin


def tone_of(letter: str) -> str:
    """How a Chinese character is read alone, with the number of its tone: `ma3`; "" for what is none."""
    if not _HAN.fullmatch(letter):
        return ""
    pypinyin = import_module("pypinyin")
    reading: str = pypinyin.lazy_pinyin(letter, style=pypinyin.Style.TONE3)[0]
    return reading if reading.isascii() else ""


def _shortened(slug: str, limit: int) -> str:
    """Cut at the end of a word, unless that would lose more than half."""
    if len(slug) <= limit:
        return slug
    whole_words = slug[: limit + 1].rpartition("-")[0]
    cut = whole_words if len(whole_words) * 2 >= limit else slug[:limit]
    return cut.strip("-")
