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
_DRAWING = b"q /Multiply gs %.4f 0 0 %.4f 0 0 cm /Seal Do Q"
_LOOKS_NOTHING = {"/Length", "/Filter", "/PieceInfo", "/LastModified"}
_ROUNDING = 0.01  # points


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
        stream_data=_DRAWING % (width, height),
    )


def shows_only_its_picture(widget: Any) -> bool:
    """Whether the appearance of a field draws the picture named /Seal as ``appearance`` has it drawn, and nothing else.

    ``widget`` is a dictionary read by pyHanko. May raise KeyError, TypeError, ValueError for what is none of ours.
    """
    left, bottom, right, top = (float(number) for number in widget["/Rect"])
    looks, form = widget["/AP"], widget["/AP"]["/N"]
    size = [float(number) for number in form["/BBox"]]
    matrix = [float(number) for number in form["/Matrix"]]
    wanted = (abs(right - left), abs(top - bottom))
    wanted = wanted if matrix[1] == 0 else wanted[::-1]
    return (
        set(looks) == {"/N"}
        and "/AS" not in widget
        and set(form) - _LOOKS_NOTHING == {"/Type", "/Subtype", "/BBox", "/Matrix", "/Resources"}
        and matrix in [[*turn, 0, 0] for turn in _TURNS.values()]
        and size[:2] == [0, 0]
        and all(abs(one - other) < _ROUNDING for one, other in zip(size[2:], wanted, strict=True))
        and form.data == _DRAWING % tuple(size[2:])
        and _draws_as_ours(form["/Resources"])
    )


def _draws_as_ours(resources: Any) -> bool:
    """Whether a form has nothing at hand but the plain picture, and the state in which it is multiplied."""
    colours = resources["/XObject"]["/Seal"]
    state = {"/Type": "/ExtGState", "/BM": "/Multiply"}
    return (
        set(resources) == {"/ExtGState", "/XObject"}
        and set(resources["/XObject"]) == {"/Seal"}
        and set(resources["/ExtGState"]) == {"/Multiply"}
        and dict(resources["/ExtGState"]["/Multiply"]) == state
        and _is_plain(colours, "/DeviceRGB", {"/SMask"})
        and _is_plain(colours["/SMask"], "/DeviceGray", set())
    )


def _is_plain(image: Any, colours: str, more: set[str]) -> bool:
    """Whether an image says no more than ours do: no /Decode, /Mask, /Matte, /Alternates that would change it."""
    said = {"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent"} | more
    return set(image) - _LOOKS_NOTHING == said and image["/ColorSpace"] == colours


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
