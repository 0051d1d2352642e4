"""Which discounts a basket gets together: the stacking rules of the package's promise."""

from collections.abc import Sequence
from datetime import datetime

from storefront.discounts.rules.basket import AppliedDiscount, Basket, Discounting, Offer, Refusal, RefusedCode
from storefront.discounts.rules.conditions import minimum, refusal
from storefront.discounts.rules.reductions import Left, reduction
from storefront.money import Money

_ORDER = {"gift": 0, "percent": 1, "amount": 2, "shipping": 3}


def discounting(basket: Basket, offers: Sequence[Offer], *, codes: Sequence[str], at: datetime) -> Discounting:
    """The discounting that saves most. `offers` are the automatic ones and those of the codes, which are normal codes.

    The same basket, offers and moment give the same answer, whatever the order of the offers.
    """
    refused = [_refused(code, offers, basket, at) for code in dict.fromkeys(codes)]
    fitting = sorted(
        (offer for offer in offers if refusal(offer, basket, at) is None),
        key=lambda offer: (_ORDER[offer.kind], offer.id),
    )
    ways = [[offer for offer in fitting if not offer.is_exclusive]]
    ways += [[offer] for offer in fitting if offer.is_exclusive]
    best = max((_together(basket, way) for way in ways), key=lambda found: found.total.amount_minor)
    used = {applied.code for applied in best.applied}
    unused = [_unused(offer, basket) for offer in fitting if offer.code in codes and offer.code not in used]
    answers = {each.code: each for each in [*unused, *filter(None, refused)]}
    return Discounting(
        best.line_amounts,
        best.shipping_amount,
        best.applied,
        tuple(answers[code] for code in dict.fromkeys(codes) if code in answers),
    )


def _together(basket: Basket, offers: Sequence[Offer]) -> Discounting:
    """Each on what the one before left."""
    nothing = Money(0, basket.currency)
    shipping = basket.shipping or nothing
    off = {line.key: nothing for line in basket.lines}
    shipping_off = nothing
    applied = []
    for offer in offers:
        left = Left({line.key: line.total - off[line.key] for line in basket.lines}, shipping - shipping_off)
        taken = reduction(offer, basket, left)
        # Free delivery is told before the delivery is known, so that its code is not called useless.
        if not taken.total and not (offer.kind == "shipping" and basket.shipping is None):
            continue
        for key, amount in taken.lines.items():
            off[key] += amount
        shipping_off += taken.shipping
        applied.append(AppliedDiscount(offer.id, offer.code, offer.title, taken.total))
    return Discounting({key: amount for key, amount in off.items() if amount}, shipping_off, tuple(applied), ())


def _refused(code: str, offers: Sequence[Offer], basket: Basket, at: datetime) -> RefusedCode | None:
    offer = next((offer for offer in offers if offer.code == code), None)
    if offer is None:
        return RefusedCode(code, Refusal.UNKNOWN)
    reason = refusal(offer, basket, at)
    if reason is None:
        return None
    return RefusedCode(code, reason, minimum(offer, basket) if reason is Refusal.BELOW_MINIMUM else None)


def _unused(offer: Offer, basket: Basket) -> RefusedCode:
    alone = _together(basket, [offer])
    return RefusedCode(offer.code or "", Refusal.BETTER_WITHOUT if alone.applied else Refusal.NOTHING_FITS)
