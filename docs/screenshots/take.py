"""Takes the README's screenshots of a demo that runs on this machine: `make screenshots`."""

import io
import json
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 1280, 1600
SHOWN_WIDTH = 800
# The view of each shop that shows best what it is about.
PATHS = {"seri-batik": "/ar-mena", "rempah-raya": "/zh-hans-cn", "timah-rotan": "/de-eu"}


def main() -> None:
    manifest = json.loads(Path(sys.argv[1] if len(sys.argv) > 1 else ".data/demo.json").read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP *.localhost 127.0.0.1"],
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.add_init_script("localStorage.setItem('view-chosen', '1')")  # nobody is offered another language
        for shop in manifest["shops"]:
            for name, path in (("", "/"), ("-abroad", PATHS.get(shop["slug"], ""))):
                if path:
                    page.goto(shop["url"] + path, wait_until="networkidle")
                    _keep(page.screenshot(), FOLDER / f"{shop['slug']}{name}.webp")
        browser.close()


def _keep(png: bytes, path: Path) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    height = round(picture.height * SHOWN_WIDTH / picture.width)
    picture.resize((SHOWN_WIDTH, height), Image.Resampling.LANCZOS).save(path, "WEBP", quality=80, method=6)


if __name__ == "__main__":
    main()
