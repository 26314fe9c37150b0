"""What may come into a PDF after it was sealed: further seals, proof for later times, and nothing that is seen.

pyHanko's rules decide on every object; ours are narrower where theirs leave room: a title, a description, an unsigned
field or an action is not proof. They speak as pyHanko's do, by raising SuspiciousModification.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)

from documents.formats.ofd.xml import Node, parse
from office.errors import OfficeError

LEVEL = ModificationLevel.LTA_UPDATES
_IN_CATALOGUE = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Version"})
_IN_FORM = frozenset({"/Fields", "/DA", "/DR"})
_INFO_OF_WRITERS = {"/ModDate", "/Producer"}
_XMP_OF_WRITERS = {"ModifyDate", "MetadataDate", "Producer", "InstanceID", "xmptk"}
_IN_FIELD = {
    "/Type", "/Subtype", "/FT", "/T", "/TU", "/V", "/Rect", "/P", "/F", "/Ff", "/AP", "/AS", "/DA", "/DR", "/Q",
    "/MK", "/BS", "/Border", "/M", "/NM", "/Lock", "/SV", "/Kids", "/Parent", "/StructParent",
}  # fmt: skip


class _Info(DocInfoRule):
    """Title, author and subject stay; the writer may say who it is and when it wrote."""

    def apply(self, old: Any, new: Any) -> Iterable[Any]:
        if _info(old) != _info(new):
            raise SuspiciousModification("/Info says something else")
        yield from super().apply(old, new)


class _Metadata(MetadataUpdateRule):
    """The same for the XMP packet."""

    def apply(self, old: Any, new: Any) -> Iterable[Any]:
        if _described(old) != _described(new):
            raise SuspiciousModification("/Metadata says something else")
        yield from super().apply(old, new)


class _NewSeals(SigFieldCreationRule):
    """A new field is signed, and does nothing but show its seal."""

    def apply(self, context: Any) -> Iterable[Any]:
        for spec in context.field_specs.values():
            if spec.old_field_ref is None and spec.new_field_ref is not None:
                _check_new(spec.new_field_ref.get_object())
        yield from super().apply(context)


def policy() -> StandardDiffPolicy:
    """The rules by which a sealed revision and a later one are compared."""
    kinds: tuple[Any, ...] = (_Info, XrefStreamRule, ObjectStreamRule, DSSCompareRule, _Metadata)
    fields: tuple[Any, ...] = (_NewSeals, SigFieldModificationRule)
    return StandardDiffPolicy(
        global_rules=[
            CatalogModificationRule(ignored_keys=_IN_CATALOGUE),
            *(kind().as_qualified(LEVEL) for kind in kinds),
        ],
        form_rule=FormUpdatingRule([kind() for kind in fields], ignored_acroform_keys=_IN_FORM),
        ignore_orphaned_objects=False,
    )


def _check_new(field: Any) -> None:
    if "/V" not in field:
        raise SuspiciousModification("a field without a signature")
    for each in (field, *(kid.get_object() for kid in field.get("/Kids", ()))):
        if set(each) - _IN_FIELD:
            raise SuspiciousModification(f"a field with {sorted(set(each) - _IN_FIELD)}")


def _info(revision: Any) -> dict[str, str]:
    reference = revision.trailer_view.get_value_as_reference("/Info", optional=True)
    found = revision.get_object(reference) if reference else {}
    return {key: str(found[key]) for key in found if key not in _INFO_OF_WRITERS}


def _described(revision: Any) -> list[tuple[str, str]]:
    if "/Metadata" not in revision.root:
        return []
    packet = revision.root.get_value_as_reference("/Metadata").get_object().read_data(DecodePurpose.XMP_METADATA)
    try:
        return sorted(_words(parse(packet, "XMP"), ""))
    except OfficeError as error:
        raise SuspiciousModification("/Metadata cannot be read") from error


def _words(node: Node, path: str) -> Iterator[tuple[str, str]]:
    """Every text in the packet with the names above it; properties as attributes are the same as those as elements."""
    if node.name in _XMP_OF_WRITERS:
        return
    here = f"{path}/{node.name}"
    if node.text.strip():
        yield here, node.text.strip()
    for name, value in node.attributes.items():
        local = name.rpartition(":")[2]
        if value and not name.startswith("xmlns") and local not in _XMP_OF_WRITERS:
            yield f"{here}/{local}", value
    for child in node.children:
        yield from _words(child, here)
