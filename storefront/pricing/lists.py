"""Price lists as CSV: one row for each variant and market, out to a spreadsheet and back, whole or not at all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sqlmodel import Session

from storefront import localization
from storefront.localization import Market
from storefront.money import AmountTooLarge, BadAmount, Money
from storefront.pricing.actions.prices import NewPrice, clear_prices, set_prices
from storefront.pricing.errors import BadPrice
from storefront.pricing.reads.prices import ListedPrice, listed_prices, variants_named
from storefront.pricing.rules import check_price
from storefront.pricing.terms import PriceOrigin
from tenants.kit.csv_cells import CsvWriter, live
from tenants.kit.csv_lines import DELIMITERS, Line, UnreadableFile, csv_lines, encoding_of

COLUMNS = ("variant", "sku", "product", "market", "currency", "price", "compare_at", "origin")
_NEEDED = ("market", "price")
_MAX_BYTES = 64 * 1024 * 1024
_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one column of one line."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class PriceImport:
    """What a file did, or, with problems, would have done: then nothing was written."""

    set: int
    cleared: int
    passed_over: int
    problems: tuple[Problem, ...]


class _Refused(Exception):
    """One cell that can not be taken."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True, slots=True)
class _Known:
    """What the shop has, to hold the file against."""

    markets: Mapping[str, Market]
    skus: Mapping[int, str]
    ids: Mapping[str, int]


def export_prices(session: Session, file: TextIO, *, language: str) -> int:
    """Write every price of the shop; the number of rows. Titles are in the language where there is one."""
    handles = {market.id: market.handle for market in localization.markets(session)}
    writer = CsvWriter(file)
    writer.write(COLUMNS)
    count = 0
    for each in _every_price(session, language):
        before = each.compare_at.decimal if each.compare_at else ""
        cells = (each.sku, each.title, handles[each.market_id], each.price.currency, each.price.decimal, before)
        writer.write([str(each.variant_id), *cells, each.origin])
        count += 1
    return count


def import_prices(session: Session, tenant_id: int, path: Path, *, dry_run: bool = False) -> PriceImport:
    """Set the prices of a file, unless anything is wrong with any of its rows. Raises UnreadableFile.

    A variant is named by its number or its stock number. An empty price takes the price away; rows of converted prices
    are passed over, since those follow from the base price. Safe to repeat.
    """
    columns, lines = _opened(path)
    rows = [(line, dict(zip(columns, map(live, line.cells), strict=False))) for line in lines]
    known = _known(session, [cells for _, cells in rows])
    problems, news, gone, passed_over = list[Problem](), list[NewPrice](), list[tuple[int, int]](), 0
    seen: dict[tuple[int, int], int] = {}
    for line, cells in rows:
        try:
            if cells.get("origin", "").strip() == PriceOrigin.CONVERTED:
                passed_over += 1
                continue
            pair, new = _read(line, columns, cells, known)
            if pair in seen:
                raise _Refused("market", f"line {seen[pair]} has a price for this variant in this market already")
            seen[pair] = line.number
        except _Refused as refused:
            problems.append(Problem(line.number, refused.column, str(refused)))
            continue
        news += [new] if new else []
        gone += [] if new else [pair]
    if not problems and not dry_run:
        set_prices(session, tenant_id, news)
        clear_prices(session, tenant_id, gone)
    return PriceImport(len(news), len(gone), passed_over, tuple(problems))


def _every_price(session: Session, language: str) -> Iterator[ListedPrice]:
    after = (0, 0)
    while page := listed_prices(session, language=language, after=after, limit=_PAGE):
        after = (page[-1].product_id, page[-1].variant_id)
        yield from page


def _opened(path: Path) -> tuple[tuple[str, ...], list[Line]]:
    if not path.is_file():
        raise UnreadableFile(f"{path}: there is no such file")
    if path.stat().st_size > _MAX_BYTES:
        raise UnreadableFile(f"{path}: is larger than {_MAX_BYTES // 1024 // 1024} MB")
    encoding = encoding_of(path)

    def header(delimiter: str) -> tuple[str, ...]:
        first = next((line for line in csv_lines(path, encoding, delimiter) if not line.is_blank), Line(1, ()))
        return tuple(cell.strip().lower() for cell in first.cells)

    delimiter = max(DELIMITERS, key=lambda each: len(set(header(each)) & set(COLUMNS)))
    columns = header(delimiter)
    wrong = [f"column {name} is missing" for name in _NEEDED if name not in columns]
    wrong += [] if {"variant", "sku"} & set(columns) else ["column variant or sku is missing"]
    wrong += [f"column {name[:40]!r} is not known" for name in dict.fromkeys(columns) if name not in COLUMNS]
    wrong += [f"column {name} is there twice" for name, times in Counter(columns).items() if times > 1]
    if wrong:
        raise UnreadableFile(f"{path}: {'; '.join(wrong)}")
    lines = [line for line in csv_lines(path, encoding, delimiter) if not line.is_blank]
    return columns, lines[1:]


def _known(session: Session, rows: Sequence[Mapping[str, str]]) -> _Known:
    skus = variants_named(
        session,
        skus={cells.get("sku", "").strip() for cells in rows} - {""},
        ids={int(each) for cells in rows if _is_number(each := cells.get("variant", "").strip())},
    )
    markets = {market.handle: market for market in localization.markets(session)}
    return _Known(markets, skus, {sku: number for number, sku in skus.items() if sku})


def _read(
    line: Line, columns: Sequence[str], cells: Mapping[str, str], known: _Known
) -> tuple[tuple[int, int], NewPrice | None]:
    """What a line says of a variant in a market: its new price, or None to take it away. Raises _Refused."""
    if line.problem or len(line.cells) > len(columns):
        raise _Refused("", line.problem or "there are more cells than columns")
    variant = _variant(cells, known)
    handle = cells.get("market", "").strip()
    market = known.markets.get(handle)
    if market is None or market.id is None:
        raise _Refused("market", f"{handle[:40]!r} is not a market of the shop")
    code = cells.get("currency", "").strip().upper()
    if code not in ("", market.currency):
        raise _Refused("currency", f"{code[:40]!r} is not {market.currency}, the currency of {handle}")
    price = _amount("price", cells, market.currency)
    before = _amount("compare_at", cells, market.currency)
    if price is None:
        if before is not None:
            raise _Refused("price", "is empty, though there is a price before")
        return (variant, market.id), None
    try:
        check_price(price, before)
    except BadPrice as error:
        raise _Refused("price" if price <= 0 else "compare_at" if before else "price", str(error)) from None
    return (variant, market.id), NewPrice(variant, market.id, market.currency, price, before)


def _variant(cells: Mapping[str, str], known: _Known) -> int:
    written, sku = cells.get("variant", "").strip(), cells.get("sku", "").strip()
    if not written and not sku:
        raise _Refused("variant" if "variant" in cells else "sku", "is empty")
    if written:
        if not _is_number(written) or int(written) not in known.skus:
            raise _Refused("variant", f"{written[:40]!r} is not a variant of the shop")
        if sku and known.skus[int(written)] != sku:
            raise _Refused("sku", f"{sku[:64]!r} is not the stock number of variant {written}")
        return int(written)
    if sku not in known.ids:
        raise _Refused("sku", f"{sku[:64]!r} is not a stock number of the shop")
    return known.ids[sku]


def _amount(column: str, cells: Mapping[str, str], code: str) -> int | None:
    written = cells.get(column, "").strip()
    if not written:
        return None
    try:
        return Money.parse(written, code).amount_minor
    except (BadAmount, AmountTooLarge) as error:
        raise _Refused(column, f"{error}; write it as 1234.50") from None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
