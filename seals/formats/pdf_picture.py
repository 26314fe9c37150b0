"""The picture of a seal, taken out of its appearance on a PDF page."""

from io import BytesIO
from typing import Any

from PIL import Image

_LARGEST = 6000 * 6000  # pixels


def picture_of(field: Any) -> bytes | None:
    """The only image of a widget's appearance as PNG, with its transparency; None when there is no such image.

    ``field`` is a field dictionary read by pyHanko.
    """
    try:
        images = [each.get_object() for each in field["/AP"]["/N"]["/Resources"]["/XObject"].values()]
        (image,) = [each for each in images if each.get("/Subtype") == "/Image"]
        colours = _plane(image, "RGB")
        if "/SMask" in image:
            mask = _plane(image["/SMask"], "L")
            colours.putalpha(mask)
    except Exception:  # noqa: BLE001  # pyHanko raises many kinds; a picture is a courtesy, no verdict hangs on it
        return None
    return _png(colours)


def _plane(stream: Any, mode: str) -> Image.Image:
    size = int(stream["/Width"]), int(stream["/Height"])
    if size[0] * size[1] > _LARGEST or stream["/BitsPerComponent"] != 8:
        raise ValueError("unusual image")
    return Image.frombytes(mode, size, stream.data)


def _png(image: Image.Image) -> bytes:
    output = BytesIO()
    image.save(output, "PNG", compress_level=1)
    return output.getvalue()
