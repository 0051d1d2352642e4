"""The terms on which a market trades: whether it sells, and who pays at the border."""

from enum import StrEnum


class MarketMode(StrEnum):
    """Goods are bought, or shown without a price and asked for: where cards can not work, or sale is not allowed."""

    SALE = "sale"
    ENQUIRY = "enquiry"


class Duties(StrEnum):
    """Who pays import duties and taxes (Incoterms 2020): the shop with the order, or the buyer at the door."""

    DDP = "ddp"
    DAP = "dap"
