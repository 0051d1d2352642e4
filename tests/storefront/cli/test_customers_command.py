"""A buyer's letter is answered by the operator: all that the shop keeps of them in a file, or nothing any more."""

import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from storefront import cart, customers, orders, privacy
from storefront.payments import TestAnswer
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import a_shop
from tests.factories.checkouts import WISHES, Sale, a_sale
from tests.storefront.cli.commands import environment
from tests.storefront.cli.conftest import Command, Said

GUEST = "noor@example.com"


@pytest.fixture
def sale(database: Database) -> Sale:
    """A guest has ordered and paid; nothing of it is under way."""
    sale = a_sale(a_shop(database), stock=9)
    placed = sale.place(sale.reviewed(sale.basket(), replace(WISHES, email=GUEST)))
    sale.answer(placed, TestAnswer.SUCCEED)
    with sale.session() as session:
        orders.fulfil(session, sale.tenant_id, placed.order_id)
    return sale


def slug_of(sale: Sale) -> str:
    with sale.session() as session:
        return lifecycle.tenant_by_id(session, sale.tenant_id).slug


def test_a_guest_who_ordered_gets_all_of_it_in_a_new_file_for_its_owner_alone(
    storefront: Command, settings: Settings, sale: Sale, tmp_path: Path
) -> None:
    slug, variables, out = slug_of(sale), environment(settings), tmp_path / "noor.json"
    told = storefront("customers", "data", slug.upper(), " Noor@Example.com ", "--out", str(out), variables=variables)
    assert (told.status, told.out) == (0, f"{slug}: 1 orders and all else of the buyer in {out}\n")
    kept = json.loads(out.read_text(encoding="utf-8"))
    assert [each["email"] for each in kept["orders"]] == [GUEST]
    assert kept["customer"]["since"] is None
    assert out.stat().st_mode & 0o777 == 0o600
    before = out.read_bytes()
    again = storefront("customers", "data", slug, GUEST, "--out", str(out), variables=variables)
    assert (again.status, again.out) == (2, "")
    assert "File exists" in again.err
    assert out.read_bytes() == before
    with sale.session() as session:
        assert customers.find_customer(session, GUEST) is None


def test_who_is_erased_is_known_no_more_and_an_order_under_way_is_waited_for(
    storefront: Command, settings: Settings, sale: Sale, tmp_path: Path
) -> None:
    slug, variables, out = slug_of(sale), environment(settings), str(tmp_path / "noor.json")
    waiting = sale.place(sale.reviewed(sale.basket(), replace(WISHES, email="wan@example.com")))
    refused = storefront("customers", "erase", slug, "wan@example.com", "--yes", variables=variables)
    with sale.session() as session:
        number = orders.order_by_id(session, waiting.order_id).number
        assert privacy.buyer_by_email(session, sale.tenant_id, "wan@example.com").id is None
    assert (refused.status, refused.err) == (2, f"storefront: orders {number} are under way\n")
    unasked = storefront("customers", "erase", slug, GUEST, variables=variables)
    assert unasked.status != 0
    assert storefront("customers", "data", slug, GUEST, "--out", out, variables=variables).status == 0
    done = storefront("customers", "erase", slug, GUEST, "--yes", variables=variables)
    assert (done.status, done.out) == (0, f"{slug}: the buyer is erased; issued invoices stay\n")
    gone = storefront("customers", "erase", slug, GUEST, "--yes", variables=variables)
    assert (gone.status, gone.err) == (2, "storefront: the shop knows nobody by this address\n")


def test_who_only_left_a_checkout_is_erased_by_an_address_that_is_in_no_command_line_and_no_output(
    storefront: Command, settings: Settings, sale: Sale, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug, variables, out = slug_of(sale), environment(settings), tmp_path / "left.json"
    basket = sale.basket()
    sale.reviewed(basket, replace(WISHES, email="Left@Example.com"))

    def ask(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO("left@example.com\n"))
        return storefront("customers", *arguments, variables=variables)

    written = ask("data", slug, "-", "--out", str(out))
    done = ask("erase", slug, "-", "--yes")
    gone = ask("erase", slug, "-", "--yes")
    assert (written.status, done.status, gone.status) == (0, 0, 2)
    assert "left@" not in "".join(each.out + each.err for each in (written, done, gone)).lower()
    [left] = json.loads(out.read_text(encoding="utf-8"))["checkouts"]
    assert (left["email"], left["wishes"]["address"]["line1"]) == ("Left@Example.com", WISHES.address["line1"])
    with sale.session() as session, pytest.raises(privacy.UnknownBuyer):
        privacy.buyer_by_email(session, sale.tenant_id, "left@example.com")
    with pytest.raises(cart.CartNotFound):
        sale.now(basket)


def test_of_a_stranger_a_bad_address_and_another_shops_buyer_nothing_is_written(
    storefront: Command, settings: Settings, sale: Sale, tmp_path: Path
) -> None:
    other, variables, out = a_shop(sale.shop.database), environment(settings), tmp_path / "none.json"
    with other.session() as session:
        others = lifecycle.tenant_by_id(session, other.tenant_id).slug
    for shop, email in ((others, GUEST), (slug_of(sale), "nobody@example.com"), (slug_of(sale), "noor"), ("no", GUEST)):
        said = storefront("customers", "data", shop, email, "--out", str(out), variables=variables)
        assert (said.status, said.out, said.err.count("\n")) == (2, "", 1), said
    assert not out.exists()
