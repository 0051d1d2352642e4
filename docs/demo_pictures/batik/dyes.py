"""The cloths of the shop: every one has dyes and a motif of its own, drawn once and used by all its pictures."""

from collections.abc import Callable
from functools import cache

from PIL import Image

from batik import fields, flowers, prints
from batik.sheet import Dyed, Palette

_Drawn = Callable[[Palette, str], Image.Image]


def _sprays(
    *blooms: flowers.Figure,
    greens: tuple[flowers.Figure, ...] = (flowers.leaf,),
    size: float = 150,
    spread: float = 2.0,
) -> _Drawn:
    return lambda palette, seed: fields.sprays(palette, seed, blooms, size=size, greens=greens, spread=spread)


def _with_border(drawn: _Drawn, *, foot: float = 1560, tall: float = 190, upright: bool = False) -> _Drawn:
    return lambda palette, seed: prints.bordered(drawn(palette, seed), palette, foot=foot, tall=tall, upright=upright)


def _songket(*, cell: int = 8, period: int = 36, star: bool = True) -> _Drawn:
    return lambda palette, _seed: prints.songket(palette, cell=cell, period=period, star=star)


def _sized(drawn: Callable[..., Image.Image], size: float) -> _Drawn:
    return lambda palette, seed: drawn(palette, seed, size=size)


# ground, pool, bloom, tip, leaf, line, accent
CLOTHS: dict[str, tuple[Palette, _Drawn]] = {
    "hibiscus-indigo": (
        Palette("#1f3a68", "#12274a", "#c8506a", "#f6c9c0", "#3f7d6c", "#f4ead4", "#f0c04c"),
        _with_border(_sprays(flowers.hibiscus, flowers.frangipani)),
    ),
    "scroll-red": (
        Palette("#7a1830", "#4d0f24", "#d98a2f", "#f6d69a", "#8a6a34", "#f7e6c8", "#ecb44a"),
        _sized(fields.scrolls, 250),
    ),
    "turtle-lagoon": (
        Palette("#10706d", "#0a4a56", "#ee8a63", "#fbd9b6", "#7fbf8a", "#eef7ea", "#f6cf57"),
        _sprays(flowers.turtle, flowers.fish, flowers.turtle, greens=(flowers.frond,), size=140, spread=2.1),
    ),
    "frangipani-blush": (
        Palette("#eac6bd", "#dfa99f", "#f2cf72", "#fffaf0", "#8c9d74", "#fffdf6", "#e8a23c"),
        _sprays(flowers.frangipani, size=140, spread=1.9),
    ),
    "fern-sand": (Palette("#e8d8bb", "#d9c19a", "#5f7a43", "#8fa463", "#5f7a43", "#fffaec", "#b98a3e"), fields.ferns),
    "hibiscus-night": (
        Palette("#22335c", "#152342", "#e0627c", "#fbd3cb", "#4a8f78", "#f7efdc", "#f5c452"),
        _sprays(flowers.hibiscus, size=165, spread=1.9),
    ),
    "hibiscus-rust": (
        Palette("#a5492a", "#7c3018", "#f0c9a0", "#fff3dc", "#6a6b34", "#fff1dc", "#f2b84a"),
        _sprays(flowers.hibiscus, size=165, spread=1.9),
    ),
    "parang-brown": (
        Palette("#4b2c1e", "#341c14", "#d8b27a", "#f4e2bd", "#7c5a34", "#f7ead0", "#b5622e"),
        _sized(prints.parang, 1.0),
    ),
    "mangosteen-emerald": (
        Palette("#0f5a45", "#083c31", "#e9d9a6", "#2f8f68", "#b5862f", "#f4efd8", "#e2a83c"),
        _sized(prints.mangosteen, 0.95),
    ),
    "mangosteen-plum": (
        Palette("#56294f", "#3a1938", "#e6b9b0", "#a4577d", "#c58a3a", "#f6e9dc", "#ecb64c"),
        _sized(prints.mangosteen, 0.95),
    ),
    "waves-blue": (
        Palette("#1e5f93", "#174a78", "#4f9bc6", "#d9eef2", "#2a7a86", "#f3fbf8", "#f2b84a"),
        _sized(prints.waves, 1.1),
    ),
    "shoots-black": (
        Palette("#26242a", "#1a181d", "#b5532e", "#e0b458", "#7a5a30", "#f3e4c2", "#e6bb56"),
        _with_border(prints.plain, foot=1712, tall=330),
    ),
    "strokes-teal": (
        Palette("#0f6b6a", "#0a4650", "#f29a76", "#fde2cc", "#87b89a", "#f7f6e8", "#efc05a"),
        fields.washes,
    ),
    "lotus-plum": (
        Palette("#5b2450", "#3d1539", "#e0708f", "#fbd6d3", "#5f8f74", "#f8eadb", "#f2c458"),
        _with_border(
            _sprays(flowers.lotus, greens=(flowers.leaf, flowers.monstera), size=170, spread=1.95), foot=1700, tall=240
        ),
    ),
    "bougainvillea-ivory": (
        Palette("#f1e6d2", "#e6d0b4", "#c2327a", "#f09ab8", "#5f8a4a", "#fffaf0", "#f0b23c"),
        _sprays(flowers.bougainvillea, size=125, spread=2.05),
    ),
    "jasmine-turquoise": (
        Palette("#2a9d9a", "#1c7f86", "#fff1c9", "#ffffff", "#0f6468", "#f6fdf8", "#f6c453"),
        _sized(prints.scattered, 0.72),
    ),
    "kepala-indigo": (
        Palette("#2b2f5b", "#1b1d3e", "#c9503c", "#f0c98a", "#8a6a3a", "#f4e6cb", "#e9b04a"),
        _with_border(_sized(prints.scattered, 0.55), foot=900, tall=300, upright=True),
    ),
    "check-blue": (
        Palette("#dfe4e3", "#2c4d77", "#8a2f3a", "#7fa0b4", "#1f3352", "#ffffff", "#c9a24a"),
        _sized(prints.checked, 1.0),
    ),
    "check-plum": (
        Palette("#e8dcd6", "#5a2448", "#c98a2f", "#a9748f", "#33182e", "#ffffff", "#c9a24a"),
        _sized(prints.checked, 1.0),
    ),
    "orchid-tropic": (
        Palette("#f6b48a", "#ee8f6e", "#a8327e", "#f7c6df", "#2f8f78", "#fff6ea", "#f9d65c"),
        _sprays(flowers.orchid, greens=(flowers.monstera, flowers.leaf), size=160),
    ),
    "songket-maroon": (
        Palette("#741a2c", "#4d0f1e", "#d8aa4c", "#f2dc9c", "#a9782c", "#f2dc9c", "#dcb25a"),
        _songket(),
    ),
    "songket-emerald": (
        Palette("#0d4f40", "#083a30", "#d8aa4c", "#f2dc9c", "#a9782c", "#f2dc9c", "#d9b763"),
        _songket(star=False),
    ),
    "songket-indigo": (
        Palette("#232e5c", "#182044", "#cfd3dc", "#f4f4f0", "#8f97a6", "#e9ebf0", "#cdd2dc"),
        _songket(period=44),
    ),
    "songket-black": (
        Palette("#221f26", "#151318", "#d8aa4c", "#f2dc9c", "#a9782c", "#f2dc9c", "#e0b85c"),
        _songket(cell=7, period=28),
    ),
    "jasmine-sky": (
        Palette("#9fbfd0", "#84a9bf", "#fff6da", "#ffffff", "#5f8aa2", "#f7fcfc", "#f2c76a"),
        _sized(prints.scattered, 0.6),
    ),
    "jasmine-rose": (
        Palette("#cf979a", "#b97d84", "#fff0e2", "#ffffff", "#8f5460", "#fff6f0", "#f0c470"),
        _sized(prints.scattered, 0.6),
    ),
    "jasmine-olive": (
        Palette("#767b48", "#5d6238", "#f6ecc8", "#fffbe8", "#40461f", "#f8f4dc", "#e6b34a"),
        _sized(prints.scattered, 0.6),
    ),
    "jasmine-mustard": (
        Palette("#cf9c38", "#b98326", "#fff3d6", "#ffffff", "#7d5616", "#fff8e4", "#8a3a1f"),
        _sized(prints.scattered, 0.6),
    ),
    "orchid-lilac": (
        Palette("#b9a6c9", "#9a83b3", "#7d3f86", "#f3e3f2", "#6f8f86", "#fbf6fb", "#f0cf72"),
        _sprays(flowers.orchid, size=120, spread=2.1),
    ),
    "orchid-black": (
        Palette("#2a2830", "#1c1a22", "#b9628c", "#f5d4dc", "#5f8a78", "#f6ecec", "#f0c458"),
        _sprays(flowers.orchid, size=120, spread=2.1),
    ),
    "strokes-sunset": (
        Palette("#c9543a", "#7d2447", "#f2a65a", "#fbe3bd", "#5a2a5c", "#fff6e6", "#f4cf6a"),
        fields.washes,
    ),
    "hibiscus-linen": (
        Palette("#efe4cf", "#e2d0b0", "#c4503a", "#f2a98a", "#5f7f4f", "#fffaf0", "#e2a33c"),
        _sprays(flowers.hibiscus, size=175, spread=1.9),
    ),
    "mangosteen-indigo": (
        Palette("#24406b", "#182d50", "#f0e3c8", "#6f93b8", "#c08a3a", "#f7f1e0", "#e6b04c"),
        _sized(prints.mangosteen, 1.1),
    ),
    "turtle-sand": (
        Palette("#eadfc6", "#cfd9c8", "#2f8f8a", "#a5d3bd", "#4f9a7a", "#fffdf2", "#ee9a55"),
        _sprays(flowers.turtle, greens=(flowers.frond,), size=150, spread=2.0),
    ),
    "fern-forest": (Palette("#2f4a36", "#203627", "#b9cf8a", "#e6eec4", "#a9c47a", "#f4f5e0", "#e2b64c"), fields.ferns),
    "parang-olive": (
        Palette("#5d6434", "#454b24", "#e8d9a4", "#fff6d8", "#8a8a4a", "#fbf6dc", "#c9782f"),
        _sized(prints.parang, 0.8),
    ),
    "parang-navy": (
        Palette("#1c2748", "#121a33", "#b9503f", "#efc58a", "#3f5a86", "#f4e9d2", "#e2ac48"),
        _sized(prints.parang, 0.62),
    ),
    "parang-wine": (
        Palette("#5a1428", "#3d0c1b", "#d8a85a", "#f6deae", "#8a5a34", "#f7e8cf", "#e6b450"),
        _sized(prints.parang, 0.62),
    ),
    "scatter-coral": (
        Palette("#dd7a5c", "#c75f48", "#fff0d4", "#ffffff", "#7a2f2a", "#fff6e8", "#f6cc5c"),
        _sized(prints.scattered, 0.6),
    ),
    "waves-teal": (
        Palette("#12626a", "#0d4a54", "#3f9c98", "#cfe9dc", "#1f7a78", "#f0faf2", "#f0b550"),
        _sized(prints.waves, 1.15),
    ),
    "chevron-clay": (
        Palette("#8f3f2c", "#6d2c20", "#d98a4a", "#f4d9ae", "#4a5a4c", "#fbeed8", "#e9b24a"),
        _sized(prints.chevrons, 1.05),
    ),
    "bougainvillea-night": (
        Palette("#1d3a4a", "#122733", "#d8487f", "#f8b4c6", "#4f9a7a", "#f4f0e2", "#f4c654"),
        _sprays(flowers.bougainvillea, flowers.jasmine, size=130),
    ),
}


@cache
def dyed(name: str) -> Dyed:
    palette, drawn = CLOTHS[name]
    return Dyed(drawn(palette, name), palette, name)
