"""What comes out of decoding, and what never gets that far."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from storefront import media
from storefront.media import pictures
from storefront.media.pictures import codec, process
from tests.storefront.media import samples

WHOLE_WEBP = (("webp", 0),)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def near(pixel: Any, wanted: tuple[int, ...], by: int = 12) -> bool:  # Any: Pillow's pixels are floats, ints or tuples
    return all(abs(one - other) <= by for one, other in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_each_accepted_format_comes_out_as_ordered(kind: str) -> None:
    content = samples.saved(samples.illustration(), kind)
    result = pictures.in_child(content, kind.lower(), (("webp", 0), ("avif", 320), (pictures.FALLBACK, 320)))
    assert (result.width, result.height) == (700, 500)
    assert [(each.format, each.width) for each in result.outputs] == [("webp", 0), ("avif", 320), ("jpeg", 320)]
    assert [opened(each.content).size for each in result.outputs] == [(700, 500), (320, 229), (320, 229)]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF"])
def test_transparency_is_kept_and_asks_for_a_png_fallback(kind: str) -> None:
    content = samples.saved(samples.illustration(mode="RGBA"), kind)
    result = pictures.in_child(content, kind.lower(), (*WHOLE_WEBP, (pictures.FALLBACK, 320)))
    assert [each.format for each in result.outputs] == ["webp", "png"]
    assert all(opened(each.content).convert("RGBA").getchannel("A").getextrema() == (0, 255) for each in result.outputs)


def test_an_alpha_channel_that_hides_nothing_is_dropped() -> None:
    content = samples.saved(samples.illustration().convert("RGBA"), "PNG")
    assert pictures.in_child(content, "png", ((pictures.FALLBACK, 320),)).outputs[0].format == "jpeg"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_metadata_comes_through(kind: str) -> None:
    content = samples.telling(kind)
    assert samples.GPS_NAME in content
    outputs = ((fmt, width) for fmt in ("jpeg", "png", "webp", "avif") for width in (0, 320))
    for output in pictures.in_child(content, kind.lower(), tuple(outputs)).outputs:
        assert samples.GPS_NAME not in output.content
        assert samples.COMMENT not in output.content
        bare = opened(output.content)
        assert not bare.getexif()
        assert {"icc_profile", "xmp", "exif", "comment", "XML:com.adobe.xmp"}.isdisjoint(bare.info)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_picture_is_turned_upright(orientation: int, kind: str) -> None:
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste("red", (0, 0, 30, 20))
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]  # what undoes each orientation
    lying = upright if back is None else upright.transpose(Image.Transpose(back))
    content = samples.saved(lying, kind, exif=samples.telling_exif(orientation=orientation), quality=95)
    result = pictures.in_process(content, kind.lower(), WHOLE_WEBP)
    stood = opened(result.outputs[0].content)
    assert (result.width, result.height) == stood.size == (60, 40)
    assert near(stood.getpixel((8, 8)), (255, 0, 0), by=30)
    assert near(stood.getpixel((50, 30)), (255, 255, 255))


def test_colours_of_another_profile_come_out_in_srgb() -> None:
    content = samples.saved(Image.new("RGB", (50, 50), (255, 0, 0)), "PNG", icc_profile=samples.swapped_profile())
    shown = opened(pictures.in_child(content, "png", WHOLE_WEBP).outputs[0].content).getpixel((25, 25))
    assert near(shown, (0, 0, 255))


def test_a_broken_profile_is_passed_over() -> None:
    content = samples.saved(Image.new("RGB", (50, 50), (120, 60, 30)), "PNG", icc_profile=b"not a profile" * 20)
    shown = opened(pictures.in_child(content, "png", WHOLE_WEBP).outputs[0].content).getpixel((25, 25))
    assert near(shown, (120, 60, 30))


@pytest.mark.parametrize(
    ("picture", "kind", "shown"),
    [
        (Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (Image.new("L", (40, 40), 128), "JPEG", (128, 128, 128)),
        (Image.new("I;16", (40, 40), 32_896), "PNG", (128, 128, 128)),
        (Image.new("1", (40, 40), 1), "PNG", (255, 255, 255)),
    ],
)
def test_unusual_pixels_come_out_in_their_colours(picture: Image.Image, kind: str, shown: tuple[int, ...]) -> None:
    result = pictures.in_child(samples.saved(picture, kind), kind.lower(), WHOLE_WEBP)
    assert near(opened(result.outputs[0].content).getpixel((20, 20)), shown)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "AVIF", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind: str) -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue", "green")]
    content = samples.saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    still = opened(pictures.in_child(content, kind.lower(), WHOLE_WEBP).outputs[0].content)
    assert getattr(still, "n_frames", 1) == 1
    assert near(still.getpixel((32, 32)), (255, 0, 0), by=30)


def test_a_large_picture_is_scaled_down_to_what_is_kept() -> None:
    content = samples.saved(Image.new("RGB", (4000, 1000), "navy"), "JPEG")
    result = pictures.in_child(content, "jpeg", (("jpeg", 0),))
    assert (result.width, result.height) == opened(result.outputs[0].content).size == (3200, 800)


def test_a_width_beyond_the_picture_gives_its_own() -> None:
    result = pictures.in_child(samples.jpeg(200, 100), "jpeg", ((pictures.FALLBACK, 960),))
    assert result.outputs[0].width == 200


@pytest.mark.parametrize(
    ("picture", "colour"),
    [
        (Image.new("RGB", (30, 30), (16, 32, 48)), "#102030"),
        (Image.new("RGBA", (30, 30), (0, 0, 0, 0)), "#ffffff"),
    ],
)
def test_the_placeholder_is_the_average_colour_on_white(picture: Image.Image, colour: str) -> None:
    assert pictures.in_process(samples.saved(picture, "PNG"), "png", ()).placeholder == colour


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.png_claiming(30_000, 30_000, rows=2000), "png"),
        (samples.png_claiming(2**31 - 1, 1), "png"),
        (samples.png_claiming(16_001, 1), "png"),
        (samples.gif_with_a_frame_beyond_its_screen(60_000), "gif"),
    ],
)
def test_a_bomb_is_refused_before_it_is_decoded(content: bytes, kind: str) -> None:
    assert refusal_of(content, kind) is media.Refusal.TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("part", [0.05, 0.6, 0.97])
def test_a_cut_file_is_refused(kind: str, part: float) -> None:
    content = samples.saved(samples.illustration(), kind)
    assert refusal_of(content[: int(len(content) * part)], kind.lower()) is media.Refusal.DAMAGED


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_only_the_sniffed_format_is_tried(kind: str) -> None:
    other = "png" if kind == "JPEG" else "jpeg"
    assert refusal_of(samples.saved(samples.illustration(60, 60), kind), other) is media.Refusal.DAMAGED


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "AVIF"]), st.data())
def test_a_file_with_changed_bytes_is_a_picture_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(samples.saved(samples.illustration(40, 30), kind))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    order = codec.Order(kind.lower(), (("webp", 32),), max_pixels=1_000_000, max_side=5000, kept_side=500)
    try:
        result = codec.carry_out(bytes(content), order)
    except codec.Unusable:
        return
    assert opened(result.outputs[0].content).format == "WEBP"


def refusal_of(content: bytes, kind: str) -> media.Refusal:
    with pytest.raises(media.PictureRefused) as refusal:
        pictures.in_child(content, kind, WHOLE_WEBP)
    return refusal.value.reason


# The child


def child_that(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """The real child, but for what the body changes in it first."""
    folder = str(Path(codec.__file__).parent)
    start = f"import os, sys, time; sys.path.insert(0, {folder!r}); import codec\n"
    monkeypatch.setattr(process, "_PROGRAM", [sys.executable, "-I", "-c", f"{start}{body}\ncodec._main()"])


@pytest.mark.parametrize(
    "decoding",
    [
        "codec._opened = lambda content, order: bytearray(2 << 30)",
        "codec.CPU_SECONDS = 1; codec._opened = lambda content, order: all(True for _ in iter(int, 1))",
        "os.kill(os.getpid(), 11)",
    ],
    ids=["memory", "time", "crash"],
)
def test_a_file_that_costs_too_much_is_refused_and_harms_only_the_child(
    monkeypatch: pytest.MonkeyPatch, decoding: str
) -> None:
    child_that(monkeypatch, decoding)
    assert refusal_of(b"x", "png") is media.Refusal.TOO_COSTLY


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(monkeypatch, "time.sleep(600)")
    monkeypatch.setattr(process, "WALL_SECONDS", 0.3)
    assert refusal_of(b"x", "png") is media.Refusal.TOO_COSTLY


def test_the_child_writes_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    target = tmp_path / "written"
    child_that(monkeypatch, f"codec._opened = lambda content, order: open({str(target)!r}, 'w', 1).write('x' * 100)")
    assert refusal_of(b"x", "png") is media.Refusal.DAMAGED
    assert target.read_bytes() == b""


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOREFRONT_SECRET_KEY", "k" * 40)
    child_that(monkeypatch, "time.sleep(600 if 'STOREFRONT_SECRET_KEY' in os.environ else 0)")
    monkeypatch.setattr(process, "WALL_SECONDS", 10)
    assert refusal_of(b"x", "png") is media.Refusal.DAMAGED


@pytest.mark.parametrize(
    "lie",
    [
        "[]",
        "{'refused': 'no such reason'}",
        "{'width': 9, 'height': 9, 'placeholder': '#000000', 'outputs': []}",
        "{'width': 9, 'height': 9, 'placeholder': '#000000', 'outputs': [['webp', 0, 6]]}, b'<html>'",
        "{'width': 9, 'height': 9, 'placeholder': '#000000', 'outputs': [['png', 0, 8]]}, b'\\x89PNG\\r\\n\\x1a\\n'",
        "{'width': 9, 'height': 9, 'placeholder': '\"><script>', 'outputs': [['webp', 0, 12]]}, b'RIFF0000WEBP'",
        "{'width': 99999, 'height': 9, 'placeholder': '#000000', 'outputs': [['webp', 0, 12]]}, b'RIFF0000WEBP'",
        "{'width': 9, 'height': 9, 'placeholder': '#000000', 'outputs': [['webp', 0, 12]]}, b'RIFF0000WEBP<script>'",
    ],
)
def test_an_answer_to_another_order_is_not_believed(monkeypatch: pytest.MonkeyPatch, lie: str) -> None:
    child_that(
        monkeypatch,
        f"sys.stdin.buffer.read(); sys.stdout.buffer.write(codec.framed({lie})); sys.stdout.flush(); os._exit(0)",
    )
    assert refusal_of(b"x", "png") is media.Refusal.DAMAGED


# Pictures that ship with the product


def test_a_webp_of_pixels_only_is_plain() -> None:
    assert pictures.is_plain_webp(samples.webp())
    assert pictures.is_plain_webp(samples.saved(samples.illustration(mode="RGBA"), "WEBP"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        samples.jpeg(),
        samples.telling("WEBP"),
        samples.webp() + b"<script>",
        samples.webp()[:-2],
        b"RIFF\x10\x00\x00\x00WEBPhtml\x04\x00\x00\x00<p>1",
    ],
    ids=["empty", "jpeg", "metadata", "trailing", "cut", "other"],
)
def test_anything_more_is_not_plain(content: bytes) -> None:
    assert not pictures.is_plain_webp(content)
