"""What a pilot costs in a month, each line and the sum, and where each price is from: `prices.toml` as tables.

python -m infra.tools.prices            # what a pilot costs
python -m infra.tools.prices --write    # that into infra/README.md, and the prices into docs/capacity.md
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

INFRA = Path(__file__).parents[1]
README = INFRA / "README.md"
CAPACITY = INFRA.parent / "docs" / "capacity.md"
BEGIN, END = "<!-- prices: begin -->\n", "<!-- prices: end -->"
_AMOUNT = re.compile(r"(?P<count>\d+(?:\.\d+)?)(?P<hours> \* hours)?")


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    usd: Decimal  # with the region's factor


def lines(size: str = "pilot") -> list[Line]:
    """Each line of a size's bill."""
    told = tomllib.loads((INFRA / "prices.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    hours, factor = Decimal(told["hours"]), Decimal(told["region_factor"])
    found = []
    for line in told[size]:
        cost = sum(
            (told["prices"][name]["usd"] * _count(text, hours) for name, text in line["amounts"].items()), Decimal()
        )
        found.append(Line(line["what"], (cost * factor).quantize(Decimal("0.01"))))
    return found


def _count(text: str, hours: Decimal) -> Decimal:
    found = _AMOUNT.fullmatch(text)
    assert found, f"an amount is a number, or a number * hours: {text!r}"
    return Decimal(found["count"]) * (hours if found["hours"] else 1)


def table(size: str = "pilot") -> str:
    """The bill in Markdown."""
    bill = lines(size)
    rows = [f"| {line.what} | {line.usd} |" for line in bill]
    total = sum((line.usd for line in bill), Decimal())
    return "\n".join(["| in a month | US$ |", "|---|---:|", *rows, f"| **together** | **{total}** |", ""])


def sources() -> str:
    """Every price in Markdown, with AWS's page for it and where it was read."""
    told = tomllib.loads((INFRA / "prices.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    rows = [
        f"| {each['usd']} | {each['per']} | {each['page']} | {each['seen']} |"
        for each in (told["prices"] | told["larger"]).values()
    ]
    return "\n".join(
        ["| US$ | for a | aws.amazon.com/… | read at, and the date there |", "|---:|---|---|---|", *rows, ""]
    )


def with_table(text: str, made: str) -> str:
    """A page with a table of today between its marks."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{made}\n{END}{tail}"


def is_current() -> bool:
    """Whether both pages hold the tables of today."""
    return all(with_table(text, made) == text for text, made in _pages().values())


def _pages() -> dict[Path, tuple[str, str]]:
    made = {README: table(), CAPACITY: sources()}
    return {page: (page.read_text(encoding="utf-8"), each) for page, each in made.items()}


def main() -> None:
    if sys.argv[1:] == ["--write"]:
        for page, (text, made) in _pages().items():
            page.write_text(with_table(text, made), encoding="utf-8")
    else:
        sys.stdout.write(table())


if __name__ == "__main__":
    main()
