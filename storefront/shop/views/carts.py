"""A cart as a drop: amounts in the view's form, and everything that must be told, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storefront import cart, localization
from storefront.cart import Cart, CartLine, Notice, NoticeKind
from storefront.discounts import Discounting, normal_code
from storefront.money import Money
from storefront.shop.request import ShopRequest
from storefront.shop.views.discounts import refused_code_text
from storefront.shop.views.pictures import image
from storefront.shop.views.products import shipping_time
from tenants.kit.errors import StorefrontError
from themes.engine import drops


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What was typed and could not be taken, and why: by line, and by the cart's other parts. Nothing typed is lost."""

    quantities: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[int, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


NO_MISTAKES = Mistakes()


def cart_drop(
    request: ShopRequest,
    found: Cart | None,
    mistakes: Mistakes = NO_MISTAKES,
    *,
    discounting: Discounting | None = None,
) -> drops.Cart:
    """The visitor's own cart, with what is taken off it; None is one that nothing was put into yet."""
    lines = found.lines if found else ()
    notices = found.notices if found else ()
    subtotal = found.subtotal if found else Money(0, request.view.currency)
    share = f"/cart/shared/{found.share_token}" if found and lines else ""
    return drops.Cart(
        lines=tuple(_line(request, line, notices, mistakes) for line in lines),
        count=found.count if found else 0,
        count_text=count_text(request, found.count if found else 0),
        subtotal_text=_money(request, subtotal),
        tax_text=_tax_text(request),
        note=mistakes.texts.get("note", found.note if found else ""),
        is_gift="gift_message" in mistakes.texts or bool(found and found.is_gift),
        gift_message=mistakes.texts.get("gift_message", found.gift_message if found else ""),
        codes=_codes(request, found, discounting),
        lines_url=request.address("/cart/lines"),
        options_url=request.address("/cart/options"),
        checkout_url=request.address("/checkout") if found and found.is_ready else "",
        share_url=request.absolute(share) if share else "",
        notices=tuple(notice_text(request, each) for each in notices if each.line_id is None),
        errors=mistakes.parts,
        code=mistakes.texts.get("code", ""),
        note_limit=cart.LONGEST_NOTE,
        gift_limit=cart.LONGEST_MESSAGE,
        code_limit=cart.LONGEST_CODE,
        reductions=_reductions(request, discounting),
        reduced_text=_money(request, subtotal - discounting.goods_amount)
        if discounting and discounting.goods_amount
        else "",
        discounts_text=_discounts_text(request) if found and (found.discount_codes or _has_any(discounting)) else "",
        quotation_url=request.address("/enquiry?cart=1") if lines else "",
    )


def _reductions(request: ShopRequest, discounting: Discounting | None) -> tuple[drops.CartReduction, ...]:
    applied = discounting.applied if discounting else ()
    return tuple(
        drops.CartReduction(each.title, _money(request, -each.amount) if each.amount else "") for each in applied
    )


def _codes(request: ShopRequest, found: Cart | None, discounting: Discounting | None) -> tuple[drops.CartCode, ...]:
    """Each with what it takes off, or with the reason why it takes nothing."""
    applied = discounting.applied if discounting else ()
    taken = {each.code: _money(request, -each.amount) if each.amount else "" for each in applied}
    refused = {
        each.code: refused_code_text(each, request.view) for each in (discounting.refused if discounting else ())
    }
    return tuple(
        drops.CartCode(code, refused.get(known) or taken.get(known, ""), is_used=known not in refused)
        for code, known in ((each, normal_code(each)) for each in (found.discount_codes if found else ()))
    )


def _has_any(discounting: Discounting | None) -> bool:
    return discounting is not None and bool(discounting.applied)


def _discounts_text(request: ShopRequest) -> str:
    return localization.words(request.view.language).gettext(
        "Discounts add up, unless one of them stands alone. You always get what saves you most."
    )


def shared_drop(request: ShopRequest, found: Cart) -> drops.Cart:
    """Somebody else's cart, which may be looked at and taken over."""
    return drops.Cart(
        lines=tuple(_line(request, line, found.notices, NO_MISTAKES) for line in found.lines),
        count=found.count,
        count_text=count_text(request, found.count),
        subtotal_text=_money(request, found.subtotal),
        tax_text=_tax_text(request),
        note="",
        is_gift=False,
        gift_message="",
        codes=(),
        lines_url="",
        options_url="",
        checkout_url="",
        share_url="",
        copy_url=request.address(f"/cart/shared/{found.share_token}"),
        is_shared=True,
    )


def count_text(request: ShopRequest, count: int) -> str:
    """Such as “3 products”, in the view's language and digits."""
    words = localization.words(request.view.language)
    number = localization.format_number(count, request.view.locale)
    return words.ngettext("%(count)s product", "%(count)s products", count) % {"count": number}


def notice_text(request: ShopRequest, notice: Notice) -> str:
    """What has changed in a line since it was put aside, said to the shopper."""
    words = localization.words(request.view.language)
    if notice.kind is NoticeKind.BACK_ORDER:
        time = shipping_time(request, notice.days)
        absent = words.gettext("Not in stock at the moment.")
        return f"{absent} {time}" if time else absent
    texts: dict[NoticeKind, str] = {
        NoticeKind.MARKET_CHANGED: words.gettext("The prices in your cart are now in %(currency)s."),
        NoticeKind.PRICE_LOWER: words.gettext("The price fell from %(was)s to %(now)s."),
        NoticeKind.PRICE_HIGHER: words.gettext("The price rose from %(was)s to %(now)s."),
        NoticeKind.NOT_FOR_SALE: words.gettext("This is not sold here. Please remove it to go on."),
        NoticeKind.SOLD_OUT: words.gettext("This is sold out. Please remove it to go on."),
        NoticeKind.FEW_LEFT: words.gettext("In stock: %(left)s. Please take no more than that."),
    }
    return texts[notice.kind] % {
        "currency": request.view.currency,
        "was": _money(request, notice.was) if notice.was else "",
        "now": _money(request, notice.now) if notice.now else "",
        "left": localization.format_number(notice.left or 0, request.view.locale),
    }


def refusal_text(request: ShopRequest, refusal: StorefrontError) -> str:
    """Why something could not be done with a cart, and what can."""
    words = localization.words(request.view.language)
    match refusal:
        case cart.BadQuantity(most=most):
            return words.gettext("Please give a whole number from 1 to %(most)s.") % _number(request, "most", most)
        case cart.NotEnough(left=0):
            return words.gettext("No more of this can be had.")
        case cart.NotEnough(left=left):
            return words.gettext("You can have %(left)s at most.") % _number(request, "left", left)
        case cart.NotForSale():
            return words.gettext("This can not be bought here.")
        case cart.BadText(most=most):
            return words.gettext("There is room for 1 to %(most)s characters.") % _number(request, "most", most)
        case cart.CartFull(most=most):
            return words.gettext("There is no room for more than %(most)s.") % _number(request, "most", most)
        case _:
            return words.gettext("Your cart has changed meanwhile. Please look again.")


def _line(request: ShopRequest, line: CartLine, notices: tuple[Notice, ...], mistakes: Mistakes) -> drops.CartLine:
    return drops.CartLine(
        id=str(line.id),
        title=line.title,
        variant_title=line.variant_title,
        url=request.address(line.path) if line.path else "",
        image=image(request, line.picture),
        quantity=mistakes.quantities.get(line.id, str(line.quantity)),
        most=max(line.most, line.quantity),
        price_text=_money(request, line.unit_price) if line.unit_price else "",
        compare_at_text=_money(request, line.compare_at) if line.compare_at else "",
        total_text=_money(request, line.line_total) if line.is_available else "",
        is_available=line.is_available,
        notices=tuple(notice_text(request, each) for each in notices if each.line_id == line.id),
        error=mistakes.lines.get(line.id, ""),
    )


def _tax_text(request: ShopRequest) -> str:
    words = localization.words(request.view.language)
    if request.view.prices_include_tax:
        return words.gettext("Prices include tax. Delivery, and duties where they are due, are worked out at checkout.")
    return words.gettext("Taxes, duties and delivery are worked out at checkout.")


def _money(request: ShopRequest, money: Money) -> str:
    return localization.format_price(money, request.view.locale)


def _number(request: ShopRequest, name: str, number: int) -> dict[str, str]:
    return {name: localization.format_number(number, request.view.locale)}
