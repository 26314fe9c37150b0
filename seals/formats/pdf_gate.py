"""Whether a PDF may be sealed: it must read without guessing, and show the same to everybody, always.

Scripts, layers that can be switched, embedded files, forms that fill themselves in, and pages taken from elsewhere can
change what is seen after the seal was put (the "shadow" attacks of Mainka, Mladenov, Rohlmann 2021).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from seals.errors import DocumentDamaged, DocumentEncrypted, DocumentTooLarge, HiddenContent

LIMIT = 200 * 1000 * 1000  # bytes
_OBJECTS = 500_000
_ACTIONS = {
    "/JavaScript": "脚本",
    "/Launch": "启动程序的动作",
    "/SubmitForm": "提交表单的动作",
    "/ImportData": "导入数据的动作",
    "/GoToE": "打开内嵌文件的动作",
    "/Rendition": "多媒体",
    "/Movie": "多媒体",
    "/Sound": "声音",
    "/Hide": "隐藏内容的动作",
    "/SetOCGState": "切换图层的动作",
    "/Trans": "页面切换动作",
}
_ANNOTATIONS = {
    "/FileAttachment": "附件批注",
    "/RichMedia": "多媒体",
    "/Screen": "多媒体",
    "/3D": "三维内容",
    "/Movie": "多媒体",
    "/Sound": "声音",
}
_KEYS = {"/JS": "脚本", "/EF": "内嵌文件", "/XFA": "动态表单", "/OCProperties": "可切换的图层", "/Ref": "引用外部页面"}
_ONLY_ON_PAPER = 32 | 256  # NoView, ToggleNoView (ISO 32000-2 table 167)


@dataclass(frozen=True, slots=True)
class Look:
    """What a second reader (qpdf) sees in a file: how many pages, and what could change them, if anything."""

    pages: int
    hidden: str | None


def check_sealable(data: bytes) -> None:
    """Refuse a PDF that is too large, encrypted, damaged, or carries hidden content (DocumentTooLarge, ...)."""
    if len(data) > LIMIT:
        raise DocumentTooLarge(size=str(len(data) // 1_000_000), limit=str(LIMIT // 1_000_000))
    found = look_into(data).hidden
    if found is not None:
        raise HiddenContent(what=found)


def look_into(data: bytes) -> Look:
    """Read the file with qpdf, repairing nothing. Raises DocumentEncrypted, DocumentDamaged."""
    with _opened(data) as pdf:
        if pdf.is_encrypted:
            raise DocumentEncrypted
        try:
            look = Look(len(pdf.pages), next(_hidden(pdf), None))
        except (pikepdf.PdfError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise DocumentDamaged(reason=str(error)[:200]) from error
        warnings = pdf.get_warnings()
    if warnings:
        raise DocumentDamaged(reason=str(warnings[0])[:200])
    return look


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise DocumentEncrypted from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise DocumentDamaged(reason=str(error)[:200]) from error


def _hidden(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not len(pdf.pages):
        raise ValueError("the file has no page")
    for count, thing in enumerate(pdf.objects):
        if count > _OBJECTS:
            raise ValueError("the file has too many objects")
        yield from _in(thing, 0)


def _in(thing: Any, depth: int) -> Iterator[str]:
    """What is hidden in one object and the objects written directly inside it."""
    if depth > 32:
        raise ValueError("objects are nested too deep")
    if isinstance(thing, pikepdf.Array):
        for index in range(len(thing)):
            yield from _direct(thing[index], depth)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from _named(thing)
        for key in thing.keys():  # noqa: SIM118
            yield from _direct(thing[key], depth)


def _direct(thing: Any, depth: int) -> Iterator[str]:
    if isinstance(thing, pikepdf.Object) and not thing.is_indirect:
        yield from _in(thing, depth + 1)


def _named(thing: Any) -> Iterator[str]:
    for key, what in _KEYS.items():
        if key in thing:
            yield what
    if "/Rect" in thing and "/AP" in thing:
        yield from _two_faced(thing)
    kinds = ((_ACTIONS, "/S"), (_ANNOTATIONS, "/Subtype"))
    for names, key in kinds:
        value = thing.get(key)
        if isinstance(value, pikepdf.Name) and str(value) in names:
            yield names[str(value)]


def _two_faced(annotation: Any) -> Iterator[str]:
    """An annotation that is printed but not shown, or shows something else under the mouse."""
    flags = annotation.get("/F", 0)
    if int(flags) & _ONLY_ON_PAPER:
        yield "只在打印时出现的内容"
    looks = annotation["/AP"]
    if annotation.get("/FT") != "/Btn" and isinstance(looks, pikepdf.Dictionary) and ("/R" in looks or "/D" in looks):
        yield "鼠标经过时变样的内容"
