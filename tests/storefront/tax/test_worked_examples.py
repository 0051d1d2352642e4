"""The worked example of the docs is what the rules say, to the cent."""

import pytest

from storefront.money import Money
from storefront.tax.rules.landing import landed_cost_of
from tests.storefront.tax.worked_examples import COUNTRIES, PAGE, example, page


def test_the_page_is_what_the_rules_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.storefront.tax.worked_examples`"


def test_twelve_countries_are_worked_out() -> None:
    assert len(COUNTRIES) == 12


# By hand: EUR 96.0816 goods, EUR 12.2449 freight at MYR 4.90.
@pytest.mark.parametrize(
    ("country", "duty", "vat", "fees", "total"),
    [
        ("DE", "44.10", "104.57", "0.00", "679.47"),  # EUR 9; 19% of 109.4018 and 7% of 7.9247 are 21.34
        ("FR", "44.10", "109.37", "29.40", "713.67"),  # 20% of 109.4018 and 5.5% of 7.9247 are 22.32; EUR 6 of fees
        ("AE", "0.00", "26.54", "0.00", "557.34"),  # 5% of AED 461.4747 is 23.07
    ],
)
def test_three_of_them_agree_with_a_calculation_by_hand(
    country: str, duty: str, vat: str, fees: str, total: str
) -> None:
    cost = landed_cost_of(*example(country))
    found = [each.decimal for each in (cost.duty, cost.vat, cost.fees, cost.total)]
    assert found == [duty, vat, fees, total]
    assert cost.total == Money.parse("530.80", "MYR") + cost.duty + cost.vat + cost.fees
