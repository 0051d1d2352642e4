"""The image without an engine: its recipe is clean, its steps build what works, and what is in it is listed."""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from infra.image.build import BuildFailed, build
from infra.image.materials import LOCK, ListingFailed, listed
from infra.tools.checks.outcome import CheckFailed, require
from infra.tools.terraform import INFRA, TOOLS, Terraform
from storefront.cli.embedded_postgres import EmbeddedPostgres
from tenants.isolation.policies import OWNER, PLATFORM, SERVING

ROOT = INFRA.parent
OUT = ROOT / ".data" / "sbom.cdx.json"
_VALIDATE = """
import sys, pathlib
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
sys.exit(str(JsonStrictValidator(SchemaVersion.V1_6).validate_str(pathlib.Path(sys.argv[1]).read_text()) or "") or 0)
"""


def check_image(_ready: Terraform) -> str:
    done = subprocess.run(
        [TOOLS / "image/bin/hadolint", INFRA / "image/Dockerfile", INFRA / "image/Caddy.Dockerfile"],
        capture_output=True,
        text=True,
        check=False,
    )
    require(done.returncode == 0, done.stdout + done.stderr)
    with tempfile.TemporaryDirectory(prefix="storefront-image-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        try:
            steps = list(build(place))
        except BuildFailed as reason:
            raise CheckFailed(str(reason)) from None
        _try_out(place)
        size = sum(
            path.stat().st_size for path in (place / "app").rglob("*") if path.is_file() and not path.is_symlink()
        )
    return (
        f"hadolint finds nothing; the image's {len(steps)} steps build {size / 1_000_000:.0f} MB"
        " that prepare a server, migrate it and find it in order"
    )


def _try_out(place: Path) -> None:
    """What was built prepares a new server, migrates it and finds itself in order."""
    server = EmbeddedPostgres(place)
    server.start()
    try:
        roles = {"": SERVING, "OWNER_": OWNER, "PLATFORM_": PLATFORM}
        variables = {
            f"STOREFRONT_{kind}DATABASE_URL": server.url(role, "p", "storefront") for kind, role in roles.items()
        }
        variables |= {
            "STOREFRONT_ADMIN_DATABASE_URL": server.superuser_url(),
            "STOREFRONT_SECRET_KEY": "k" * 40,
            "STOREFRONT_MEDIA_URL": (place / "media").as_uri(),
        }
        for command in ("prepare", "migrate", "doctor"):
            done = subprocess.run(
                [place / "app/bin/storefront", command],
                env={"PATH": os.environ["PATH"], **variables}, cwd=place, capture_output=True, text=True, check=False,
            )  # fmt: skip
            require(done.returncode == 0, f"storefront {command}: {done.stdout}{done.stderr}")
    finally:
        server.stop()


def check_materials(_ready: Terraform) -> str:
    with tempfile.TemporaryDirectory(prefix="storefront-listing-") as folder:
        place = Path(folder)
        try:
            list(build(place, only="listing"))
            whole = listed(place / "listing")
        except (BuildFailed, ListingFailed) as reason:
            raise CheckFailed(str(reason)) from None
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(whole))
    done = subprocess.run(
        [TOOLS / "image/bin/python", "-c", _VALIDATE, OUT], capture_output=True, text=True, check=False
    )
    require(done.returncode == 0, done.stdout + done.stderr)
    parts = {each["name"].lower() for each in whole["components"]}
    locked = {name.lower() for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", LOCK.read_text())}
    require(locked <= parts, f"not listed: {sorted(locked - parts)}")
    debian = sum(each.get("purl", "").startswith("pkg:deb/") for each in whole["components"])
    return (
        f"a valid CycloneDX list of the image's {len(locked)} packages with their hashes, of Python, and of {debian}"
        f" Debian packages, which are this machine's where the image has its base's: {OUT.relative_to(ROOT)}"
    )
