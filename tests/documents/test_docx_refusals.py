"""Reading .docx: what is refused, and that any bytes end in blocks or a refusal."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from documents.errors import (
    DraftDamaged,
    DraftEmpty,
    DraftEncrypted,
    DraftHasMacros,
    DraftTooLarge,
    DraftTooLong,
    DraftUnsafe,
    NotADraft,
    OldWordDraft,
    StrictWordDraft,
)
from documents.formats.docx import read_docx
from documents.formats.docx.package import FILE_LIMIT
from documents.words import SENTENCES
from office.errors import OfficeError
from office.words import explain
from tests.documents.word_files import (
    TYPES,
    docx,
    p,
    packed,
    parts,
    relationships,
    with_styles,
)

NOTICE = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


class TestRefusals:
    def test_no_bytes_and_no_words_are_empty(self) -> None:
        for data in (b"", docx(""), docx(p("　 "))):
            with pytest.raises(DraftEmpty):
                read_docx(data)

    @pytest.mark.parametrize("data", [b"%PDF-1.7", b"{\\rtf1}", b"\x00", "通知".encode()])
    def test_other_files_are_no_drafts(self, data: bytes) -> None:
        with pytest.raises(NotADraft):
            read_docx(data)

    def test_another_zip_is_no_draft(self) -> None:
        with pytest.raises(NotADraft):
            read_docx(packed({"OFD.xml": "<ofd/>"}))

    def test_an_old_word_file_is_told_from_an_encrypted_one(self) -> None:
        with pytest.raises(OldWordDraft):
            read_docx(OLE + "WordDocument".encode("utf-16-le"))
        with pytest.raises(DraftEncrypted):
            read_docx(OLE + "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le"))

    def test_an_encrypted_entry_is_an_encrypted_draft(self) -> None:
        data = bytearray(docx(p("甲")))
        at = data.find(b"PK\x01\x02")
        data[at + 8] |= 1
        with pytest.raises(DraftEncrypted):
            read_docx(bytes(data))

    def test_macros_are_refused_by_type_and_by_part(self) -> None:
        macro = TYPES.replace("wordprocessingml.document.main+xml", "x").replace(
            "openxmlformats-officedocument.x", "ms-word.document.macroEnabled.main+xml"
        )
        for data in (
            docx(p("甲"), {"[Content_Types].xml": macro}),
            docx(p("甲"), {"word/vbaProject.bin": b"\xd0\xcf"}),
        ):
            with pytest.raises(DraftHasMacros):
                read_docx(data)

    def test_strict_files_are_told_apart(self) -> None:
        links = relationships(("rId1", "officeDocument", "word/document.xml")).replace(
            "http://schemas.openxmlformats.org/officeDocument", "http://purl.oclc.org/ooxml/officeDocument"
        )
        with pytest.raises(StrictWordDraft):
            read_docx(docx(p("甲"), {"_rels/.rels": links}))

    @pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels", "docProps/x"])
    def test_a_document_type_is_refused_wherever_it_stands(self, part: str) -> None:
        with pytest.raises(DraftUnsafe):
            read_docx(docx(p("甲"), {part: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))

    def test_a_document_type_in_another_encoding_is_refused_too(self) -> None:
        hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")
        with pytest.raises(DraftUnsafe):
            read_docx(docx(p("甲"), {"word/document.xml": hidden}))

    def test_a_zip_bomb_is_refused_before_it_is_unpacked(self) -> None:
        with pytest.raises(DraftUnsafe):
            read_docx(docx(p("甲"), {"word/media/a.png": bytes(40 << 20)}))

    def test_too_many_entries_and_doubled_names_are_refused(self) -> None:
        with pytest.raises(DraftUnsafe):
            read_docx(docx(p("甲"), {f"x/{number}": "" for number in range(2_001)}))
        out = BytesIO(docx(p("甲")))
        with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", "<other/>")
        with pytest.raises(DraftUnsafe):
            read_docx(out.getvalue())

    def test_a_file_over_the_limit_is_refused_by_its_size(self) -> None:
        with pytest.raises(DraftTooLarge) as refusal:
            read_docx(b"PK" + bytes(FILE_LIMIT))
        assert refusal.value.facts == {"size": "65", "limit": "64"}

    def test_a_hundred_thousand_rows_are_refused(self) -> None:
        with pytest.raises(DraftTooLong):
            read_docx(docx("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 100_000 + "</w:tbl>"))

    def test_countless_line_breaks_are_refused(self) -> None:
        with pytest.raises(DraftTooLong):
            read_docx(docx(f"<w:p><w:r><w:t>字</w:t>{'<w:br/>' * 30_000}</w:r></w:p>"))

    def test_elements_nested_too_deep_are_refused(self) -> None:
        with pytest.raises(DraftUnsafe):
            read_docx(docx("<w:sdt><w:sdtContent>" * 150 + p("甲") + "</w:sdtContent></w:sdt>" * 150))

    def test_a_long_chain_of_parts_does_no_harm(self) -> None:
        chain = {
            f"word/_rels/{number}.xml.rels": relationships(("rId1", "x", f"{number + 1}.xml")) for number in range(900)
        }
        more = {f"word/{number}.xml": "<a/>" for number in range(901)}
        links = {"word/_rels/document.xml.rels": relationships(("rId1", "x", "0.xml"))}
        read_or_refuse(docx(p("甲"), {**chain, **more, **links}))

    @pytest.mark.parametrize("keep", [10, 200, 0.5, 0.9, 0.999])
    def test_a_file_cut_short_is_damaged(self, keep: float) -> None:
        data = NOTICE.read_bytes()
        with pytest.raises(DraftDamaged):
            read_docx(data[: int(keep if keep >= 1 else keep * len(data))])

    @pytest.mark.parametrize("missing", ["word/document.xml", "_rels/.rels"])
    def test_a_file_without_its_main_parts_is_damaged(self, missing: str) -> None:
        files = parts(p("甲"))
        del files[missing]
        with pytest.raises(DraftDamaged):
            read_docx(packed(files))

    def test_every_refusal_says_what_to_do(self) -> None:
        for error in (OldWordDraft(), DraftEncrypted(), DraftHasMacros(), DraftTooLarge(size="65", limit="64")):
            assert "请" in explain(error, SENTENCES)


def read_or_refuse(data: bytes) -> None:
    """Blocks, or a refusal with a sentence; any other exception fails the test."""
    said = ""
    try:
        said = repr(read_docx(data))
    except OfficeError as error:
        said = explain(error, SENTENCES)
    assert said


_NAMES = """
w:p w:r w:t w:pPr w:rPr w:tbl w:tr w:tc w:tcPr w:gridSpan w:vMerge w:sdt w:sdtContent w:ins w:del w:jc w:sz w:numPr
w:numId w:ilvl w:pStyle w:drawing wp:inline wp:extent a:blip w:pict v:imagedata w:br w:sym w:ind mc:AlternateContent
mc:Choice w:rFonts w:trPr w:gridBefore w:tblGrid w:gridCol w:ruby w:rubyBase m:oMath
"""


class TestAnyBytes:
    @given(st.binary(max_size=400))
    @example(b"PK\x05\x06" + bytes(18))
    @settings(max_examples=150, deadline=None)
    def test_random_bytes_end_in_a_refusal(self, data: bytes) -> None:
        for start in (b"", b"PK\x03\x04", OLE):
            read_or_refuse(start + data)

    @given(st.data())
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_changed_bytes_of_a_real_draft_end_in_blocks_or_a_refusal(self, data: st.DataObject) -> None:
        changed = bytearray(NOTICE.read_bytes())
        for _ in range(data.draw(st.integers(1, 5))):
            changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
        read_or_refuse(bytes(changed))

    @given(st.data())
    @settings(max_examples=200, deadline=None)
    def test_any_nesting_of_word_elements_ends_in_blocks_or_a_refusal(self, data: st.DataObject) -> None:
        names = _NAMES.split()
        values = st.sampled_from(["", "0", "-1", "7", "99999999999", "x", "９", "1.5", "restart", "rId1", "２", "²"])

        def element(depth: int) -> str:
            name = data.draw(st.sampled_from(names))
            inner = "".join(element(depth + 1) for _ in range(data.draw(st.integers(0, 3 if depth < 5 else 0))))
            value = data.draw(values)
            marks = f'w:val="{value}" w:w="{value}" r:embed="{value}" cx="{value}" w:char="{value}"'
            return f"<{name} {marks}>字{inner}</{name}>"

        body = element(0) + element(0)
        styles = f'<w:style w:type="paragraph" w:styleId="7">{element(0)}</w:style>'
        first = '<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl>'
        lists = f'<w:abstractNum w:abstractNumId="7">{first}{element(0)}</w:abstractNum>'
        lists += '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
        read_or_refuse(with_styles(body, styles, lists))
