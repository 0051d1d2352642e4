"""What a pilot costs in a month, each line and the sum, from `prices.toml`.

python -m infra.tools.prices            # as a table
python -m infra.tools.prices --write    # into infra/README.md
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

INFRA = Path(__file__).parents[1]
README = INFRA / "README.md"
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


def with_table(text: str) -> str:
    """The README with the table of today between its marks."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{table()}\n{END}{tail}"


def main() -> None:
    if sys.argv[1:] == ["--write"]:
        README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        sys.stdout.write(table())


if __name__ == "__main__":
    main()
