"""The demo's passwords and keys: made once per data directory, kept beside the data, readable by its owner only."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from tenants.kit.errors import Conflict

SECRETS = "demo.secrets.json"


class UnusableSecrets(Conflict):
    """The file is gone, damaged or of another version, and the database beside it knows the old passwords only."""


@dataclass(frozen=True, slots=True)
class DemoSecrets:
    """Keys of the deployment, passwords of the three database roles, and sign-ins of people."""

    secret_key: str
    stripe_webhook_secret: str
    owner_role: str
    serving_role: str
    platform_role: str
    platform_password: str
    shop_password: str


def load_secrets(data_dir: Path, *, must_exist: bool) -> DemoSecrets:
    """Read them, or make them where nothing depends on them yet. Raises UnusableSecrets."""
    path = data_dir / SECRETS
    try:
        return DemoSecrets(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        if must_exist:
            raise UnusableSecrets(f"{path} is missing: start with --fresh, or name another --data-dir") from None
    except (ValueError, TypeError):
        raise UnusableSecrets(f"{path} can not be understood: start with --fresh, or name another --data-dir") from None
    made = _new_secrets()
    write_privately(path, json.dumps(asdict(made), indent=2))
    return made


def write_privately(path: Path, text: str) -> None:
    """Write the file whole or not at all, for its owner's eyes only."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _new_secrets() -> DemoSecrets:
    return DemoSecrets(
        secret_key=secrets.token_urlsafe(48),
        stripe_webhook_secret="whsec_" + secrets.token_urlsafe(24),
        owner_role=secrets.token_urlsafe(18),
        serving_role=secrets.token_urlsafe(18),
        platform_role=secrets.token_urlsafe(18),
        platform_password=_spoken_password(),
        shop_password=_spoken_password(),
    )


def _spoken_password() -> str:
    """Easy to type on a phone, hard to guess: four groups of letters and digits without look-alikes (79 bits)."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))
