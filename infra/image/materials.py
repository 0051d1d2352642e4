"""What is in the image, as a CycloneDX list: our locked packages, Python, and the Debian packages of the base.

    docker build --target materials --output .data/base -f infra/image/Dockerfile .
    python -m infra.image.materials .data/base .data/sbom.cdx.json

The folder is what the Dockerfile's stage `listing` writes: dpkg's own `status`, `os-release`, and Python's version.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements" / "image.lock"
_TOOL = ROOT / ".venv" / "infra" / "image" / "bin" / "cyclonedx-py"

Component = dict[str, Any]  # Any: JSON, https://cyclonedx.org/docs/1.6/json/


class ListingFailed(Exception):
    """The list could not be made; the message is why."""


def installed(status: str) -> list[dict[str, str]]:
    """The installed packages of a dpkg status file, each by its fields (deb-control(5))."""
    packages = []
    for paragraph in re.split(r"\n\s*\n", status.strip()):
        fields = dict(re.findall(r"(?m)^([A-Za-z-]+): *(.*)$", paragraph))
        if fields.get("Status", "").endswith(" installed"):
            packages.append(fields)
    return packages


def components_of_base(folder: Path) -> list[Component]:
    """The base itself, Python, and every Debian package, in the order of their names."""
    system = dict(re.findall(r'(?m)^([A-Z_]+)="?([^"\n]*)"?$', (folder / "os-release").read_text(encoding="utf-8")))
    distribution = f"{system['ID']}-{system['VERSION_ID']}"
    python = (folder / "python").read_text(encoding="utf-8").strip()
    debian = [
        _component(package, system["ID"], distribution)
        for package in installed((folder / "status").read_text(encoding="utf-8"))
    ]
    return [
        {"type": "operating-system", "bom-ref": distribution, "name": system["ID"], "version": system["VERSION_ID"]},
        {
            "type": "platform", "bom-ref": f"pkg:generic/python@{python}", "name": "python", "version": python,
            "purl": f"pkg:generic/python@{python}",
        },
        *sorted(debian, key=lambda each: str(each["bom-ref"])),
    ]  # fmt: skip


def _component(package: dict[str, str], system: str, distribution: str) -> Component:
    """https://github.com/package-url/purl-spec/blob/main/types/deb-definition.json"""
    name, version, architecture = package["Package"], package["Version"], package["Architecture"]
    # Advisories of Debian are about the source.
    source = re.fullmatch(r"(\S+)(?: \((\S+)\))?", package.get("Source", name))
    assert source is not None, package
    upstream = quote(f"{source[1]}@{source[2] or version}", safe="")
    at = f"pkg:deb/{system}/{quote(name, safe='')}@{quote(version, safe='')}"
    purl = f"{at}?arch={architecture}&distro={distribution}&upstream={upstream}"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def components_of_ours() -> dict[str, Any]:  # Any: JSON
    """The list that a tool makes of our lock file: each package with its hashes. Raises ListingFailed."""
    command = [str(_TOOL), "requirements", str(LOCK), "--pyproject", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [*command, "--output-reproducible", "--of", "JSON", "-o", "-"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise ListingFailed(done.stderr.strip())
    return dict(json.loads(done.stdout))


def listed(folder: Path) -> dict[str, Any]:  # Any: JSON
    """The whole list, the same for the same image. Raises ListingFailed."""
    whole = components_of_ours()
    whole["components"] += components_of_base(folder)
    return whole


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = map(Path, sys.argv[1:])
    try:
        whole = listed(folder)
    except (ListingFailed, OSError) as reason:
        sys.exit(f"not listed: {reason}")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(whole['components'])} components: {out}\n")


if __name__ == "__main__":
    main()
