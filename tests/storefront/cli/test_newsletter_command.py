"""Who gets news, taken out by an operator."""

import csv
import io
import json
from pathlib import Path

from storefront import customers
from storefront.customers import Answer, Purpose
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.themes import a_dressed_shop
from tests.storefront.cli.commands import environment
from tests.storefront.cli.conftest import Command

YES, NO = Answer(True, "News, please", "en"), Answer(False, "No more", "en")


def test_those_who_said_yes_last_are_exported_with_a_link_out(
    storefront: Command, settings: Settings, database: Database, tmp_path: Path
) -> None:
    shop, other, variables = a_dressed_shop(database), a_dressed_shop(database), environment(settings)
    with database.tenant(shop.tenant_id) as session:
        for email, answers in {
            "b@example.com": [YES, NO],
            "=1+1@example.com": [YES],
            "a@example.com": [NO, YES],
        }.items():
            for answer in answers:
                customers.note_consent(session, shop.tenant_id, email, Purpose.MARKETING, answer)
        customers.note_consent(session, shop.tenant_id, "c@example.com", Purpose.REMINDERS, YES)
        customers.ask_for_news(session, shop.tenant_id, "d@example.com", wording="News", language="en")
        given = customers.latest_consent(session, "a@example.com", Purpose.MARKETING)
    assert given is not None
    said = storefront("newsletter", "export", shop.slug.upper(), variables=variables)
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [row["email"] for row in rows] == ["'=1+1@example.com", "a@example.com"]
    token = customers.news_stop_token(shop.tenant_id, given.id or 0, settings.secret_key.get_secret_value())
    assert rows[1]["stop_url"] == f"{settings.origin(f'{shop.slug}.localhost')}/newsletter/stop/{token}"
    assert (rows[1]["wording"], rows[1]["language"]) == ("News, please", "en")
    lines = storefront("newsletter", "export", shop.slug, "--json", variables=variables).out.splitlines()
    assert [json.loads(line)["email"] for line in lines] == ["=1+1@example.com", "a@example.com"]
    out = tmp_path / "list.csv"
    told = storefront("newsletter", "export", shop.slug, "--out", str(out), variables=variables)
    assert told.out == f"{shop.slug}: 2 addresses in {out}\n"
    assert out.read_text(encoding="utf-8").splitlines() == said.out.splitlines()
    assert storefront("newsletter", "export", other.slug, variables=variables).out.splitlines()[1:] == []
    assert storefront("newsletter", "export", "nobody", variables=variables).status == 2
