"""Small layouts made by hand, for writers and readers that need no typesetting."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from documents.model.about import About
from documents.model.pages import (
    BLACK,
    IDENTITY,
    RED,
    Colour,
    Element,
    ImageId,
    Layout,
    Mark,
    Page,
    Picture,
    Run,
    Shape,
    Transform,
)
from office.fonts.library import Library
from office.fonts.roles import Role

ABOUT = About(
    title="关于做好汛期值班工作的通知",
    author="青山县人民政府办公室",
    subject="通知",
    keywords=("汛期", "值班"),
    created=datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
    identity="0195a2f0-6c1e-7b5a-9d1f-3f0c6a1b2c3d",
)
THREE = 5.6444  # 三号, mm
PITCH = 156 / 28


def line(
    library: Library,
    text: str,
    x: float,
    y: float,
    *,
    size: float = THREE,
    role: Role = Role.BODY,
    pitch: float = PITCH,
    colour: Colour = BLACK,
    transform: Transform = IDENTITY,
    element: Element | None = None,
) -> tuple[Run, ...]:
    """One line of text, a run for every stretch of one face; missing characters have glyph 0 of the first face."""
    cuts = [library.pick(role, char) for char in text]
    first = next(cut for cut in cuts if cut)
    placed = [
        (cut.face if cut else first.face, cut.gid if cut else 0, char, x + pitch * column)
        for column, (cut, char) in enumerate(zip(cuts, text, strict=True))
    ]
    runs: list[Run] = []
    for face in dict.fromkeys(glyph[0] for glyph in placed):
        mine = [glyph for glyph in placed if glyph[0] == face]
        runs.append(
            Run(
                face,
                size,
                tuple(glyph[2] for glyph in mine),
                tuple(glyph[1] for glyph in mine),
                tuple(glyph[3] for glyph in mine),
                (y,) * len(mine),
                colour,
                transform,
                element,
            )
        )
    return tuple(runs)


def rule(y: float, colour: Colour = RED, width: float = 0.35) -> Shape:
    return Shape((("M", (28.0, y)), ("L", (184.0, y))), stroke=colour, width=width, element=Element.RULE)


def picture_bytes(form: str = "PNG", mode: str = "RGBA") -> bytes:
    image = Image.new("RGBA", (40, 30), (255, 0, 0, 128))
    image.paste((0, 0, 255, 255), (0, 0, 20, 15))
    target = BytesIO()
    image.convert(mode).save(target, form)
    return target.getvalue()


def notice(library: Library) -> Layout:
    """Two pages with everything that a layout can hold: red head, body, a turned line, a shape, pictures."""
    quarter = Transform(0, 1, -1, 0, 190, 60)
    marks: tuple[Mark, ...] = (
        *line(library, "000001", 28, 42, pitch=2.82, element=Element.COPY_NUMBER),
        *line(library, "青山县人民政府办公室文件", 40, 80, size=15, role=Role.MARK, pitch=11, colour=RED,
              element=Element.MARK, transform=Transform(0.95, 0, 0, 1, 2, 0)),
        *line(library, "青政办〔2026〕12号", 78, 108, element=Element.NUMBER),
        rule(117),
        *line(library, "关于做好汛期值班工作的通知", 60, 141, size=7.761, role=Role.MARK, pitch=7.7,
              element=Element.TITLE),
        *line(library, "各乡镇人民政府，县政府各部门：", 28, 162, element=Element.RECIPIENTS),
        *line(library, "　　为认真贯彻落实上级关于防汛抗旱工作的部署要求，切实做好", 28, 172.4455,
              element=Element.BODY),
        *line(library, "（一）加强领导。", 39.14, 183, role=Role.KAI, element=Element.BODY),
        *line(library, "一、总体要求（镕堃喆玥）“引号”——2026年ABC", 39.14, 194, role=Role.HEI, element=Element.BODY),
        *line(library, "横排表格的一行字", 0, 0, transform=quarter, role=Role.SONG),
        Shape((("M", (60.0, 210.0)), ("L", (90.0, 210.0)), ("C", (95.0, 215.0, 95.0, 225.0, 90.0, 230.0)),
               ("L", (60.0, 230.0)), ("Z", ())), stroke=RED, width=0.5, fill=Colour(255, 240, 200)),
        Picture(ImageId("seal"), Transform(40, 0, 0, 30, 110, 205)),
        *line(library, "— 1 —", 160, 269, size=4.939, role=Role.SONG, pitch=2.47, element=Element.PAGE_NUMBER),
    )  # fmt: skip
    second: tuple[Mark, ...] = (
        *line(library, "青山县人民政府办公室", 100, 100, element=Element.SIGNATURE),
        *line(library, "2026年3月2日", 110, 110.4455, element=Element.DATE),
        *line(library, "（此件公开发布）", 39.14, 121, element=Element.NOTE),
        *line(library, "抄送：县委办公室。", 33, 240, size=4.939, pitch=4.939, element=Element.COPIES_TO),
        *line(library, "青山县人民政府办公室", 33, 250, size=4.939, pitch=4.939, element=Element.PRINTED_BY),
        *line(library, "2026年3月2日印发", 140, 250, size=4.939, pitch=4.939, element=Element.PRINTED_ON),
        Picture(ImageId("photo"), Transform(40, 0, 0, 30, 50, 140)),
    )
    images = {ImageId("seal"): picture_bytes(), ImageId("photo"): picture_bytes("JPEG", "RGB")}
    return Layout((Page(210, 297, marks), Page(210, 297, second)), "关于做好汛期值班工作的通知", images)
