import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.kit.slugs import slugify

READINGS = {
    "福源食品 Johor": "fu-yuan-shi-pin-johor",
    "陈记茶行": "chen-ji-cha-hang",
    "顺发商行": "shun-fa-shang-hang",
    "重庆火锅": "chong-qing-huo-guo",
    "蜡染丝巾": "la-ran-si-jin",
    "சரவணா டெக்ஸ்டைல்ஸ் Miri": "crvna-tekstails-miri",
    "كرامة للعطور Melaka": "krmh-lltwr-melaka",
    "کداي رنچه": "kdy-rnchh",
    "น้ำผึ้ง": "namphueng",
    "Чай «Липа»": "chay-lipa",
    "Ólafur & Ñandú Crafts Johor": "olafur-nandu-crafts-johor",
    "Kedai D’Lima Ipoh": "kedai-dlima-ipoh",
    "Borneo “Wild” Honey": "borneo-wild-honey",
    "ｆｕｌｌ　ｗｉｄｔｈ": "full-width",
    "Straße": "strasse",
}


@pytest.mark.parametrize(("name", "slug"), READINGS.items())
def test_names_of_every_script_become_words_for_addresses(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize("nothing", ["", "   ", "---", "!?", "\x00", "\u200f"])
def test_what_can_not_be_read_becomes_nothing(nothing: str) -> None:
    assert slugify(nothing) == ""


def test_a_long_name_is_cut_at_the_end_of_a_word() -> None:
    assert slugify("Perusahaan Kerepek Pisang", limit=20) == "perusahaan-kerepek"


def test_one_long_word_is_cut_where_it_must() -> None:
    assert slugify("a " + "b" * 30, limit=10) == "a-bbbbbbbb"


@given(st.text(), st.integers(1, 100))
def test_any_text_becomes_a_slug_or_nothing(text: str, limit: int) -> None:
    slug = slugify(text, limit=limit)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= limit


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug


def test_the_reader_of_han_is_loaded_only_where_there_is_han() -> None:
    program = "import sys; from tenants.kit.slugs import slugify; slugify({!r}); print('pypinyin' in sys.modules)"
    for name, is_loaded in (("Straße", "False"), ("丝巾", "True")):
        done = subprocess.run([sys.executable, "-c", program.format(name)], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == is_loaded, name
