"""Who answers for a product's safety is kept with it, and refused where nobody could be reached."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import catalog
from storefront.safety import Operator, ProductSafety, safety_as_json, safety_from_json
from tenants.isolation import Database
from tests.factories.catalog import a_product, a_shop

MAKER = Operator("Seri Batik", "12 Jalan Sultan, Kuala Terengganu, Malaysia", "hello@batik.example")
AGENT = Operator("Batik Europe GmbH", "Speicherhof 4, Hamburg, Germany", "europe@batik.example")
WARNINGS = {"en": "Keep away from fire.", "de": "Von Feuer fernhalten."}
OPERATORS = st.none() | st.builds(Operator, st.text(), st.text(), st.text())


def test_it_comes_back_with_the_product(database: Database) -> None:
    shop, said = a_shop(database), ProductSafety(MAKER, AGENT, WARNINGS)
    with shop.session() as session:
        a_product(session, shop, "Shawl", safety=said)
        a_product(session, shop, "Scarf")
    with shop.session() as session:
        shawl, scarf = (
            catalog.product_by_handle(session, shop.audience("en"), handle=handle) for handle in ("shawl", "scarf")
        )
    assert (shawl.safety, scarf.safety) == (said, ProductSafety())


@given(st.builds(ProductSafety, OPERATORS, OPERATORS, st.dictionaries(st.text(), st.text())))
def test_whatever_is_said_is_read_as_it_was_written(said: ProductSafety) -> None:
    assert safety_from_json(safety_as_json(said)) == said


@pytest.mark.parametrize(
    "said",
    [
        ProductSafety(replace(MAKER, name=" ")),
        ProductSafety(replace(MAKER, address="")),
        ProductSafety(replace(MAKER, email="batik.example")),
        ProductSafety(MAKER, replace(AGENT, address="x" * 501)),
        ProductSafety(MAKER, replace(AGENT, name="\0")),
        ProductSafety(warnings={"en": ""}),
        ProductSafety(warnings={"en": "x" * 2_001}),
    ],
)
def test_who_can_not_be_reached_answers_for_nothing(database: Database, said: ProductSafety) -> None:
    shop = a_shop(database)
    with shop.session() as session, pytest.raises(catalog.BadProduct):
        a_product(session, shop, "Shawl", safety=said)
