"""Cuts the fonts of Debian's Noto packages down to what papers need, and writes down which characters they cover.

Run with `make fonts` after `apt-get install fonts-noto-core fonts-noto-cjk`. Noto is under the SIL Open Font License.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

TARGET = Path(__file__).parent.parent / "storefront" / "documents" / "fonts"
TRUETYPE = Path("/usr/share/fonts/truetype/noto")
CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
# Latin with all its extensions, IPA's letters, Greek, Cyrillic, punctuation, currency, arrows, box, Vietnamese.
EUROPEAN = [*range(0x20, 0x250), *range(0x2B0, 0x530), *range(0x1E00, 0x2000), *range(0x2000, 0x2070)]
EUROPEAN += [*range(0x2070, 0x20D0), *range(0x2100, 0x2150), *range(0x2190, 0x2300), 0x25A1, 0x25CF]
WHOLE = {
    "NotoNaskhArabic-Regular": "NotoNaskhArabic-Regular",
    "NotoNaskhArabic-Bold": "NotoNaskhArabic-Bold",
    "NotoSansThai-Regular": "NotoSansThai-Regular",
    "NotoSansHebrew-Regular": "NotoSansHebrew-Regular",
    "NotoSansDevanagari-Regular": "NotoSansDevanagari-Regular",
}


def main() -> None:
    covered: set[int] = set()
    for name in ("NotoSans-Regular", "NotoSans-Bold"):
        covered |= cut(TTFont(TRUETYPE / f"{name}.ttf"), EUROPEAN, TARGET / f"{name}.ttf")
    for source, name in WHOLE.items():
        font = TTFont(TRUETYPE / f"{source}.ttf")
        covered |= cut(font, list(font.getBestCmap()), TARGET / f"{name}.ttf")
    chinese = next(n for n in range(20) if "Noto Sans CJK SC" in str(TTFont(CJK, fontNumber=n)["name"].getDebugName(4)))
    covered |= cut(TTFont(CJK, fontNumber=chinese), east_asian(), TARGET / "NotoSansCJKsc-Regular.otf")
    (TARGET / "coverage.txt").write_text("\n".join(ranges(covered - set(range(32)))) + "\n", encoding="ascii")


def east_asian() -> list[int]:
    """What GB 2312, Big5, JIS X 0208 and KS X 1001 hold: every name and address that those countries' forms take."""
    found = set(range(0x3000, 0x3100)) | set(range(0xFF00, 0xFFEF))
    for codec in ("gb2312", "big5", "euc_jp", "euc_kr"):
        for lead in range(0xA1, 0xFF):
            for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
                text = bytes((lead, trail)).decode(codec, "ignore")
                found |= {ord(each) for each in text if ord(each) > 0x2E7F}
    return sorted(found)


def cut(font: TTFont, characters: list[int], target: Path) -> set[int]:
    options = subset.Options()
    needs_shaping = "Arabic" in target.name or "Devanagari" in target.name
    options.layout_features = ["*"] if needs_shaping else ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    if len(characters) > 0x3000:  # too scattered for the old table of 16 bits; readers take the newer one
        wide = CmapSubtable.newSubtable(12)
        wide.platformID, wide.platEncID, wide.language, wide.cmap = 3, 10, 0, font.getBestCmap()
        font["cmap"].tables = [wide]
    font.save(target)
    return set(font.getBestCmap())


def ranges(covered: set[int]) -> list[str]:
    lines, ordered = [], sorted(covered)
    start = last = ordered[0]
    for each in [*ordered[1:], -1]:
        if each != last + 1:
            lines.append(f"{start:04X}-{last:04X}")
            start = each
        last = each
    return lines


if __name__ == "__main__":
    main()
