"""The pictures of the products: which piece, in which room, how near."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from timah import animals, baskets, frames, keepsakes, pewter, rattan, seats
from timah.forms import ANTIQUE, POLISHED
from timah.leaves import eucalyptus, grasses, orchid
from timah.rooms import CHALK, CLAY, GREEN, INK, LINEN, OLIVE, PLASTER, SAGE, STONE, UMBER, Room, cloth, room
from timah.svg import Point, at
from timah.weave import DARK, HONEY, NATURAL

SIZE = (1200, 1500)


@dataclass(frozen=True)
class Shot:
    """A drawing at a place of the picture, enlarged, with what stands around it."""

    draw: Callable[[], str]
    room: Room
    place: Point
    size: float
    around: Callable[[], str] = str
    before: Callable[[], str] = str

    def picture(self) -> str:
        placed = at(self.draw(), *self.place, self.size)
        return room(self.room, SIZE) + self.around() + placed + self.before()


def bare(place: Room) -> Room:
    """The room's wall alone, for what hangs or is seen from above."""
    return replace(place, table=place.wall, edge=0)


def laid(place: Room) -> Room:
    """The room's table alone, seen from above."""
    return replace(place, wall=place.table, edge=0)


def linen(y: float, colour: str = "#e9e0cf", seed: int = 1) -> Callable[[], str]:
    return lambda: cloth(600, y, (1050, 330), colour, seed)


def teacups() -> str:
    return at(pewter.teacup(), 250, 1300, 1.15) + at(pewter.teacup(), 520, 1370, 1.25)


def tea_set() -> str:
    cups = "".join(
        at(pewter.teacup(), x, y, s)
        for x, y, s in ((-280, 40, 0.95), (-120, 110, 1.02), (100, 122, 1.02), (300, 60, 0.98))
    )
    return at(pewter.teapot(), 0, -40) + cups


def gourd_with_grass() -> str:
    return grasses(0, -600, 1.05) + pewter.vase()


def bud_with_orchid() -> str:
    return orchid(0, -510, 1.0) + pewter.vase(kind="bud")


def candle_pair() -> str:
    return at(keepsakes.candlestick(height=1.25), -150, -40) + at(keepsakes.candlestick(height=0.85), 170, 40)


def mats(colours: list[str]) -> Callable[[], str]:
    return lambda: at(rattan.round_mat(colours, 4), -210, -280, 0.85) + at(rattan.round_mat(colours, 1), 130, 260, 0.95)


def coasters(colours: list[str]) -> Callable[[], str]:
    spots = ((-190, -250, 0.9), (130, -300, 0.9), (-50, -40, 1.0), (240, 20, 0.95), (-250, 190, 0.95), (70, 270, 1.0))
    return lambda: "".join(at(rattan.coaster(colours, k), x, y, s) for k, (x, y, s) in enumerate(spots))


def letters() -> str:
    """Two envelopes on the desk, and a sprig."""
    from_home = (
        '<rect x="-330" y="-220" width="660" height="440" fill="#f1e9d9"/><path '
        'd="M-330 -220L0 40L330 -220" fill="none" stroke="#cdbfa6" stroke-width="4"/>'
    )
    shade = '<rect x="-330" y="-220" width="660" height="440" fill="#140d06" opacity=".25"/>'
    return at(shade, 640, 940, turn=-14) + at(from_home, 628, 924, turn=-14) + eucalyptus(250, 1330, 1.0, 24)


SHOTS: dict[str, Shot] = {
    "straits-tankard": Shot(pewter.tankard, PLASTER, (550, 1215), 1.5),
    "straits-tankard-2": Shot(lambda: pewter.tankard(ANTIQUE, "R"), UMBER, (640, 1540), 2.7),
    "hammered-beaker": Shot(pewter.beaker, SAGE, (600, 1200), 1.9),
    "hammered-beaker-2": Shot(
        lambda: at(pewter.beaker(), -150, -40) + at(pewter.beaker(), 150, 30), GREEN, (600, 1190), 1.45
    ),
    "padi-goblet": Shot(pewter.goblet, CLAY, (600, 1240), 1.75),
    "padi-goblet-2": Shot(
        lambda: at(pewter.goblet(POLISHED), -120, -60) + at(pewter.goblet(POLISHED), 140, 20), GREEN, (600, 1230), 1.55
    ),
    "harbour-flask": Shot(pewter.flask, OLIVE, (600, 1210), 1.5),
    "harbour-flask-2": Shot(lambda: pewter.flask(letter="A"), UMBER, (620, 1420), 2.5),
    "tide-bowl": Shot(pewter.bowl, CHALK, (600, 1180), 1.4),
    "tide-bowl-2": Shot(pewter.bowl, INK, (520, 1370), 2.5),
    "hibiscus-dish": Shot(
        keepsakes.petal_dish, laid(OLIVE), (600, 760), 1.25, lambda: cloth(600, 770, (900, 980), "#d9cfba", 5)
    ),
    "tiang-candlestick": Shot(candle_pair, CLAY, (600, 1250), 1.2),
    "tiang-candlestick-2": Shot(lambda: keepsakes.candlestick(ANTIQUE), GREEN, (600, 1300), 1.45),
    "night-chamberstick": Shot(keepsakes.chamberstick, INK, (540, 1190), 1.5),
    "pagi-teapot": Shot(pewter.teapot, LINEN, (560, 1230), 1.6, linen(1250)),
    "pagi-teapot-2": Shot(pewter.teapot, SAGE, (640, 1820), 2.8),
    "pagi-tea-set": Shot(tea_set, STONE, (580, 1170), 1.35, linen(1190, "#d9d2c2", 3)),
    "pagi-cups": Shot(lambda: at(pewter.teacup(), -120, -30) + at(pewter.teacup(), 110, 30), PLASTER, (600, 1190), 2.3),
    "leaf-caddy": Shot(pewter.caddy, OLIVE, (600, 1210), 1.65),
    "leaf-caddy-2": Shot(pewter.caddy, OLIVE, (640, 1370), 3.0),
    "gourd-vase": Shot(gourd_with_grass, CHALK, (600, 1310), 1.05),
    "gourd-vase-2": Shot(lambda: pewter.vase(ANTIQUE), STONE, (600, 1290), 1.55),
    "stem-bud-vase": Shot(bud_with_orchid, GREEN, (520, 1270), 1.2),
    "keepsake-box": Shot(keepsakes.trinket_box, CLAY, (600, 1150), 2.0),
    "keepsake-box-2": Shot(lambda: keepsakes.trinket_box(letter="N"), INK, (560, 1230), 2.6),
    "cane-bound-tray": Shot(
        lambda: pewter.charger() + at(pewter.teacup(), -120, -10, 0.9) + at(pewter.teacup(), 90, 12, 0.95),
        STONE,
        (600, 1120),
        1.15,
    ),
    "pandan-letter-opener": Shot(
        lambda: at(keepsakes.letter_opener(), 0, 0, turn=-52), laid(CLAY), (600, 770), 1.3, letters
    ),
    "vine-photo-frame": Shot(lambda: frames.frame(hammered=True), SAGE, (600, 1190), 1.35),
    "vine-photo-frame-2": Shot(lambda: frames.frame(hammered=True), SAGE, (1150, 2350), 3.2),
    "oval-photo-frame": Shot(lambda: frames.oval_frame(), PLASTER, (600, 1200), 1.35),
    "hornbill-figure": Shot(animals.hornbill, GREEN, (560, 1240), 1.3),
    "hornbill-figure-2": Shot(animals.hornbill, CHALK, (300, 2060), 2.1),
    "mousedeer-figure": Shot(animals.mousedeer, CLAY, (580, 1230), 1.35),
    "turtle-figure": Shot(animals.turtle, INK, (540, 1170), 1.25),
    "market-basket": Shot(baskets.market_basket, PLASTER, (600, 1230), 1.4),
    "market-basket-2": Shot(lambda: baskets.market_basket(HONEY), GREEN, (480, 1620), 3.0),
    "lidded-laundry-basket": Shot(baskets.laundry_basket, SAGE, (600, 1290), 1.55),
    "bread-basket": Shot(baskets.bread_basket, LINEN, (600, 1160), 1.35, linen(1200, "#efe9dc", 7)),
    "bread-basket-2": Shot(lambda: baskets.bread_basket(DARK), CLAY, (600, 1160), 1.35),
    "nested-baskets": Shot(baskets.nested_baskets, GREEN, (600, 1190), 1.15),
    "dome-pendant": Shot(rattan.pendant, bare(GREEN), (600, 330), 1.45),
    "dome-pendant-2": Shot(lambda: rattan.pendant(DARK), bare(CLAY), (600, 260), 1.45),
    "kaki-table-lamp": Shot(rattan.table_lamp, INK, (600, 1260), 1.5),
    "pelita-lantern": Shot(rattan.floor_lantern, UMBER, (600, 1290), 1.3),
    "pelita-lantern-2": Shot(lambda: rattan.floor_lantern(NATURAL), GREEN, (600, 1290), 1.3),
    "round-webbed-tray": Shot(rattan.round_tray, laid(OLIVE), (600, 750), 1.15),
    "round-webbed-tray-2": Shot(rattan.round_tray, laid(GREEN), (1050, 1250), 2.6),
    "butler-tray": Shot(
        rattan.butler_tray, laid(SAGE), (600, 750), 1.0, lambda: cloth(600, 760, (1010, 1240), "#b9bba6", 3)
    ),
    "round-placemats": Shot(mats([HONEY, NATURAL, NATURAL]), laid(INK), (620, 740), 1.15),
    "round-placemats-2": Shot(mats([DARK, DARK, NATURAL]), laid(LINEN), (620, 740), 1.15),
    "oval-placemats": Shot(
        lambda: (
            at(rattan.oval_mat([DARK, NATURAL, DARK], 6), -30, -330, 0.9)
            + at(rattan.oval_mat([DARK, NATURAL, DARK], 2), 30, 330, 0.9)
        ),
        laid(PLASTER),
        (600, 750),
        1.1,
    ),
    "coaster-set": Shot(coasters([NATURAL, HONEY]), laid(OLIVE), (600, 760), 1.5),
    "coaster-set-2": Shot(coasters([DARK, NATURAL]), laid(CLAY), (600, 760), 1.5),
    "standing-planter": Shot(baskets.planter, CHALK, (600, 1330), 1.15),
    "standing-planter-2": Shot(lambda: baskets.planter(DARK), SAGE, (600, 1330), 1.15),
    "hanging-planter": Shot(baskets.hanging_planter, bare(SAGE), (600, 250), 1.25),
    "sun-mirror": Shot(rattan.sun_mirror, bare(GREEN), (600, 720), 1.15),
    "sun-mirror-2": Shot(rattan.sun_mirror, bare(PLASTER), (250, 1000), 2.3),
    "loop-mirror": Shot(rattan.loop_mirror, bare(CLAY), (600, 730), 1.15),
    "verandah-chair": Shot(seats.verandah_chair, CHALK, (600, 1330), 1.35),
    "verandah-chair-2": Shot(lambda: seats.verandah_chair(DARK, "#c9bfa9"), GREEN, (600, 1330), 1.35),
    "verandah-chair-3": Shot(seats.verandah_chair, CHALK, (250, 2350), 2.8),
    "dining-chair": Shot(seats.dining_chair, SAGE, (600, 1350), 1.35),
    "dining-chair-2": Shot(lambda: seats.dining_chair(NATURAL), STONE, (600, 1350), 1.35),
    "drum-stool": Shot(seats.drum_stool, CLAY, (600, 1270), 1.65),
    "drum-stool-2": Shot(lambda: seats.drum_stool(DARK), CHALK, (600, 1270), 1.65),
    "woven-ottoman": Shot(seats.ottoman, OLIVE, (600, 1220), 1.5),
    "bar-stool": Shot(seats.bar_stool, STONE, (600, 1360), 1.55),
}
