"""The picture of a seal: true size, red, round, and every character of the name in its place."""

from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from math import atan2, degrees, hypot

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from office.fonts.library import Library
from seals.errors import PictureUnreadable, SealCharacterMissing, SealNotMade
from seals.formats.picture import DPI, INK, draw_seal
from seals.model import SealSpec

LIBRARY = Library.built_in()
NAMES = ["某某市人民政府", "中共某某县委员会办公室", "某某省人力资源和社会保障厅事业单位管理处"]


def opened(spec: SealSpec) -> Image.Image:
    picture = Image.open(BytesIO(draw_seal(spec, LIBRARY)))
    picture.load()
    return picture


def ink(spec: SealSpec) -> list[tuple[float, float]]:
    """Where there is ink: radius in mm and degrees from the top, clockwise."""
    alpha = numpy.asarray(opened(spec).getchannel("A"))
    middle = (alpha.shape[0] - 1) / 2
    ys, xs = numpy.nonzero(alpha > 128)
    pixel = 25.4 / DPI
    return [
        (hypot(x - middle, y - middle) * pixel, degrees(atan2(x - middle, middle - y)))
        for x, y in zip(xs.tolist(), ys.tolist(), strict=True)
    ]


def characters(spec: SealSpec) -> list[float]:
    """The middle angles of the groups of ink between ring and figure, found by the gaps between them."""
    scale = spec.diameter / 42
    angles = sorted(angle for radius, angle in ink(spec) if 9 * scale < radius < 19.5 * scale)
    groups = [[angles[0]]]
    for angle in angles[1:]:
        if angle - groups[-1][-1] > 0.35:
            groups.append([])
        groups[-1].append(angle)
    return [(group[0] + group[-1]) / 2 for group in groups]


@pytest.mark.parametrize("diameter", [38.0, 42.0, 45.0, 50.0, 60.0])
def test_the_picture_has_its_true_size(diameter: float) -> None:
    picture = opened(SealSpec(NAMES[0], diameter=diameter))
    assert picture.format == "PNG"
    assert picture.size[0] == picture.size[1] == round(diameter / 25.4 * DPI)
    dots = picture.info["dpi"][0]
    assert picture.width / dots * 25.4 == pytest.approx(diameter, abs=0.05)
    left, top, right, bottom = picture.getchannel("A").point(lambda value: 255 * (value > 128)).getbbox() or (
        0,
        0,
        0,
        0,
    )
    assert (left, top) == (0, 0)
    assert (right, bottom) == picture.size


def test_it_is_red_ink_on_nothing() -> None:
    picture = opened(SealSpec(NAMES[0]))
    assert picture.mode == "RGBA"
    assert picture.convert("RGB").getcolors() == [(picture.width * picture.height, INK)]
    assert picture.getpixel((0, 0)) == (*INK, 0)
    share = numpy.asarray(picture.getchannel("A")).mean() / 255
    assert 0.15 < share < 0.35


def test_the_ring_is_whole_and_as_thick_as_real_ones() -> None:
    found = ink(SealSpec(NAMES[0]))
    ring = [(radius, angle) for radius, angle in found if radius > 19.4]
    assert min(radius for radius, _ in ring) == pytest.approx(19.8, abs=0.06)
    assert {round(angle) for _, angle in ring} >= set(range(-179, 180))


def test_the_name_stands_evenly_on_the_upper_arc() -> None:
    # Characters of one piece of ink, so that the gaps found are those between characters.
    angles = characters(SealSpec("市市市市市市市"))
    assert len(angles) == 7
    steps = [later - earlier for earlier, later in pairwise(angles)]
    assert steps == pytest.approx([30] * 6, abs=0.4)
    assert sum(angles) / 7 == pytest.approx(0, abs=0.4)


@pytest.mark.parametrize("length", [12, 20, 30, 40])
def test_a_long_name_is_squeezed_and_never_runs_together(length: int) -> None:
    angles = characters(SealSpec("市" * length))
    assert len(angles) == length
    assert angles[-1] - angles[0] == pytest.approx(264, abs=2)


@pytest.mark.parametrize("name", NAMES)
def test_characters_touch_neither_ring_nor_star(name: str) -> None:
    radii = [radius for radius, _ in ink(SealSpec(name))]
    assert not [radius for radius in radii if 18.9 < radius < 19.7]
    assert not [radius for radius in radii if 7.0 < radius < 10.5]


def test_the_star_points_up() -> None:
    star = [(radius, angle) for radius, angle in ink(SealSpec(NAMES[0])) if radius < 9]
    tips = sorted({round(angle / 72) * 72 for radius, angle in star if radius > 6.4})
    assert tips == [-144, -72, 0, 72, 144]
    assert all(abs(angle - round(angle / 72) * 72) < 6 for radius, angle in star if radius > 6.4)


def test_a_caption_stands_below_and_the_name_makes_room() -> None:
    spec = SealSpec("市" * 20, caption="财务专用章")
    lower = [(radius, angle) for radius, angle in ink(spec) if 9 < radius < 19.4 and abs(angle) > 122]
    assert lower
    assert max(radius for radius, _ in lower) < 19
    plain = [angle for radius, angle in ink(SealSpec("市" * 7)) if 9 < radius < 19.4 and abs(angle) > 122]
    assert not plain


def figure(kind: str = "PNG", size: tuple[int, int] = (300, 400), mode: str = "RGB") -> bytes:
    out = BytesIO()
    picture = Image.new(mode, size, "white")
    picture.paste("black", (50, 50, 250, 350))
    picture.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_figure_takes_the_place_of_the_star(kind: str) -> None:
    with_figure = ink(SealSpec(NAMES[0], figure=figure(kind)))
    middle = [radius for radius, _ in with_figure if radius < 9.5]
    assert 9.0 < max(middle) < 9.5  # the corner of a rectangle 10.4 mm by 15.6 mm
    assert len([radius for radius in middle if radius < 5]) > 40_000


@pytest.mark.parametrize("data", [b"", b"junk", figure()[:200], figure(size=(6001, 10)), bytes(9 * 1024 * 1024)])
def test_an_unreadable_figure_is_refused(data: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        draw_seal(SealSpec(NAMES[0], figure=data), LIBRARY)


def test_a_white_or_transparent_figure_is_refused() -> None:
    for mode, colour in (("RGB", "white"), ("RGBA", (0, 0, 0, 0))):
        out = BytesIO()
        Image.new(mode, (50, 50), colour).save(out, "PNG")
        with pytest.raises(PictureUnreadable):
            draw_seal(SealSpec(NAMES[0], figure=out.getvalue()), LIBRARY)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=100), st.integers(0, 300))
def test_a_damaged_figure_ends_in_a_picture_or_a_refusal(noise: bytes, place: int) -> None:
    data = figure()
    damaged = data[:place] + noise + data[place + len(noise) :]
    with suppress(PictureUnreadable):
        assert draw_seal(SealSpec("甲", figure=damaged, diameter=18), LIBRARY).startswith(b"\x89PNG")


def test_a_character_that_no_face_has_is_named() -> None:
    with pytest.raises(SealCharacterMissing) as caught:
        draw_seal(SealSpec("甲\U000f0000"), LIBRARY)
    assert caught.value.facts == {"character": "\U000f0000"}


@pytest.mark.parametrize(
    "spec", [SealSpec(""), SealSpec(" "), SealSpec("市" * 41), SealSpec("市", diameter=5), SealSpec("市", diameter=500)]
)
def test_impossible_seals_are_not_made(spec: SealSpec) -> None:
    with pytest.raises(SealNotMade):
        draw_seal(spec, LIBRARY)


def test_the_same_seal_is_drawn_the_same_again() -> None:
    assert draw_seal(SealSpec(NAMES[0]), LIBRARY) == draw_seal(SealSpec(NAMES[0]), Library.built_in())
