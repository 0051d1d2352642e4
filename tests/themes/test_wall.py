"""What strangers write is read, compiled and first rendered in a child that may be killed."""

import zipfile
from pathlib import Path

from tests.themes.workshop import PLAIN, a_theme_folder
from themes import engine
from themes.engine import cli
from themes.engine.wall import Limits

PARENTS = PLAIN.parent
# As much as a theme may have, all of it allowed.
HEAVY = {f"snippets/s{n}.html": "{{ shop.name }}" * 2_500 for n in range(3)}


def test_a_theme_in_order_may_go_live(tmp_path: Path) -> None:
    folder = a_theme_folder(tmp_path, {})
    assert engine.trial_render(folder, parents=PARENTS) == []
    assert engine.check(folder, parents=PARENTS) == []


def test_a_refused_template_says_file_line_and_reason(tmp_path: Path) -> None:
    folder = a_theme_folder(tmp_path, {"sections/hero.html": "<h1>x</h1>\n\n{{ shop.name|safe }}"})
    (found,) = engine.trial_render(folder, parents=PARENTS)
    assert (found.file, found.line) == ("sections/hero.html", 3)
    assert "“safe” is refused" in found.reason


def test_advice_does_not_keep_a_theme_from_going_live(tmp_path: Path) -> None:
    folder = a_theme_folder(tmp_path, {"assets/theme.css": "p{margin-left:1rem}"})
    assert engine.trial_render(folder, parents=PARENTS) == []
    assert [finding.is_refusal for finding in engine.check(folder, parents=PARENTS)] == [False]


def test_a_theme_that_takes_too_long_is_killed_and_refused(tmp_path: Path) -> None:
    layout = (PLAIN / "layouts" / "default.html").read_text()
    loops = "{% for a in range(200) %}{% for b in range(200) %}{% if a == b %}{% endif %}{% endfor %}{% endfor %}"
    slow = loops + "{{ content }}"
    folder = a_theme_folder(tmp_path, {**HEAVY, "layouts/default.html": layout.replace("{{ content }}", slow)})
    assert engine.trial_render(folder, parents=PARENTS) == []
    (found,) = engine.trial_render(folder, parents=PARENTS, limits=Limits(seconds=1))
    assert (found.is_refusal, "longer than 1 second" in found.reason) == (True, True)


def test_a_theme_that_takes_too_much_memory_is_refused(tmp_path: Path) -> None:
    folder = a_theme_folder(tmp_path, HEAVY)
    assert engine.trial_render(folder, parents=PARENTS) == []
    (found,) = engine.trial_render(folder, parents=PARENTS, limits=Limits(memory=65_000_000))
    assert (found.is_refusal, "more memory or time" in found.reason) == (True, True)


def test_all_templates_together_are_limited_too_since_the_server_compiles_them_again(tmp_path: Path) -> None:
    folder = a_theme_folder(tmp_path, {**HEAVY, "snippets/more.html": HEAVY["snippets/s0.html"]})
    (found,) = engine.trial_render(folder, parents=PARENTS)
    assert (found.is_refusal, "all templates of a theme" in found.reason) == (True, True)


def test_a_zip_is_checked_from_the_command_line(tmp_path: Path) -> None:
    packed = tmp_path / "theme.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in PLAIN.rglob("*"):
            if path.is_file():
                archive.write(path, f"plain-1.0/{path.relative_to(PLAIN)}")
    assert cli.main(["check", str(packed)]) == 0


def test_a_page_is_saved_that_opens_by_itself(tmp_path: Path) -> None:
    saved = tmp_path / "page.html"
    assert cli.main(["render", str(PLAIN), "home", "--language", "ar", "--out", str(saved)]) == 0
    html = saved.read_text()
    assert '<html lang="ar" dir="rtl">' in html
    assert "/assets/" not in html
    assert "padding-inline" in html
