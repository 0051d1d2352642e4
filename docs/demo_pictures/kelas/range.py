"""Which ware stands before which wall: the pictures of the products, by the name of their file."""

from dataclasses import dataclass

from rempah.svg import at

from kelas import bath, cloth, desk, home, kitchen
from kelas.paper import BLUSH, BUTTER, CORAL, HAZE, LAVENDER, MARIGOLD, MINT, PEACH, RED, TEAL, VIOLET, table, wall

SIDE = 1200
_DEEP = {LAVENDER: "#bda9f2", PEACH: "#ffb08c", BUTTER: "#ffd166", MINT: "#93d6b4", HAZE: "#93cdf0", BLUSH: "#ffa9c2"}


@dataclass(frozen=True)
class Shot:
    """A ware, its foot at the origin, and the papers around it."""

    ware: str
    ground: str
    form: str
    floor: str
    size: float = 1.1


SHOTS = {
    "bar-soap": Shot(bath.soap(), LAVENDER, "sun", BUTTER),
    "bar-soap-lemongrass": Shot(bath.soap("#ffd166", "#c98a12"), HAZE, "sun", MINT),
    "soap-trio": Shot(bath.soap_trio(), PEACH, "arch", MINT, 1.0),
    "soy-candle": Shot(bath.candle(), MINT, "hills", HAZE, 1.2),
    "soy-candle-jasmine": Shot(bath.candle("#ffc9d8", RED), LAVENDER, "arch", BLUSH, 1.2),
    "tealight-set": Shot(bath.tealights(), MINT, "waves", BLUSH, 1.2),
    "bath-salt": Shot(bath.bath_salt(), HAZE, "strips", LAVENDER, 1.28),
    "stitched-notebook": Shot(desk.notebook(), LAVENDER, "sun", BUTTER),
    "stitched-notebook-marigold": Shot(desk.notebook(MARIGOLD, CORAL), MINT, "blob", BLUSH),
    "sticker-sheet": Shot(desk.stickers(), PEACH, "arch", MINT),
    "sticker-sheet-sea": Shot(desk.stickers("coast"), BUTTER, "waves", HAZE),
    "bookmark-set": Shot(desk.bookmarks(), MINT, "waves", BLUSH),
    "postcard-set": Shot(desk.postcards(), HAZE, "strips", LAVENDER, 1.16),
    "kampung-poster": Shot(desk.poster(), BLUSH, "confetti", PEACH, 1.06),
    "phone-stand": Shot(desk.phone_stand(), BUTTER, "blob", LAVENDER, 1.2),
    "pencil-pot": Shot(desk.pencil_pot(), PEACH, "sun", MINT, 1.16),
    "wall-calendar": Shot(desk.calendar(), BUTTER, "arch", HAZE, 1.04),
    "tote-bag": Shot(cloth.tote(), MINT, "hills", BLUSH),
    "tote-bag-indigo": Shot(cloth.tote("#3d4f9f", "#ffd166"), PEACH, "sun", LAVENDER),
    "batik-keychain": Shot(cloth.keychain(), HAZE, "waves", LAVENDER, 1.12),
    "batik-keychain-teal": Shot(cloth.keychain(TEAL, MARIGOLD), BUTTER, "confetti", PEACH, 1.12),
    "badge-set": Shot(cloth.badges(), BLUSH, "strips", MINT, 1.2),
    "lanyard": Shot(cloth.lanyard(), BUTTER, "hills", LAVENDER, 1.1),
    "zip-pouch": Shot(cloth.pouch(), LAVENDER, "blob", MINT, 1.16),
    "bucket-hat": Shot(cloth.hat(), BUTTER, "sun", HAZE, 1.16),
    "class-t-shirt": Shot(cloth.shirt(), MINT, "arch", BLUSH, 1.14),
    "class-t-shirt-navy": Shot(cloth.shirt("#34407f", "#ffcf5c"), PEACH, "confetti", HAZE, 1.14),
    "cornflake-cookies": Shot(kitchen.cookies(), BLUSH, "confetti", PEACH),
    "pineapple-tarts": Shot(kitchen.tarts(), LAVENDER, "blob", BUTTER),
    "acar-pickle": Shot(kitchen.acar(), PEACH, "sun", MINT),
    "roselle-jam": Shot(kitchen.jam(), BUTTER, "arch", HAZE),
    "banana-chips": Shot(kitchen.chips(), MINT, "hills", BLUSH),
    "seed-kit": Shot(home.seed_kit(), HAZE, "hills", PEACH, 1.16),
    "seed-kit-kangkung": Shot(home.seed_kit("kangkung"), BUTTER, "arch", MINT, 1.16),
    "plant-pot": Shot(home.plant_pot(), BLUSH, "waves", PEACH),
    "plant-pot-teal": Shot(home.plant_pot("#2a9d94", "#ffe2a8"), LAVENDER, "sun", BUTTER),
    "painted-mug": Shot(home.mug(), LAVENDER, "strips", BUTTER),
    "painted-mug-marigold": Shot(home.mug(MARIGOLD, VIOLET), MINT, "blob", HAZE),
    "night-market-game": Shot(home.board_game(), PEACH, "confetti", MINT, 1.14),
    "moon-kite": Shot(home.kite(), BUTTER, "hills", MINT, 1.12),
}


def product_picture(shot: Shot) -> str:
    back = wall(SIDE, SIDE, shot.ground, shot.form, _DEEP[shot.ground])
    return back + table(SIDE, SIDE, 930, shot.floor) + at(shot.ware, SIDE / 2, 1050, size=shot.size)
