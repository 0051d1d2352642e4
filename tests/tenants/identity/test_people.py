import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants import identity, lifecycle
from tenants.identity import Role
from tenants.isolation import Database
from tests.factories.tenants import a_tenant


def _id(row: identity.Person | lifecycle.Tenant) -> int:
    assert row.id is not None
    return row.id


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" Owner@SME-0001.Example ", "owner@sme-0001.example"),
        ("a+b@x.my", "a+b@x.my"),
        ("o'hara@x.my", "o'hara@x.my"),
        ("a@шёлк.рф", "a@xn--j1ab2bwb.xn--p1ai"),
    ],
)
def test_an_address_is_kept_as_mail_servers_know_it(written: str, address: str) -> None:
    assert identity.normal_email(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "owner",
        "owner@",
        "@x.my",
        "a@b",
        "a b@x.my",
        "a@x.my, b@x.my",
        "a@x.my\nBcc: b@x.my",
        "a\x00@x.my",
        "a..b@x.my",
        '"a b"@x.my',
        "A <a@x.my>",
        "a@[127.0.0.1]",
        "a@x..my",
        f"{'a' * 65}@x.my",
        f"a@{'b.' * 126}my",
    ],
)
def test_what_mail_can_not_be_sent_to_is_refused(written: str) -> None:
    with pytest.raises(identity.BadEmail):
        identity.normal_email(written)


@given(st.text(max_size=60))
def test_any_text_is_one_plain_address_or_refused(written: str) -> None:
    try:
        address = identity.normal_email(f"{written}@x.my")
    except identity.BadEmail:
        return
    assert address.isascii()
    assert address.isprintable()
    assert identity.normal_email(address) == address


def test_a_password_is_kept_as_argon2id_with_the_parameters_of_owasp() -> None:
    kept = identity.password_hash("correct horse")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert identity.password_matches(kept, "correct horse")
    assert not identity.password_matches(kept, "correct house")
    assert not identity.password_needs_rehash(kept)


@pytest.mark.parametrize("kept", [None, "", "plain"])
def test_nobody_signs_in_where_no_password_is_kept(kept: str | None) -> None:
    assert not identity.password_matches(kept, "anything")


def test_a_password_has_a_least_and_a_greatest_length() -> None:
    for password in ("seven77", "x" * 129):
        with pytest.raises(identity.WeakPassword):
            identity.password_hash(password)


def test_a_person_is_enrolled_once_whatever_the_case_of_the_address(database: Database) -> None:
    with database.platform() as session:
        first = identity.enrol_person(session, "Aisyah@batik.example", name="Aisyah", password="a long password")
        again = identity.enrol_person(session, "aisyah@BATIK.example", name="Someone", password="another password")
        assert again.id == first.id
        assert again.name == "Aisyah"
        assert identity.password_matches(again.password_hash, "a long password")
        ids = identity.enrol_people(session, {"aisyah@batik.example": "X", "hadi@batik.example": "Hadi"})
        hadi = identity.person_by_email(session, "hadi@batik.example")
        assert ids == {"aisyah@batik.example": first.id, "hadi@batik.example": hadi.id}
        assert hadi.password_hash is None


def test_a_person_has_one_role_in_a_shop(database: Database) -> None:
    with database.platform() as session:
        person = identity.enrol_person(session, "aisyah@batik.example", name="Aisyah")
        tenant_id = _id(a_tenant(session))
        identity.grant_membership(session, tenant_id, _id(person), Role.STAFF)
        identity.grant_membership(session, tenant_id, _id(person), Role.OWNER)
        memberships = identity.memberships_of_person(session, _id(person))
        assert [(each.tenant_id, each.role) for each in memberships] == [(tenant_id, "owner")]


def test_a_token_opens_its_own_shop_until_it_is_revoked(database: Database) -> None:
    with database.platform() as session:
        mine, other = (_id(a_tenant(session)) for _ in range(2))
    with database.tenant(mine) as session:
        issued = identity.issue_token(session, mine, "stock sync")
        kept = identity.find_api_token(session, issued.secret)
        assert kept is not None
        assert issued.secret not in kept.model_dump_json()
        assert issued.secret not in repr(issued)
    assert identity.tenant_of_token(issued.secret) == mine
    with database.tenant(other) as session:
        assert identity.find_api_token(session, issued.secret) is None
    with database.tenant(mine) as session:
        assert identity.find_api_token(session, f"{issued.secret[:-1]}!") is None
        identity.revoke_token(session, mine, issued.id)
        identity.revoke_token(session, mine, issued.id)
        assert identity.find_api_token(session, issued.secret) is None


@pytest.mark.parametrize("secret", ["", "sft_0_" + "a" * 43, "sft_1_short", "sft_x_" + "a" * 43, "1"])
def test_what_is_not_a_token_is_nobodys(secret: str) -> None:
    assert identity.tenant_of_token(secret) is None
