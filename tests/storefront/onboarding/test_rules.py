"""Rows against the zone: whatever the cells hold, a row is good or rejected, and a good one fits its columns."""

from hypothesis import given
from hypothesis import strategies as st

from storefront.onboarding import COLUMNS, Rejection
from storefront.onboarding.rules import GoodRow, RowRules
from tenants.kit.csv_lines import Line
from tenants.zones import load_zone
from tests.factories.onboarding import a_row

ZONE = load_zone()
RULES = RowRules(ZONE, "storefront.my", COLUMNS)
GOOD = a_row(registration_no="202501000001", slug="batik", owner_email="a@b.example")


@given(st.lists(st.text(max_size=30), max_size=15))
def test_any_cells_are_a_good_row_or_a_rejected_one(cells: list[str]) -> None:
    checked = RULES.check(Line(2, tuple(cells)))
    assert isinstance(checked, Rejection)
    assert checked.reason


@given(st.sampled_from(COLUMNS), st.text(max_size=300))
def test_any_cell_in_a_good_row_leaves_it_good_or_names_the_column(column: str, cell: str) -> None:
    checked = RULES.check(Line(2, tuple((GOOD | {column: cell}).values())))
    if isinstance(checked, Rejection):
        named = {column, "default_language"} if column == "languages" else {column}
        assert {problem.column for problem in checked.problems} <= named
        return
    assert isinstance(checked, GoodRow)
    assert 1 <= len(checked.name) <= 200
    assert 1 <= len(checked.registration_no) <= 64
    assert len(checked.slug) <= 63
    assert checked.languages
    assert set(checked.languages) <= set(ZONE.languages)
    assert checked.markets
