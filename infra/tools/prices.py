"""What a zone of each size costs in a month, by lines and in sum, and where prices are from: `prices.toml` as tables.

python -m infra.tools.prices [SIZE]     # what a size costs, a pilot if none is named
python -m infra.tools.prices --write    # that into infra/README.md, and all of it into docs/capacity.md
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

INFRA = Path(__file__).parents[1]
README = INFRA / "README.md"
CAPACITY = INFRA.parent / "docs" / "capacity.md"
SIZES_FILE = INFRA / "zone" / "sizes.tf"
SIZES = ("pilot", "launch", "national")
_SHOPS = re.compile(r"(?ms)^    (\w+) = \{\n      shops += (\d+)$")
_AMOUNT = re.compile(r"(?P<count>\d+(?:\.\d+)?)(?P<hours> \* hours)?")


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    usd: Decimal  # with the region's factor


def lines(size: str) -> list[Line]:
    """Each line of a size's bill."""
    told = _told()
    prices, hours, factor = told["prices"], Decimal(told["hours"]), Decimal(told["region_factor"])
    found = []
    for line in told[size]:
        cost = sum(
            (
                prices[name]["usd"] * _count(text, hours) * (1 if prices[name].get("as_is") else factor)
                for name, text in line["amounts"].items()
            ),
            Decimal(),
        )
        found.append(Line(line["what"], cost.quantize(Decimal("0.01"))))
    return found


def total(size: str) -> Decimal:
    """A size's whole bill in US dollars a month."""
    return sum((line.usd for line in lines(size)), Decimal())


def shops(size: str) -> int:
    """For how many shops a size is meant (`zone/sizes.tf`)."""
    return {name: int(count) for name, count in _SHOPS.findall(SIZES_FILE.read_text(encoding="utf-8"))}[size]


def a_shop(size: str) -> Decimal:
    """What a shop's share of the bill is, where the zone is full."""
    return (total(size) / shops(size)).quantize(Decimal("0.01"))


def _told() -> dict[str, Any]:  # Any: TOML
    return tomllib.loads((INFRA / "prices.toml").read_text(encoding="utf-8"), parse_float=Decimal)


def _count(text: str, hours: Decimal) -> Decimal:
    found = _AMOUNT.fullmatch(text)
    assert found, f"an amount is a number, or a number * hours: {text!r}"
    return Decimal(found["count"]) * (hours if found["hours"] else 1)


def table(size: str) -> str:
    """The bill in Markdown."""
    rows = [f"| {line.what} | {line.usd:,} |" for line in lines(size)]
    return "\n".join(["| in a month | US$ |", "|---|---:|", *rows, f"| **together** | **{total(size):,}** |", ""])


def sums() -> str:
    """What each size costs, and a shop of it, in Markdown."""
    rows = [f"| {size} | {total(size):,} | {shops(size):,} | {a_shop(size)} |" for size in SIZES]
    return "\n".join(["| | US$ a month | shops | US$ a shop |", "|---|---:|---:|---:|", *rows, ""])


def sources() -> str:
    """Every price in Markdown, with AWS's page for it and where it was read."""
    rows = [
        f"| {each['usd']} | {each['per']} | {each['page']} | {each['seen']} |" for each in _told()["prices"].values()
    ]
    return "\n".join(
        ["| US$ | for a | aws.amazon.com/… | read at, and the date there |", "|---:|---|---|---|", *rows, ""]
    )


def with_table(text: str, name: str, made: str) -> str:
    """A page with a table of today between the marks of this name."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}\n{made}\n{end}{tail}"


def is_current() -> bool:
    """Whether both pages hold the tables of today."""
    return all(page.read_text(encoding="utf-8") == made for page, made in _pages().items())


def _pages() -> dict[Path, str]:
    """The pages as they are to be."""
    tables = {
        README: {"pilot": table("pilot")},
        CAPACITY: {"sums": sums(), "launch": table("launch"), "national": table("national"), "prices": sources()},
    }
    made = {}
    for page, of_page in tables.items():
        made[page] = page.read_text(encoding="utf-8")
        for name, each in of_page.items():
            made[page] = with_table(made[page], name, each)
    return made


def main() -> None:
    wanted = sys.argv[1:] or ["pilot"]
    if wanted == ["--write"]:
        for page, made in _pages().items():
            page.write_text(made, encoding="utf-8")
    elif len(wanted) == 1 and wanted[0] in SIZES:
        sys.stdout.write(table(wanted[0]))
    else:
        sys.exit(f"prices: one of {', '.join(SIZES)}, or --write")


if __name__ == "__main__":
    main()
