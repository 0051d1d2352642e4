"""The demo's passwords and keys: made once per data directory, kept beside the data, readable by its owner only."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "demo.secrets.json"


@dataclass(frozen=True, slots=True)
class DemoSecrets:
    """Sign-ins and tokens by shop slug; the database roles' passwords by role."""

    secret_key: str
    stripe_webhook_secret: str
    owner_role: str
    serving_role: str
    platform_role: str
    platform_password: str
    shop_password: str


def load_secrets(data_dir: Path) -> DemoSecrets:
    """Read them, or make them on the first start."""
    path = data_dir / FILE
    if path.is_file():
        return DemoSecrets(**json.loads(path.read_text(encoding="utf-8")))
    made = DemoSecrets(
        secret_key=secrets.token_urlsafe(48),
        stripe_webhook_secret="whsec_" + secrets.token_urlsafe(24),
        owner_role=secrets.token_urlsafe(18),
        serving_role=secrets.token_urlsafe(18),
        platform_role=secrets.token_urlsafe(18),
        platform_password=_spoken_password(),
        shop_password=_spoken_password(),
    )
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(made), indent=2), encoding="utf-8")
    return made


def _spoken_password() -> str:
    """Easy to type on a phone, hard to guess: four groups of letters and digits without look-alikes (80 bits)."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))
