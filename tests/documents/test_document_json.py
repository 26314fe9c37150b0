"""Documents as JSON: nothing is lost on the way there and back."""

from dataclasses import fields

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.errors import DocumentUnreadable
from documents.formats.document_json import read_document, write_document
from documents.model.official import Kind, OfficialDocument, Paragraph, PictureBlock
from tests.documents.values import DOCUMENTS

SMALL = OfficialDocument(Kind.NOTICE, "关于放假的通知", (Paragraph("放假。"), PictureBlock(b"\x89PNG\x00", 10, 20)))


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back(document: OfficialDocument) -> None:
    assert read_document(write_document(document)) == document


def test_every_field_is_written() -> None:
    written = msgspec.json.decode(write_document(SMALL), type=dict[str, object])
    assert set(written) == {field.name for field in fields(OfficialDocument)}


def test_fields_that_are_missing_take_their_defaults() -> None:
    old = '{"kind": "通知", "title": "标题", "body": [{"block": "paragraph", "text": "甲"}]}'
    assert read_document(old.encode()) == OfficialDocument(Kind.NOTICE, "标题", (Paragraph("甲"),))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"kind": "通知"}',
        '{"kind": "无此文种", "title": "", "body": []}',
        '{"kind": "通知", "title": 1, "body": []}',
        '{"kind": "通知", "title": "", "body": [{"block": "film"}]}',
        '{"kind": "通知", "title": "", "body": [{"text": "甲"}]}',
        '{"kind": "通知", "title": "", "body": [], "colour": "red"}',
        '{"kind": "通知", "title": "", "body": [], "number": {"code": "甲"}}',
    ],
)
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(DocumentUnreadable):
        read_document(text.encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["block", "text", "body"]), inner),
)


@given(st.dictionaries(st.sampled_from([field.name for field in fields(OfficialDocument)]), JSON))
@settings(max_examples=150, deadline=None)
def test_any_json_is_a_document_or_refused(given_fields: dict[str, object]) -> None:
    data = msgspec.json.encode({"kind": "通知", "title": "", "body": [], **given_fields})
    outcome = ""
    try:
        outcome = read_document(data).kind
    except DocumentUnreadable as refusal:
        outcome = refusal.code
    assert outcome in ("documents.document_unreadable", *Kind)
