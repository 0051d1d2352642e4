"""Passkeys: whoever holds one signs in with it on its own host, once for each challenge, and nobody else does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec

from storefront import customers
from storefront.customers import Customer, PasskeyRefused, Site
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.catalog import AShop, a_shop
from tests.factories.passkeys import Device

SITE = Site("Seri Batik", "https://seri.example")
EMAIL = "lina@example.com"


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)


@pytest.fixture
def device() -> Device:
    return Device(SITE.origin, SITE.host)


def a_customer(shop: AShop, email: str = EMAIL) -> Customer:
    with shop.session() as session:
        return customers.meet(session, shop.tenant_id, email, language="en")


def challenge_for(shop: AShop, email: str) -> str:
    who = a_customer(shop, email)
    with shop.session() as session:
        return customers.registration_options(session, shop.tenant_id, who, SITE)


def challenge(shop: AShop) -> str:
    with shop.session() as session:
        return customers.sign_in_options(session, shop.tenant_id, SITE)


def added(shop: AShop, sent: str, email: str = EMAIL, site: Site = SITE) -> None:
    who = a_customer(shop, email)
    with shop.session() as session:
        answered = customers.use_challenge(session, sent)
    with shop.session() as session:
        customers.add_passkey(session, shop.tenant_id, who, site, answered, name=" My \n phone ")


def signed_in(shop: AShop, sent: str, site: Site = SITE) -> str:
    """Whose session it is."""
    with shop.session() as session:
        answered = customers.use_challenge(session, sent)
    with shop.session() as session:
        customer, token = customers.sign_in_by_passkey(session, shop.tenant_id, site, answered)
        found = customers.customer_signed_in(session, token)
        assert found is not None
        assert found.id == customer.id
        return found.email


def registered(shop: AShop, device: Device) -> None:
    added(shop, device.creates(challenge_for(shop, EMAIL)))


def test_a_passkey_signs_its_customer_in_again_and_again(shop: AShop, device: Device) -> None:
    registered(shop, device)
    for _ in range(2):
        assert signed_in(shop, device.signs(challenge(shop))) == EMAIL
    with shop.session() as session:
        [kept] = customers.passkeys_of(session, a_customer(shop).id or 0)
    assert (kept.name, kept.host, kept.sign_count) == ("My phone", "seri.example", 2)
    assert kept.used_at is not None


def test_an_answer_counts_once(shop: AShop, device: Device) -> None:
    registered(shop, device)
    sent = device.signs(challenge(shop))
    assert signed_in(shop, sent) == EMAIL
    with pytest.raises(PasskeyRefused):
        signed_in(shop, sent)


def test_a_wrong_answer_uses_the_challenge_up_too(shop: AShop, device: Device) -> None:
    registered(shop, device)
    asked = challenge(shop)
    with pytest.raises(PasskeyRefused):
        signed_in(shop, device.signs(asked, key=ec.generate_private_key(ec.SECP256R1())))
    with pytest.raises(PasskeyRefused):
        signed_in(shop, device.signs(asked))


FORGED: dict[str, Callable[[AShop, Device], str]] = {
    "another key": lambda shop, device: device.signs(challenge(shop), key=ec.generate_private_key(ec.SECP256R1())),
    "another origin": lambda shop, device: device.signs(challenge(shop), origin="https://seri.example.evil.example"),
    "a challenge for a new passkey": lambda shop, device: device.signs(challenge_for(shop, EMAIL)),
    "a made-up challenge": lambda shop, device: device.signs('{"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'),
    "a registration": lambda shop, device: device.creates(challenge(shop)),
    "nothing": lambda shop, device: "",
    "no object": lambda shop, device: "[1, 2]",
    "no client data": lambda shop, device: '{"id": "x", "response": {"clientDataJSON": "e30"}}',
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_answer_signs_nobody_in(shop: AShop, device: Device, forged: Callable[[AShop, Device], str]) -> None:
    registered(shop, device)
    with pytest.raises(PasskeyRefused):
        signed_in(shop, forged(shop, device))


def test_an_answer_by_nobody_who_showed_themselves_is_refused(shop: AShop, device: Device) -> None:
    registered(shop, device)
    device.verifies = False
    with pytest.raises(PasskeyRefused):
        signed_in(shop, device.signs(challenge(shop)))


def test_a_copied_device_is_known_by_its_counter(shop: AShop, device: Device) -> None:
    registered(shop, device)
    device.count = 7
    assert signed_in(shop, device.signs(challenge(shop))) == EMAIL
    device.count = 3
    with pytest.raises(PasskeyRefused):
        signed_in(shop, device.signs(challenge(shop)))


def test_a_challenge_is_too_old_after_five_minutes(shop: AShop, device: Device) -> None:
    registered(shop, device)
    sent = device.signs(challenge(shop))
    later = clock.now() + customers.CHALLENGE_LASTS + timedelta(seconds=1)
    with time_machine.travel(later, tick=False), pytest.raises(PasskeyRefused):
        signed_in(shop, sent)


def test_another_shop_knows_neither_the_passkey_nor_the_challenge(
    shop: AShop, device: Device, database: Database
) -> None:
    registered(shop, device)
    other = a_shop(database)
    with pytest.raises(PasskeyRefused):
        signed_in(other, device.signs(challenge(shop)))
    with pytest.raises(PasskeyRefused):  # on the same host, as after a shop's domain was given to another
        signed_in(other, device.signs(challenge(other)))
    with pytest.raises(PasskeyRefused):
        signed_in(shop, device.signs(challenge(shop)), site=Site("x", "https://other.example"))


def test_a_new_passkey_is_for_whoever_asked_for_it(shop: AShop, device: Device) -> None:
    asked = challenge_for(shop, EMAIL)
    with pytest.raises(PasskeyRefused):
        added(shop, device.creates(asked), email="mallory@example.com")
    for sent in (device.creates(challenge_for(shop, EMAIL), origin="https://evil.example"), device.creates(asked)):
        with pytest.raises(PasskeyRefused):
            added(shop, sent)
    registered(shop, device)
    with pytest.raises(PasskeyRefused):  # the same one again, by somebody else
        added(shop, device.creates(challenge_for(shop, "eve@example.com")), email="eve@example.com")
    assert signed_in(shop, device.signs(challenge(shop))) == EMAIL


def test_several_are_kept_named_and_removed_by_nobody_else(shop: AShop, device: Device) -> None:
    registered(shop, device)
    laptop = Device(SITE.origin, SITE.host, credential_id=b"the other one of this test")
    registered(shop, laptop)
    mine, other = a_customer(shop).id or 0, a_customer(shop, "eve@example.com").id or 0
    with shop.session() as session:
        first, second = customers.passkeys_of(session, mine)
        customers.rename_passkey(session, mine, second.id or 0, name="Laptop")
        for deed in (customers.remove_passkey, lambda s, who, which: customers.rename_passkey(s, who, which, name="x")):
            with pytest.raises(customers.PasskeyNotFound):
                deed(session, other, first.id or 0)
        customers.remove_passkey(session, mine, first.id or 0)
        assert [each.name for each in customers.passkeys_of(session, mine)] == ["Laptop"]
    with pytest.raises(PasskeyRefused):
        signed_in(shop, device.signs(challenge(shop)))
    assert signed_in(shop, laptop.signs(challenge(shop))) == EMAIL


def test_there_is_room_for_ten(shop: AShop) -> None:
    for number in range(10):
        registered(shop, Device(SITE.origin, SITE.host, credential_id=b"a passkey of a test %d" % number))
    with pytest.raises(customers.TooManyPasskeys):
        challenge_for(shop, EMAIL)
