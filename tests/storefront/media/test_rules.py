"""Which files, widths, keys and addresses there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import media
from storefront.media import rules
from tests.storefront.media import samples

DIGEST = "00ff" * 8


@dataclass(frozen=True)
class Shown:
    """The facts of a picture without a database."""

    tenant_id: int = 7
    digest: str = DIGEST
    format: str = "webp"
    width: int = 1200
    renditions: Mapping[str, list[int]] = field(default_factory=dict)


keys = st.builds(
    media.MediaKey,
    st.integers(1, 10**18 - 1),
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.none() | st.integers(1, 99_999),
    st.sampled_from(rules.FORMATS),
)


@given(keys)
def test_a_key_is_read_back_as_it_was_written(key: media.MediaKey) -> None:
    assert media.parse_key(str(key)) == key
    assert rules.checked_key(str(key)) == str(key)
    assert str(key).startswith(media.tenant_prefix(key.tenant_id))


@given(st.text() | st.from_regex(r"t/\d{1,3}/[0-9a-fA-F]{31,33}/(original|0?\d{0,6})\.[a-z]{3,4}\s?"))
def test_whatever_is_read_as_a_key_has_only_that_spelling(text: str) -> None:
    parsed = media.parse_key(text)
    assert parsed is None or str(parsed) == text


@given(keys, st.data())
def test_a_key_with_anything_added_is_none(key: media.MediaKey, data: st.DataObject) -> None:
    text = str(key)
    at = data.draw(st.integers(0, len(text)))
    odd = data.draw(st.sampled_from(["/", "..", "\n", "\x00", " ", "%2e", "\\", "é", "٣"]))
    assert media.parse_key(text[:at] + odd + text[at:]) is None


@given(st.text())
def test_what_passes_as_a_store_key_stays_inside_a_folder(text: str) -> None:
    try:
        rules.checked_key(text)
    except media.BadKey:
        return
    assert not text.startswith("/")
    assert all(part not in ("", ".", "..") for part in text.split("/"))


@given(st.integers(1, rules.KEPT_SIDE))
def test_widths_rise_from_the_ladder_and_never_enlarge(width: int) -> None:
    widths = rules.widths_for(width)
    assert widths == tuple(sorted(set(widths)))
    assert widths[-1] <= min(width, 2400)
    assert widths[-1] >= min(width, 2400) / 1.1
    assert set(widths) - {width} <= set(rules.LADDER)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (40, (40,)),
        (320, (320,)),
        (700, (320, 480, 640)),
        (1200, (320, 480, 640, 960, 1200)),
        (1500, (320, 480, 640, 960, 1280, 1500)),
        (2000, (320, 480, 640, 960, 1280, 1600, 2000)),
        (3200, (320, 480, 640, 960, 1280, 1600, 2400)),
    ],
)
def test_widths_of_a_picture(width: int, widths: tuple[int, ...]) -> None:
    assert rules.widths_for(width) == widths


@given(st.lists(st.tuples(st.sampled_from(rules.FORMATS), st.lists(st.integers(1, 1600), max_size=4).map(tuple))))
def test_writing_renditions_down_twice_changes_nothing(additions: list[tuple[str, tuple[int, ...]]]) -> None:
    once: dict[str, list[int]] = {}
    for kind, widths in additions:
        once = rules.merged_renditions(once, kind, widths)
    twice = once
    for kind, widths in additions:
        twice = rules.merged_renditions(twice, kind, widths)
    assert once == twice


def test_srcset_lists_what_exists_best_format_first() -> None:
    picture = Shown(renditions={"jpeg": [640], "webp": [320, 640], "avif": []})
    found = media.renditions_for(picture, base="https://cdn.example")
    assert list(found.items()) == [
        (
            "image/webp",
            (
                (320, f"https://cdn.example/t/7/{DIGEST}/320.webp"),
                (640, f"https://cdn.example/t/7/{DIGEST}/640.webp"),
            ),
        ),
        ("image/jpeg", ((640, f"https://cdn.example/t/7/{DIGEST}/640.jpg"),)),
    ]


@pytest.mark.parametrize(
    ("renditions", "name"),
    [
        ({}, "original.webp"),
        ({"avif": [320]}, "original.webp"),
        ({"jpeg": [960]}, "960.jpg"),
        ({"jpeg": [320, 480, 640, 960, 1200]}, "960.jpg"),
        ({"png": [320, 500]}, "500.png"),
    ],
)
def test_the_fallback_is_the_middling_old_format_else_the_original(renditions: dict[str, list[int]], name: str) -> None:
    assert media.fallback_url(Shown(renditions=renditions)) == f"/media/t/7/{DIGEST}/{name}"


def test_an_address_is_the_base_and_the_key() -> None:
    assert (
        media.public_url(Shown(), 640, "avif", base="https://cdn.example")
        == f"https://cdn.example/t/7/{DIGEST}/640.avif"
    )
    assert media.public_url(Shown(), None, "webp") == f"/media/t/7/{DIGEST}/original.webp"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_format_is_known_by_its_content(kind: str) -> None:
    content = samples.saved(samples.illustration(40, 30), kind)
    assert rules.accepted_format(content, f"photo.{kind}") == kind.lower()
    assert rules.accepted_format(content, "photo") == kind.lower()


@given(st.binary(max_size=200), st.text(max_size=20))
def test_random_bytes_are_what_they_begin_like_or_refused(content: bytes, name: str) -> None:
    try:
        found = rules.accepted_format(content, name)
    except media.PictureRefused:
        return
    assert found == rules.sniffed_format(content)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "photo.jpg", media.Refusal.EMPTY),
        (b"\xff\xd8\xff" + bytes(media.MAX_BYTES), "photo.jpg", media.Refusal.TOO_HEAVY),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "logo.svg", media.Refusal.NOT_A_PICTURE),
        (b'<?xml version="1.0"?><svg/>', "logo.png", media.Refusal.NOT_A_PICTURE),
        (b"<html><script>alert(1)</script>", "photo.jpg", media.Refusal.NOT_A_PICTURE),
        (b"MM\x00*" + bytes(40), "photo.tiff", media.Refusal.NOT_A_PICTURE),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "photo.heic", media.Refusal.NOT_A_PICTURE),
        (b"\x89PNG\r\n\x1a\n", "photo.jpg", media.Refusal.MISLABELLED),
        (b"\xff\xd8\xff\xe0", "photo.png", media.Refusal.MISLABELLED),
        (b"GIF89a", "page.html", media.Refusal.MISLABELLED),
        (b"GIF89a", "photo.gif.php", media.Refusal.MISLABELLED),
        (b"GIF89a", "C:\\photos.v2\\photo.svg", media.Refusal.MISLABELLED),
    ],
)
def test_what_is_not_taken_is_refused_for_its_reason(content: bytes, name: str, reason: media.Refusal) -> None:
    with pytest.raises(media.PictureRefused) as refusal:
        rules.accepted_format(content, name)
    assert refusal.value.reason is reason
    assert refusal.value.message_key == f"media.refused.{reason}"
