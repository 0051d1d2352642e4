"""Fills and borders: Peranakan tiles, songket diamonds, scallops, bamboo shoots and rays."""

from rempah.svg import at, box, disc, path, ring, star, tiled


def peranakan(base: str, one: str, two: str, size: float = 80) -> str:
    """A fill of flower tiles, as on the five-foot ways of George Town."""
    s = size
    petals = "".join(
        at(
            path(
                (
                    f"M0 0C-{s * 0.15:.0f} -{s * 0.14:.0f} -{s * 0.1:.0f} -{s * 0.3:.0f} 0 -"
                    f"{s * 0.38:.0f}C{s * 0.1:.0f} -{s * 0.3:.0f} "
                    f"{s * 0.15:.0f} -{s * 0.14:.0f} 0 0Z"
                ),
                one,
            ),
            s / 2,
            s / 2,
            turn=t,
        )
        for t in (0, 90, 180, 270)
    )
    buds = "".join(
        at(
            path(
                (
                    f"M0 0C-{s * 0.07:.0f} -{s * 0.1:.0f} -{s * 0.05:.0f} -{s * 0.2:.0f} 0 -"
                    f"{s * 0.26:.0f}C{s * 0.05:.0f} -{s * 0.2:.0f} "
                    f"{s * 0.07:.0f} -{s * 0.1:.0f} 0 0Z"
                ),
                two,
            ),
            s / 2,
            s / 2,
            turn=t,
        )
        for t in (45, 135, 225, 315)
    )
    corners = "".join(
        disc(x, y, s * 0.17, two) + disc(x, y, s * 0.1, one) + disc(x, y, s * 0.04, base)
        for x in (0, s)
        for y in (0, s)
    )
    return tiled(box(0, 0, s, s, base) + corners + petals + buds + disc(s / 2, s / 2, s * 0.07, base), s, s)


def songket(base: str, thread: str, size: float = 60) -> str:
    """A fill of woven diamonds."""
    s = size
    diamond = path(
        f"M{s / 2} {s * 0.08}L{s * 0.92} {s / 2}L{s / 2} {s * 0.92}L{s * 0.08} {s / 2}Z",
        stroke=thread,
        stroke_width=s * 0.05,
    )
    return tiled(box(0, 0, s, s, base) + diamond + at(path(star(4, s * 0.22, s * 0.09), thread), s / 2, s / 2), s, s)


def scales(base: str, edge: str, size: float = 56) -> str:
    """A fill of overlapping scallops."""
    s = size
    rows = "".join(
        disc(x, y, s * 0.52, base, stroke=edge, stroke_width=s * 0.07) + disc(x, y, s * 0.26, edge, opacity=0.35)
        for y, xs in ((s, (0, s)), (s * 0.5, (s / 2,)), (0, (0, s)))
        for x in xs
    )
    return tiled(box(0, 0, s, s, base) + rows, s, s)


def bamboo_shoots(w: float, y: float, height: float, fill: str, *, down: bool = False) -> str:
    """The row of triangles of Malay textiles, pucuk rebung."""
    count = max(6, round(w / (height * 0.62)))
    step, tip = w / count, y + height if down else y
    foot = y if down else y + height
    d = "".join(
        (
            f"M{-w / 2 + i * step:.1f} {foot:.1f}L{-w / 2 + (i + 0.5) * step:.1f} "
            f"{tip:.1f}L{-w / 2 + (i + 1) * step:.1f} "
            f"{foot:.1f}Z"
        )
        for i in range(count)
    )
    return path(d, fill)


def rays(x: float, y: float, reach: float, count: int, fill: str) -> str:
    d = ""
    for (ax, ay, _), (bx, by, _) in zip(ring(count, reach), ring(count, reach, start=-90 + 180 / count), strict=True):
        d += f"M{x:.1f} {y:.1f}L{x + ax:.1f} {y + ay:.1f}L{x + bx:.1f} {y + by:.1f}Z"
    return path(d, fill)
