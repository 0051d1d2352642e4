"""`demo.json`: what scripts need to know of a running demo."""

import json
from pathlib import Path

from pydantic import SecretStr

from storefront.cli.demo.secrets_file import DemoSecrets, write_privately
from storefront.provision import DemoShopSummary, DemoZone
from tenants.kit.settings import Settings

MANIFEST = "demo.json"


def write_manifest(data_dir: Path, zone: DemoZone, settings: Settings, secrets: DemoSecrets) -> None:
    """It holds passwords and tokens, so its owner alone may read it."""
    domain = settings.platform_domain
    manifest = {
        "base_domain": domain,
        "port": settings.public_port or 80,
        "platform": {
            "url": settings.origin(f"admin.{domain}") + "/platform",
            "email": zone.platform_email,
            "password": secrets.platform_password,
        },
        "shops": [_shop(each, settings, secrets) for each in zone.shops],
        "database_url": _plain(settings.database_url),
        "owner_database_url": _plain(settings.owner_database_url),
        "stripe_webhook_secret": secrets.stripe_webhook_secret,
        "mail_dir": str(data_dir / "mail"),
    }
    write_privately(data_dir / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False))


def _shop(shop: DemoShopSummary, settings: Settings, secrets: DemoSecrets) -> dict[str, object]:
    return {
        "slug": shop.slug,
        "url": settings.origin(f"{shop.slug}.{settings.platform_domain}"),
        "theme": shop.theme,
        "views": [
            {"prefix": view.prefix, "language": view.language, "market": view.market_handle, "currency": view.currency}
            for view in shop.views
        ],
        "owner": {"email": shop.owner_email, "password": secrets.shop_password},
        "api_token": shop.api_token,
    }


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
