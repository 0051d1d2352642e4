"""Themes that a shop brings along, and shops that wear them, for tests."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from storefront import media, theming
from storefront.localization.models import Market
from tenants.isolation import Database
from tests.factories.tenants import a_tenant
from tests.themes.workshop import PLAIN, a_theme_folder
from themes.engine import ThemeData

BROKEN = Path(__file__).parents[1] / "themes" / "broken"


@dataclass(frozen=True, slots=True)
class ADressedShop:
    """A shop with one market and the theme Aurora. Serves as a `theming.ThemeOwner`."""

    tenant_id: int
    slug: str
    installed_themes: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://{self.slug}.localhost:8000"


def a_dressed_shop(database: Database) -> ADressedShop:
    with database.platform() as session:
        tenant = a_tenant(session)
        assert tenant.id is not None
    with database.tenant(tenant.id) as session:
        session.add(
            Market(
                tenant_id=tenant.id,
                handle="my",
                names={"en": "Malaysia"},
                countries=["MY"],
                languages=["en"],
                currency="MYR",
                position=0,
                is_primary=True,
            )
        )
        theming.start_theme(session, tenant.id, "aurora", ThemeData())
    return ADressedShop(tenant.id, tenant.slug)


def installed(database: Database, shop: ADressedShop) -> dict[str, str]:
    """The digests of the shop's own themes by name, as the database has them."""
    with database.tenant(shop.tenant_id) as session:
        return {theme.slug: theme.digest for theme in theming.installed_themes(session)}


def wear(
    database: Database, store: media.MediaStore, shop: ADressedShop, slug: str, data: ThemeData | None = None
) -> None:
    """Make a theme of the shop's its live look, with these choices."""
    shelf = theming.ThemeShelf(store)
    owner = ADressedShop(shop.tenant_id, shop.slug, installed(database, shop))
    theme = shelf.theme_of(owner, slug)
    with database.tenant(shop.tenant_id) as session:
        theming.save_draft(session, shop.tenant_id, theme=theme, data=data or ThemeData())
        theming.publish_draft(session, shop.tenant_id)
    shelf.close()


def zipped(folder: Path, path: Path) -> Path:
    """The folder as many would zip it: inside a folder of its name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, f"{folder.name}/{file.relative_to(folder)}")
    return path


def a_theme_saying(root: Path, words: str, *, version: str = "1.0.0") -> Path:
    """The plain theme whose home page says these words."""
    hero = (PLAIN / "sections/hero.html").read_text(encoding="utf-8")
    toml = (PLAIN / "theme.toml").read_text(encoding="utf-8").replace('"1.0.0"', f'"{version}"')
    files = {"sections/hero.html": hero.replace("</section>", f"<p>{words}</p></section>"), "theme.toml": toml}
    place = root / words.replace(" ", "-")
    place.mkdir()
    return a_theme_folder(place, files)


def a_broken_theme(root: Path, slug: str) -> Path:
    """One of the themes with planted faults, made whole by what it would inherit, so that only its faults remain."""
    files = {
        path.relative_to(BROKEN / slug).as_posix(): path.read_bytes()
        for path in (BROKEN / slug).rglob("*")
        if path.is_file() and path.name != "theme.toml"
    }
    return a_theme_folder(root, files)
