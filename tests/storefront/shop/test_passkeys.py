"""Passkeys over HTTP: the browser's answer comes as a form, and what is refused is said and changes nothing."""

import pytest
from starlette.testclient import TestClient

from storefront import customers
from tests.factories.catalog import AShop
from tests.factories.passkeys import Device
from tests.storefront.shop.test_account import (
    ORIGIN,
    SHOP,
    _nobody_signed_in,
    look,
    post,
    shop,
    sign_in,
    zone_database,
)

__all__ = ["_nobody_signed_in", "shop", "zone_database"]


def options(client: TestClient, action: str) -> str:
    status, _, text = post(client, "/account/passkeys/options", action=action)
    assert status == 200
    return text


@pytest.fixture
def device() -> Device:
    return Device(ORIGIN, f"{SHOP}.localhost")


def test_a_passkey_is_made_by_whoever_is_signed_in_and_signs_in_to_the_account(
    client: TestClient, shop: AShop, device: Device
) -> None:
    sign_in(client, shop, "fatin@example.com")
    sent = device.creates(options(client, "new"))
    assert post(client, "/account/passkeys/new", credential=sent, name="Phone")[:2] == (303, "/account#passkeys-title")
    assert 'value="Phone"' in look(client).text
    assert post(client, "/account/passkeys/new", credential=sent)[1] == "/account?passkey=refused#passkeys-title"
    client.cookies.clear()
    sent = device.signs(options(client, "sign-in"))
    assert post(client, "/account/passkeys/sign-in", credential=sent)[:2] == (303, "/account")
    assert "fatin@example.com" in look(client).words
    client.cookies.clear()
    status, _, text = post(client, "/account/passkeys/sign-in", credential=sent)
    assert (status, "This passkey does not work here." in text) == (422, True)
    assert "fatin@example.com" not in look(client).words


def test_a_guest_makes_no_passkey(client: TestClient, shop: AShop, device: Device) -> None:
    sent = device.creates(options(client, "new"))
    post(client, "/account/passkeys/new", credential=sent)
    sent = device.signs(options(client, "sign-in"))
    assert post(client, "/account/passkeys/sign-in", credential=sent)[0] == 422


def test_nobody_removes_anothers(client: TestClient, shop: AShop, device: Device) -> None:
    device.credential_id = b"a passkey that stays where it is"
    sign_in(client, shop, "gita@example.com")
    post(client, "/account/passkeys/new", credential=device.creates(options(client, "new")))
    with shop.session() as session:
        gita = customers.find_customer(session, "gita@example.com")
        assert gita is not None
        [kept] = customers.passkeys_of(session, gita.id or 0)
    path = f"/account/passkeys/{kept.id}"
    client.cookies.clear()
    assert post(client, path, action="remove")[:2] == (303, "/account")
    sign_in(client, shop, "hugo@example.com")
    assert post(client, path, action="remove")[0] == 404
    client.cookies.clear()
    sign_in(client, shop, "gita@example.com")
    post(client, path, action="name", name="Tablet")
    assert 'value="Tablet"' in look(client).text
    assert post(client, path, action="remove")[:2] == (303, "/account#passkeys-title")
    assert 'value="Tablet"' not in look(client).text


def test_another_site_can_not_ask_for_a_challenge(client: TestClient) -> None:
    foreign = {"origin": "https://evil.example"}
    assert client.post(f"{ORIGIN}/account/passkeys/options", data={"action": "x"}, headers=foreign).status_code == 403
