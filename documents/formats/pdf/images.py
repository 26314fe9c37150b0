"""Pictures as image XObjects: JPEG bytes as they are, everything else as deflated pixels with a soft mask for alpha."""

from pikepdf import Name, Pdf, Stream
from PIL import Image

from documents.formats.pdf.fonts import packed
from documents.formats.pictures import has_alpha, kind, opened

_SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB}


def embed(pdf: Pdf, data: bytes, name: str) -> Stream:
    """The XObject of a PNG or JPEG. Raises PictureUnreadable."""
    image = opened(data, name)
    if kind(data) == "jpeg" and image.mode in _SPACES:
        return Stream(pdf, data, Filter=Name.DCTDecode, **_entries(image))
    if has_alpha(image):
        layers = image.convert("RGBA")
        mask = _pixels(pdf, layers.getchannel("A"))
        return _pixels(pdf, layers.convert("RGB"), SMask=mask)
    return _pixels(pdf, image if image.mode in _SPACES else image.convert("L" if image.mode == "1" else "RGB"))


def _pixels(pdf: Pdf, image: Image.Image, **entries: object) -> Stream:
    return packed(pdf, image.tobytes(), **_entries(image), **entries)


def _entries(image: Image.Image) -> dict[str, object]:
    return {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": image.width,
        "Height": image.height,
        "ColorSpace": _SPACES[image.mode],
        "BitsPerComponent": 8,
    }
