"""Reading a cart: its rows in one round trip, what the catalogue says of them now in another."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, text
from sqlmodel import Session, col, select

from storefront import catalog
from storefront.audience import Audience
from storefront.cart.errors import CartNotFound, LineNotFound
from storefront.cart.models import StoredCart, StoredLine
from storefront.cart.rules import HeldPrice, Notice, NoticeKind, priced, token_digest
from storefront.catalog import Sellable
from storefront.localization import View
from storefront.money import Money
from storefront.pictures import ShownPicture
from tenants.kit import clock

_CART = """
    select cart.id, cart.market_id, cart.share_token, cart.note, cart.is_gift, cart.gift_message, cart.discount_codes,
        cart.customer_id, (select json_agg(json_build_object('id', line.id, 'variant_id', line.variant_id,
                'quantity', line.quantity, 'market_id', line.market_id, 'currency', line.currency,
                'unit', line.unit_minor, 'priced_at', line.priced_at) order by line.id)
            from cart_line line where line.tenant_id = cart.tenant_id and line.cart_id = cart.id) as lines
    from cart"""
_BY_TOKEN = text(f"{_CART} where cart.token_digest = :key")
_BY_ID = text(f"{_CART} where cart.id = :key")
_BY_SHARE_TOKEN = text(f"{_CART} where cart.share_token = :key")
_COUNT = text("""
    select coalesce(sum(line.quantity), 0) from cart
    join cart_line line on line.tenant_id = cart.tenant_id and line.cart_id = cart.id
    where cart.token_digest = :digest""")


@dataclass(frozen=True, slots=True)
class CartLine:
    """One thing in a cart, as it stands now. At most `most` of it may be had; with none, it is not available.

    `path` is its page within the view, or "" where there is none any more.
    """

    id: int
    variant_id: int
    product_id: int
    title: str
    variant_title: str
    sku: str
    quantity: int
    unit_price: Money
    compare_at: Money | None
    line_total: Money
    path: str
    picture: ShownPicture | None
    weight_grams: int
    hs_code: str | None
    origin_country: str | None
    material: str
    tags: tuple[str, ...]
    product_type: str
    collection_ids: tuple[int, ...]
    is_available: bool
    most: int
    is_repriced: bool
    no_withdrawal: str = ""  # why its buyers may not withdraw; empty: they may

    @property
    def is_ready(self) -> bool:
        """Whether it can be bought in this quantity."""
        return self.is_available and self.quantity <= self.most


@dataclass(frozen=True, slots=True)
class Cart:
    """A cart in one market and language. `subtotal` is of what can be had; `notices` say what is not as it was.

    `token` is "" for whoever came by the cart in another way.
    """

    id: int
    token: str
    share_token: str
    customer_id: int | None
    market_id: int
    market_handle: str
    language: str
    currency: str
    lines: tuple[CartLine, ...]
    note: str
    gift_message: str
    is_gift: bool
    discount_codes: tuple[str, ...]
    subtotal: Money
    notices: tuple[Notice, ...]

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def is_ready(self) -> bool:
        """Whether there is something to buy, and each line can be had as it is."""
        return bool(self.lines) and all(line.is_ready for line in self.lines)

    @property
    def is_repriced(self) -> bool:
        """Whether a line costs something else than when it was last told."""
        return any(line.is_repriced for line in self.lines)


def find_cart(session: Session, view: View, *, token: str) -> Cart | None:
    """The cart under a token, with what its lines cost and whether they can be had in this view now."""
    found = _row(session, _BY_TOKEN, token_digest(token)) if token else None
    return None if found is None else _cart(session, view, found, token)


def cart_by_id(session: Session, view: View, cart_id: int) -> Cart:
    """Raises CartNotFound."""
    found = _row(session, _BY_ID, cart_id)
    if found is None:
        raise CartNotFound(f"no cart {cart_id}")
    return _cart(session, view, found, "")


def shared_cart(session: Session, view: View, *, share_token: str) -> Cart:
    """Somebody's cart as others may see it: the goods and nothing of its owner. Raises CartNotFound."""
    found = _row(session, _BY_SHARE_TOKEN, share_token)
    if found is None:
        raise CartNotFound("nothing is shared under this link")
    private = {"note": "", "is_gift": False, "gift_message": "", "discount_codes": (), "customer_id": None}
    # Whoever looks sees today's prices, not those that the owner holds.
    lines = [{**line, "unit": None} for line in found["lines"] or ()]
    return _cart(session, view, {**found, **private, "lines": lines}, "")


def lines_now(session: Session, view: View, quantities: Mapping[int, int]) -> dict[int, CartLine]:
    """So many of each variant as a cart would hold them if they came in now, by variant; what is none is left out."""
    now = clock.now()
    fresh = {"id": 0, "unit": None, "market_id": view.market_id, "priced_at": now.isoformat()}
    return {
        variant_id: _line({**fresh, "quantity": quantities[variant_id]}, found, view, now)[0]
        for variant_id, found in sellables(session, view, quantities).items()
    }


def count_in_cart(session: Session, token: str) -> int:
    """How many things are in it, for a number beside a link."""
    return int(session.execute(_COUNT, {"digest": token_digest(token)}).scalar_one()) if token else 0


def sellables(session: Session, view: View, variant_ids: Iterable[int]) -> dict[int, Sellable]:
    """What can be bought in a view, by variant, with its price there."""
    return catalog.sellables(session, _audience_of(view), variant_ids=variant_ids)


def _audience_of(view: View) -> Audience:
    return Audience(view.fallbacks, view.market_id, view.is_enquiry)


def find_locked(session: Session, token: str) -> StoredCart | None:
    """The cart's row, which nobody else changes until this transaction ends."""
    query = select(StoredCart).where(StoredCart.token_digest == token_digest(token)).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).first() if token else None


def locked_cart(session: Session, token: str) -> StoredCart:
    """Raises CartNotFound."""
    found = find_locked(session, token)
    if found is None:
        raise CartNotFound("no such cart")
    return found


def locked_cart_of_customer(session: Session, customer_id: int) -> StoredCart | None:
    """The one that the customer touched last."""
    query = select(StoredCart).where(StoredCart.customer_id == customer_id).order_by(col(StoredCart.touched_at).desc())
    return session.exec(query.limit(1).with_for_update()).first()


def carts_of(session: Session, *, customer_id: int, cart_ids: Collection[int]) -> list[StoredCart]:
    """Those that a customer keeps, and those by these ids that no customer does, the oldest first."""
    is_nobodys = and_(col(StoredCart.customer_id).is_(None), col(StoredCart.id).in_(cart_ids))
    either = or_(col(StoredCart.customer_id) == customer_id, is_nobodys)
    return list(session.exec(select(StoredCart).where(either).order_by(col(StoredCart.id))))


def lines_of(session: Session, cart_id: int) -> Sequence[StoredLine]:
    """A cart's lines, the oldest first, read anew from the database."""
    query = select(StoredLine).where(StoredLine.cart_id == cart_id).order_by(col(StoredLine.id))
    return session.exec(query.execution_options(populate_existing=True)).all()


def line_by_id(session: Session, cart_id: int, line_id: int) -> StoredLine:
    """Raises LineNotFound, also for a line of another cart."""
    query = select(StoredLine).where(StoredLine.cart_id == cart_id, StoredLine.id == line_id)
    found = session.exec(query).first()
    if found is None:
        raise LineNotFound(f"no line {line_id} in cart {cart_id}")
    return found


def _row(session: Session, query: Any, key: str | int) -> dict[str, Any] | None:  # Any: columns of many types
    if isinstance(key, str) and "\0" in key:
        return None
    row = session.execute(query, {"key": key}).mappings().first()
    return None if row is None else {**row}


def _cart(session: Session, view: View, row: Mapping[str, Any], token: str) -> Cart:  # Any: as above
    stored = row["lines"] or ()
    known = sellables(session, view, (each["variant_id"] for each in stored))
    now = clock.now()
    lines: list[CartLine] = []
    notices: list[Notice] = []
    for each in stored:
        line, about_line = _line(each, known[each["variant_id"]], view, now)
        lines.append(line)
        notices += about_line
    if any(line.is_repriced and each["market_id"] != view.market_id for line, each in zip(lines, stored, strict=True)):
        notices.insert(0, Notice(NoticeKind.MARKET_CHANGED))
    return Cart(
        id=row["id"],
        token=token,
        share_token=row["share_token"],
        customer_id=row["customer_id"],
        market_id=view.market_id,
        market_handle=view.market_handle,
        language=view.language,
        currency=view.currency,
        lines=tuple(lines),
        note=row["note"],
        gift_message=row["gift_message"],
        is_gift=row["is_gift"],
        discount_codes=tuple(row["discount_codes"]),
        subtotal=Money.total((line.line_total for line in lines if line.is_available), view.currency),
        notices=tuple(notices),
    )


def _line(
    row: Mapping[str, Any], sellable: Sellable, view: View, now: datetime
) -> tuple[CartLine, list[Notice]]:  # Any: decoded JSON
    unit = None if row["unit"] is None else Money(row["unit"], row["currency"])
    held = HeldPrice(unit, row["market_id"], datetime.fromisoformat(row["priced_at"]))
    stands = priced(held, sellable, quantity=row["quantity"], market_id=view.market_id, now=now)
    price = (
        stands.unit if stands.unit is not None and stands.unit.currency == view.currency else Money(0, view.currency)
    )
    line = CartLine(
        id=row["id"],
        variant_id=sellable.variant_id,
        product_id=sellable.product_id,
        title=sellable.title,
        variant_title=sellable.variant_title,
        sku=sellable.sku,
        quantity=row["quantity"],
        unit_price=price,
        compare_at=_compare_at(sellable, price),
        line_total=price * row["quantity"],
        path=sellable.path,
        picture=sellable.picture,
        weight_grams=sellable.weight_grams,
        hs_code=sellable.hs_code,
        origin_country=sellable.origin_country,
        material=sellable.material,
        tags=sellable.tags,
        product_type=sellable.product_type,
        collection_ids=sellable.collection_ids,
        is_available=stands.is_available,
        most=stands.most,
        is_repriced=stands.is_changed,
        no_withdrawal=sellable.no_withdrawal,
    )
    return line, [replace(notice, line_id=row["id"]) for notice in stands.notices]


def _compare_at(sellable: Sellable, price: Money) -> Money | None:
    """The price before, where the one that is asked is truly lower."""
    offer = sellable.offer
    if offer is None or offer.compare_at_minor is None or offer.compare_at_minor <= price.amount_minor:
        return None
    return Money(offer.compare_at_minor, offer.currency)
