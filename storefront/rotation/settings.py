"""What the function is told by its environment; infra/modules/rotation writes it."""

import json
import os
from dataclasses import dataclass

PREFIX = "ROTATION_"


@dataclass(frozen=True, slots=True)
class RotationSettings:
    """Each field is the variable `ROTATION_<FIELD>`."""

    admin_secret: str  # the secret in which RDS keeps `username` and `password` of the administrator
    admin_database_url: str  # the database as its administrator, without name and password
    cluster: str
    services: dict[str, list[str]]  # and the secrets that each starts with: it begins anew when one of them changes


def load_rotation_settings() -> RotationSettings:
    """Raises KeyError or ValueError where a variable is missing or malformed."""
    return RotationSettings(
        admin_secret=os.environ[PREFIX + "ADMIN_SECRET"],
        admin_database_url=os.environ[PREFIX + "ADMIN_DATABASE_URL"],
        cluster=os.environ[PREFIX + "CLUSTER"],
        services=json.loads(os.environ[PREFIX + "SERVICES"]),
    )
