"""Pictures as bytes: what kind they are, and their pixels. Bounded, so that no picture can fill the memory."""

import warnings
from io import BytesIO

from PIL import Image

from documents.errors import PictureUnreadable
from office.errors import OfficeError

MOST_PIXELS = 100_000_000  # an A3 page at 600 dpi has 70 million


def kind(data: bytes) -> str:
    """ "png", "jpeg", or "" for anything else, by the first bytes."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "jpeg" if data.startswith(b"\xff\xd8\xff") else ""


def opened(data: bytes, name: str) -> Image.Image:
    """The picture, loaded. Raises PictureUnreadable (damaged, of an unknown kind, too many pixels)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data))
            _check_size(image, name)
            image.load()
    except OfficeError:
        raise
    except Exception as error:  # Pillow's readers raise whatever their parsing meets
        raise PictureUnreadable(picture=name, detail=type(error).__name__) from error
    return image


def _check_size(image: Image.Image, name: str) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise PictureUnreadable(picture=name, detail=f"{image.width}x{image.height}")


def as_png(data: bytes, name: str) -> bytes:
    """The picture as PNG or JPEG bytes: those kinds as they are, others converted. Raises PictureUnreadable."""
    if kind(data):
        return data
    image = opened(data, name)
    target = BytesIO()
    image.convert("RGBA" if has_alpha(image) else "RGB").save(target, "PNG")
    return target.getvalue()


def has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
