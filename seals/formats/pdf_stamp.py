"""How a seal looks on a PDF page: its picture at true size, multiplied with the text below (ISO 32000-1 11.3.5).

Multiplying keeps the characters under the star legible. The appearance is a plain form, not a group of its own, so
that it blends with the page; PDF/A-2 allows that where the file has an output intent (ISO 19005-2 6.2.10).
"""

from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from seals.errors import PictureUnreadable

_LARGEST = 6000 * 6000  # pixels: a seal of 60 mm at 2540 dpi
_TURNS = {
    0: (1, 0, 0, 1),
    90: (0, 1, -1, 0),
    180: (-1, 0, 0, -1),
    270: (0, -1, 1, 0),
}


def appearance(writer: Any, picture: bytes, width: float, height: float, turn: int) -> Any:
    """Make the appearance of a seal: ``width`` by ``height`` points as seen, on a page turned by ``turn``.

    Returns the form XObject, which is not yet added to the file. Raises PictureUnreadable.
    """
    return generic.StreamObject(
        _names(
            {
                "/Type": pdf_name("/XObject"),
                "/Subtype": pdf_name("/Form"),
                "/BBox": _numbers(0, 0, width, height),
                "/Matrix": _numbers(*_TURNS[turn], 0, 0),
                "/Resources": _resources(add_picture(writer, picture)),
            }
        ),
        stream_data=b"q /Multiply gs %.4f 0 0 %.4f 0 0 cm /Seal Do Q" % (width, height),
    )


def add_picture(writer: Any, picture: bytes) -> Any:
    """Add a picture (PNG or JPEG) with its transparency; returns its reference. Raises PictureUnreadable."""
    image = _opened(picture)
    mask = _image(image.getchannel("A"), "/DeviceGray")
    colours = _image(image.convert("RGB"), "/DeviceRGB")
    colours[pdf_name("/SMask")] = writer.add_object(mask)
    return writer.add_object(colours)


def _opened(picture: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(picture), formats=("PNG", "JPEG"))
        if image.width * image.height > _LARGEST:
            raise PictureUnreadable
        return image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureUnreadable from error


def _image(image: Image.Image, colours: str) -> Any:
    stream = generic.StreamObject(
        _names(
            {
                "/Type": pdf_name("/XObject"),
                "/Subtype": pdf_name("/Image"),
                "/Width": generic.NumberObject(image.width),
                "/Height": generic.NumberObject(image.height),
                "/ColorSpace": pdf_name(colours),
                "/BitsPerComponent": generic.NumberObject(8),
            }
        ),
        stream_data=image.tobytes(),
    )
    stream.compress()
    return stream


def _resources(image: Any) -> Any:
    state = _names({"/Type": pdf_name("/ExtGState"), "/BM": pdf_name("/Multiply")})
    return _names({"/ExtGState": _names({"/Multiply": state}), "/XObject": _names({"/Seal": image})})


def _names(entries: dict[str, Any]) -> Any:
    return generic.DictionaryObject({pdf_name(name): value for name, value in entries.items()})


def _numbers(*numbers: float) -> Any:
    return generic.ArrayObject(generic.FloatObject(f"{number:.4f}") for number in numbers)
