"""Pictures in a .docx: PNG and JPEG as they are, other bitmaps as PNG, drawings only as a doubt."""

import re
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO

from PIL import Image

from documents.formats.docx.node import Node, all_text, down, name, number
from documents.formats.docx.package import MB, Media
from documents.model.draft import DraftDoubt, DraftPicture
from documents.model.official import PictureBlock

BYTES_LIMIT = 24 * MB
PIXEL_LIMIT = 40_000_000
_EMU_PER_MM = 36_000
_MM_PER_INCH = 25.4
_MM_PER = {"pt": _MM_PER_INCH / 72, "in": _MM_PER_INCH, "cm": 10.0, "mm": 1.0, "px": _MM_PER_INCH / 96}
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5}(?:\.\d{1,4})?)\s*(pt|in|cm|mm|px)", re.IGNORECASE)
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, struct.error, zlib.error, OverflowError)
_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF")

_TOO_FINE = DraftDoubt("documents.picture_too_fine", {"limit": str(PIXEL_LIMIT // 10_000)})

Pictured = DraftPicture | DraftDoubt


def pictures_of(drawing: Node, media: Mapping[str, Media]) -> list[Pictured]:
    """What a w:drawing, w:pict or w:object shows: pictures, or the reason why one was left out."""
    if drawing.tag == name("w:object"):
        return [DraftDoubt("documents.object_left_out")]
    words = " ".join(all_text(box) for box in drawing.iter(name("w:txbxContent"))).strip()
    references = [*_references(drawing)]
    if words:
        return [DraftDoubt("documents.text_box_left_out", {"text": words[:200]})]
    if not references:
        return [DraftDoubt("documents.drawing_left_out")] if drawing.tag == name("w:drawing") else []
    size = _extent(drawing) or _vml_size(drawing)
    return [_picture(media.get(reference), size if len(references) == 1 else None) for reference in references[:20]]


def _references(drawing: Node) -> list[str]:
    found = [blip.get(name("r:embed")) or blip.get(name("r:link")) for blip in drawing.iter(name("a:blip"))]
    found += [image.get(name("r:id")) for image in drawing.iter(name("v:imagedata"))]
    return [reference for reference in found if reference]


def _extent(drawing: Node) -> tuple[float, float] | None:
    """wp:extent, in mm."""
    places = (down(drawing, place, "wp:extent") for place in ("wp:inline", "wp:anchor"))
    extent = next((place for place in places if place is not None), None)
    if extent is None:
        return None
    width, height = (number(extent.get(key), 1, 10_000 * _EMU_PER_MM) for key in ("cx", "cy"))
    return (width / _EMU_PER_MM, height / _EMU_PER_MM) if width and height else None


def _vml_size(drawing: Node) -> tuple[float, float] | None:
    """The size in the style attribute of a VML shape, in mm."""
    for shape in drawing.iter(name("v:shape")):
        style = (shape.get("style") or "")[:2000]
        found = {key.lower(): float(length) * _MM_PER[unit.lower()] for key, length, unit in _LENGTH.findall(style)}
        if found.get("width") and found.get("height"):
            return found["width"], found["height"]
    return None


def _picture(media: Media | None, size: tuple[float, float] | None) -> Pictured:
    if media is None:
        return DraftDoubt("documents.picture_missing")
    if media.data is None:
        return DraftDoubt("documents.picture_linked")
    if len(media.data) > BYTES_LIMIT:
        return DraftDoubt("documents.picture_too_large", {"limit": str(BYTES_LIMIT // MB)})
    try:
        return _opened(media.data, size)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _TOO_FINE
    except _BROKEN:
        return DraftDoubt("documents.picture_unknown", {"kind": _kind(media.content_type)})


def _opened(data: bytes, size: tuple[float, float] | None) -> Pictured:
    """The picture, decoded once to be sure that every writer can."""
    with Image.open(BytesIO(data), formats=_FORMATS) as image:
        width, height = image.size
        if width * height > PIXEL_LIMIT:
            return _TOO_FINE
        image.load()
        kept = data if image.format == "JPEG" or _is_whole_png(data) else _as_png(image)
        size = size or (width * _MM_PER["px"], height * _MM_PER["px"])
    return DraftPicture(PictureBlock(kept, round(size[0], 2), round(size[1], 2)))


def _is_whole_png(data: bytes) -> bool:
    return data.startswith(b"\x89PNG") and data[-8:-4] == b"IEND"


def _as_png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB").save(out, "PNG")
    return out.getvalue()


def _kind(content_type: str) -> str:
    return content_type.rpartition("/")[2].removeprefix("x-").upper()[:20]
