"""The zone as a picture, drawn from this list of what is there and what talks to what.

python -m infra.tools.diagram    # writes infra/zone.svg
"""

from dataclasses import dataclass
from html import escape
from pathlib import Path

PICTURE = Path(__file__).parents[1] / "zone.svg"
_WIDTH, _HEIGHT = 1120, 760


@dataclass(frozen=True, slots=True)
class Box:
    key: str
    module: str  # whose folder below modules/ makes it; "" is outside the zone
    x: int
    y: int
    title: str
    text: str
    width: int = 190
    height: int = 66


@dataclass(frozen=True, slots=True)
class Tier:
    title: str
    x: int
    y: int
    width: int
    height: int


TIERS = (
    Tier("Everywhere: CloudFront and Route 53", 275, 110, 825, 130),
    Tier("The zone's region: one network in two or three availability zones", 20, 270, 830, 410),
    Tier("Public tier", 40, 305, 220, 360),
    Tier("Service tier", 275, 305, 330, 360),
    Tier("Data tier: no way out", 620, 305, 215, 360),
    Tier("The other region", 870, 270, 230, 410),
)
BOXES = (
    Box("own", "", 55, 20, "A shop's own domain", "batik.example"),
    Box("shopper", "", 275, 20, "Shoppers", "any country, any shop"),
    Box("staff", "", 500, 20, "Merchants and staff", "admin., api."),
    Box("shops", "edge", 290, 145, "Shops", "key: host, address", 155),
    Box("staffcdn", "edge", 455, 145, "Staff and API", "nothing is kept", 145),
    Box("mediacdn", "media", 650, 145, "Pictures", "kept for a year", 150),
    Box("waf", "edge", 810, 145, "Firewall", "before all three", 135),
    Box("dns", "edge", 955, 145, "Names", "and certificates", 130),
    Box("caddy", "domains", 55, 345, "Own domains", "NLB, then Caddy"),
    Box("nat", "network", 55, 560, "Way out", "NAT, one or each"),
    Box("alb", "service", 345, 345, "Balancer", "inside, TLS"),
    Box("web", "service", 290, 450, "Web", "Fargate, by load", 145),
    Box("worker", "service", 450, 560, "Worker", "Fargate, by queue", 145),
    Box("once", "service", 290, 560, "Once", "prepare, migrate", 145),
    Box("rotation", "rotation", 450, 450, "New passwords", "Lambda, by the month", 145),
    Box("s3", "media", 635, 345, "Pictures", "S3, versions", 185),
    Box("cache", "cache", 635, 450, "Valkey", "limits for all", 185),
    Box("db", "database", 635, 560, "PostgreSQL", "RDS, two zones, TLS", 185),
    Box("s3copies", "media", 885, 345, "Copies of pictures", "S3, versions", 200),
    Box("keys", "secrets", 885, 450, "Keys and secrets", "KMS in both regions", 200),
    Box("copies", "database", 885, 560, "Copies of the database", "minutes behind", 200),
    Box(
        "watch",
        "observability",
        20,
        690,
        "Logs, metrics, traces, alarms, dashboard, budget",
        "operators get a mail",
        585,
        62,
    ),
    Box("mail", "mail", 620, 690, "Mail", "SES, signed, TLS only", 215, 62),
    Box("ecr", "delivery", 850, 690, "Images and delivery", "ECR; a role, no key", 250, 62),
)
ARROWS = (
    ("own", "caddy"), ("shopper", "shops"), ("staff", "staffcdn"), ("shops", "alb"), ("staffcdn", "alb"),
    ("caddy", "alb"), ("alb", "web"), ("web", "cache"), ("web", "db"), ("web", "s3"), ("worker", "db"),
    ("rotation", "db"), ("mediacdn", "s3"), ("once", "nat"), ("db", "copies"), ("s3", "s3copies"),
)  # fmt: skip
_STYLE = """
svg{font:14px system-ui,sans-serif}
.page{fill:#fbfaf7}.tier{fill:none;stroke:#b9b2a3;stroke-dasharray:6 5}.name{fill:#6d675b;font-size:12.5px}
.box{fill:#fff;stroke:#2f4858;stroke-width:1.4}.out{fill:#f0ece2;stroke:#8a8272}.title{fill:#1d2b33;font-weight:600}
.text{fill:#4c5a61;font-size:12.5px}.tip{fill:#b4552d}
.arrow{fill:none;stroke:#b4552d;stroke-width:1.6;marker-end:url(#tip)}
@media (prefers-color-scheme:dark){.page{fill:#15191c}.tier{stroke:#5d6468}.name{fill:#a4abae}
.box{fill:#20272b;stroke:#8fb3c7}
.out{fill:#2a2a26;stroke:#98917f}.title{fill:#eef2f4}.text{fill:#b8c2c7}.arrow{stroke:#f0925f}.tip{fill:#f0925f}}
"""


def picture() -> str:
    """The whole SVG, the same for the same list."""
    places = {box.key: box for box in BOXES}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        ' aria-labelledby="what"><title id="what">A zone in the cloud: CloudFront before a network of three tiers,'
        " with copies in another region</title>",
        f"<style>{_STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7"'
        ' orient="auto-start-reverse"><path class="tip" d="M0 0L10 5L0 10z"/></marker></defs>',
        f'<rect class="page" width="{_WIDTH}" height="{_HEIGHT}"/>',
        *(_tier(tier) for tier in TIERS),
        *(_arrow(places[begin], places[end]) for begin, end in ARROWS),
        *(_box(box) for box in BOXES),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _tier(tier: Tier) -> str:
    return (
        f'<rect class="tier" x="{tier.x}" y="{tier.y}" width="{tier.width}" height="{tier.height}" rx="10"/>'
        f'<text class="name" x="{tier.x + 12}" y="{tier.y + 20}">{escape(tier.title)}</text>'
    )


def _box(box: Box) -> str:
    kind = "box" if box.module else "box out"
    middle = box.x + box.width // 2
    return (
        f'<rect class="{kind}" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="8"/>'
        f'<text class="title" text-anchor="middle" x="{middle}" y="{box.y + 28}">{escape(box.title)}</text>'
        f'<text class="text" text-anchor="middle" x="{middle}" y="{box.y + 48}">{escape(box.text)}</text>'
    )


def _arrow(begin: Box, end: Box) -> str:
    """From the nearer edge of one box to the nearer edge of the other, in a soft bend."""
    across = end.x >= begin.x + begin.width or begin.x >= end.x + end.width
    if across and abs(end.y - begin.y) < begin.height:
        rightwards = end.x > begin.x
        x1, y1 = (begin.x + begin.width if rightwards else begin.x), begin.y + begin.height // 2
        x2, y2 = (end.x if rightwards else end.x + end.width), end.y + end.height // 2
        bend = (x1 + x2) // 2
        return f'<path class="arrow" d="M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"/>'
    downwards = end.y > begin.y
    x1, y1 = begin.x + begin.width // 2, begin.y + (begin.height if downwards else 0)
    x2, y2 = end.x + end.width // 2, end.y + (0 if downwards else end.height)
    bend = (y1 + y2) // 2
    return f'<path class="arrow" d="M{x1} {y1}C{x1} {bend} {x2} {bend} {x2} {y2}"/>'


def main() -> None:
    PICTURE.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
