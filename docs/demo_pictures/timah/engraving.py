"""Lines and letters cut into metal."""

from timah.svg import group


def engraved(content: str, opacity: float = 0.72) -> str:
    """Cut lines: dark in the cut, bright on the edge that catches the light."""
    bright = group(content, stroke="#fffdf6", fill="none", opacity=0.6, transform="translate(1.6 2)")
    return bright + group(content, stroke="#26241f", fill="none", opacity=opacity)


def monogram(letter: str, size: float) -> str:
    """One engraved letter in a thin ring."""
    text = (
        f'<text x="0" y="{size * 0.35:.0f}" font-family="Noto Serif Display, Noto '
        f'Serif, serif" font-style="italic" font-size="{size:.0f}" text-anchor="middle"'
    )
    ring = engraved(f'<ellipse rx="{size * 0.74:.0f}" ry="{size * 0.8:.0f}" stroke-width="2.4"/>')
    return (
        ring
        + text
        + ' fill="#fffdf6" opacity="0.6" transform="translate(1.8 2.2)">'
        + f"{letter}</text>"
        + text
        + f' fill="#26241f" opacity="0.78">{letter}</text>'
    )
