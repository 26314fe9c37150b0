"""Packages made to harm: every one ends in a refusal, none in another error, and none is read two ways."""

import math
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.errors import OfdDamaged, OfdEncrypted, OfdTooLarge, OfdUnsafeName
from documents.formats.ofd import OfdFile, append_files, read_package, write_ofd
from documents.formats.ofd.xml import DEEPEST, parse
from documents.formats.text import lines
from office.errors import OfficeError
from office.fonts.library import Library
from tests.documents.sheets import ABOUT, notice

PUBLISHED = Path(__file__).parent.parent / "data" / "notice" / "published.ofd"
ENTRANCE = b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
ROOT = b'<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData/><ofd:Pages/></ofd:Document>'


@cache
def written() -> bytes:
    library = Library.built_in()
    return write_ofd(notice(library), library, ABOUT)


def zipped(*files: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", method) as archive:
        for name, data in (("OFD.xml", ENTRANCE), ("D.xml", ROOT), *files):
            archive.writestr(ZipInfo(name), data, method)
    return target.getvalue()


def everything(data: bytes) -> None:
    """All that a reader does with a package."""
    file = OfdFile(data, Library.built_in())
    file.package.reach()
    for body in file.package.files.values():
        assert body is not None
    for index in range(file.page_count):
        assert file.page_size(index)[0] > 0
        page = file.page(index)
        assert all(math.isfinite(box.x + box.y) for line in lines(page, index) for box in line.chars)
        for image in file.images.values():
            assert image


def test_the_plain_package_is_read() -> None:
    package = read_package(zipped())
    assert dict(package.files) == {"/OFD.xml": ENTRANCE, "/D.xml": ROOT}
    assert package.documents[0].root == "/D.xml"


def test_stored_and_streamed_zips_are_read() -> None:
    """A zip written to a pipe has its sizes behind the data (APPNOTE 4.3.9)."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    target = Pipe()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", ENTRANCE)
        archive.writestr("D.xml", ROOT)
    assert target.getvalue()[6] & 8
    assert read_package(target.getvalue()).files["/D.xml"] == ROOT
    assert read_package(zipped(method=ZIP_STORED)).files["/D.xml"] == ROOT


@pytest.mark.parametrize(
    "name",
    ["../evil.xml", "/etc/passwd", "a/../../b", "a//b", "./a", "a/.", "a\\b", "C:evil", "a/..", "con trol\x01",
     "tail. ", "a/b/", "a*b"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    if name == "a/b/":
        read_package(zipped((name, b"")))  # an empty folder is harmless
        return
    with pytest.raises(OfdUnsafeName):
        read_package(zipped((name, b"x")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "names",
    [("a.xml", "a.xml"), ("a.xml", "A.XML"), ("é.xml", "e\u0301.xml"), ("ﬁ.xml", "fi.xml"), ("a", "a/b.xml"),
     ("ofd.xml",), ("Ａ.xml", "a.xml"), ("a/b", "A/B"), ("ß.xml", "ss.xml")],
)  # fmt: skip
def test_names_that_two_readers_take_for_one_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(OfdUnsafeName):
        read_package(zipped(*((name, b"x") for name in names)))


@pytest.mark.parametrize(
    ("what", "harm"),
    [
        ("data before the first record", lambda data: b"MZ" + data),
        ("data after the last record", lambda data: data + b"\0"),
        ("a second zip behind", lambda data: data + zipped(("evil.xml", b"x"))),
        ("a truncated file", lambda data: data[:-40]),
        ("half a file", lambda data: data[: len(data) // 2]),
        ("nothing", lambda _: b""),
        ("no zip", lambda _: b"%PDF-1.7" * 20),
        ("an archive comment", lambda data: data[:-2] + b"\3\0abc"),
        ("a longer comment than there is", lambda data: data[:-2] + b"\3\0"),
        ("fewer entries than there are", lambda data: data[:-14] + b"\1\0\1\0" + data[-10:]),
        ("two disks", lambda data: data[:-18] + b"\1\0" + data[-16:]),
        ("a local name that differs", lambda data: data.replace(b"D.xml", b"E.xml", 1)),
        ("a local size that differs", lambda data: data[:18] + b"\1\0\0\0" + data[22:]),
        ("a local method that differs", lambda data: data[:8] + b"\0\0" + data[10:]),
        ("a directory that points elsewhere", lambda data: shifted(data)),
    ],
)
def test_a_zip_that_can_be_read_two_ways_is_refused(what: str, harm: Callable[[bytes], bytes]) -> None:
    with pytest.raises(OfdDamaged):
        read_package(harm(zipped()))


def shifted(data: bytes) -> bytes:
    """The first entry's offset leads to the second."""
    at = data.index(b"PK\1\2") + 42
    second = data.index(b"PK\3\4", 4)
    return data[:at] + struct.pack("<I", second) + data[at + 4 :]


def test_a_gap_between_records_is_refused() -> None:
    data = zipped()
    second, directory = data.index(b"PK\3\4", 4), data.index(b"PK\1\2")
    moved = bytearray(data[:second] + b"hidden" + data[second:])
    entry = moved.index(b"PK\1\2", directory + 10)
    moved[entry + 42 : entry + 46] = struct.pack("<I", second + 6)
    moved[-6:-2] = struct.pack("<I", directory + 6)
    with pytest.raises(OfdDamaged, match="overlap"):
        read_package(bytes(moved))


def test_wrong_bytes_of_a_file_are_noticed_when_it_is_read() -> None:
    data = bytearray(zipped(("secret.txt", b"hello, world"), method=ZIP_STORED))
    data[data.index(b"hello")] ^= 1
    package = read_package(bytes(data))
    with pytest.raises(OfdDamaged):
        package.files["/secret.txt"]


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(zipped())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    with pytest.raises(OfdEncrypted):
        read_package(bytes(data))


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    with pytest.raises(OfdTooLarge):
        read_package(zipped(("bomb.xml", b"\0" * (20 * 2**20))))


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    """The directory promises 100 bytes; the stream has 50 million."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = stream.compress(b"\0" * 50_000_000) + stream.flush()
    data = zipped(("bomb", b"\1" * 100))
    entry = ZipFile(BytesIO(data)).getinfo("bomb")
    begin = entry.header_offset + 30 + len("bomb")
    patched = bytearray(data[:begin] + bomb + data[begin + entry.compress_size :])
    struct.pack_into("<I", patched, entry.header_offset + 18, len(bomb))
    central = patched.rindex(b"PK\1\2")
    struct.pack_into("<I", patched, central + 20, len(bomb))
    struct.pack_into("<I", patched, len(patched) - 6, patched.index(b"PK\1\2", begin + len(bomb)))
    package = read_package(bytes(patched))
    with pytest.raises(OfdDamaged):
        package.files["/bomb"]


def test_a_page_of_too_many_characters_is_refused() -> None:
    code = f'<TextCode X="0" Y="0">{"一" * 600_000}</TextCode>'
    text = f'<TextObject Boundary="0 0 9 9" Font="1" Size="5">{code}</TextObject>'
    page = f"<Page><Content><Layer>{text}</Layer></Content></Page>"
    file = OfdFile(append_files(written(), {"/Doc_0/Pages/Page_0/Content.xml": page.encode()}), Library.built_in())
    with pytest.raises(OfdTooLarge):
        file.page(0)


def test_too_many_files_are_refused() -> None:
    with pytest.raises(OfdTooLarge):
        read_package(zipped(*((f"{number}", b"") for number in range(20_001)), method=ZIP_STORED))


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<?xml version="1.0" encoding="UTF-16"?>\n'.decode().encode("utf-16")
        + "<!DOCTYPE a><a/>".encode("utf-16")[2:],
        "<?xml version='1.0' encoding='gbk'?><!DOCTYPE a><a/>".encode("gbk"),
        b"<a>&undefined;</a>",
        b"<a><b></a>",
        b"<a/><b/>",
        b"",
        b"\xff\xfe",
        b"<a>\x00</a>",
        b"<?xml version='1.0' encoding='no-such'?><a/>",
        b"<?xml version='1.0' encoding='gbk'?><a>\xff\xff</a>",
        b'<a b="1" b="2"/>',
    ],
)
def test_xml_with_a_dtd_or_broken_is_refused(xml: bytes) -> None:
    with pytest.raises(OfdDamaged):
        parse(xml, "/OFD.xml")


def test_deep_xml_is_refused() -> None:
    with pytest.raises(OfdTooLarge):
        parse(b"<a>" * 100_000, "/OFD.xml")
    assert parse(b"<a>" * DEEPEST + b"</a>" * DEEPEST, "/OFD.xml").name == "a"


def test_old_chinese_encodings_are_read() -> None:
    node = parse("<?xml version='1.0' encoding='GB2312'?><a b='值'>班</a>".encode("gbk"), "/a")
    assert (node.get("b"), node.text) == ("值", "班")


@pytest.mark.parametrize(
    ("base", "ref", "name"),
    [
        ("/OFD.xml", "Doc_0/Document.xml", "/Doc_0/Document.xml"),
        ("/Doc_0/Document.xml", "Pages/Page_0/Content.xml", "/Doc_0/Pages/Page_0/Content.xml"),
        ("/Doc_0/Document.xml", "/Doc_0/Res/a.png", "/Doc_0/Res/a.png"),
        ("/Doc_0/Signs/Sign_0/Signature.xml", "../Seal.esl", "/Doc_0/Signs/Seal.esl"),
        ("/Doc_0/Document.xml", "./PublicRes.xml", "/Doc_0/PublicRes.xml"),
    ],
)
def test_a_location_counts_from_the_file_that_holds_it(base: str, ref: str, name: str) -> None:
    assert read_package(zipped()).loc(base, ref) == name


def test_a_location_that_leads_out_is_refused() -> None:
    with pytest.raises(OfdUnsafeName):
        read_package(zipped()).loc("/Doc_0/Document.xml", "../../x")


def test_what_is_shown_for_a_name_of_other_case_counts_as_reached() -> None:
    root = ROOT.replace(
        b"<ofd:CommonData/>", b"<ofd:CommonData><ofd:PublicRes>RES.XML</ofd:PublicRes></ofd:CommonData>"
    )
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, data in (("OFD.xml", ENTRANCE), ("D.xml", root), ("Res.xml", b"<Res/>")):
            archive.writestr(name, data)
    assert "/Res.xml" in read_package(target.getvalue()).reachable()


def test_dangling_references_are_told() -> None:
    root = ROOT.replace(b"<ofd:Pages/>", b'<ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages>')
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("OFD.xml", ENTRANCE)
        archive.writestr("D.xml", root)
    assert read_package(target.getvalue()).reach().dangling == (("/D.xml", "P.xml"),)


def test_everything_we_write_is_reached() -> None:
    package = read_package(written())
    assert package.reachable() == frozenset(package.files)
    assert package.reach().dangling == ()


def test_appended_files_leave_the_others_byte_for_byte() -> None:
    before = written()
    after = append_files(before, {"/Doc_0/Signs/Signatures.xml": b"<a/>", "/OFD.xml": ENTRANCE})
    old, new = read_package(before), ZipFile(BytesIO(after))
    assert new.testzip() is None
    assert new.namelist() == [name[1:] for name in old.files] + ["Doc_0/Signs/Signatures.xml"]
    assert {name: new.read(name[1:]) for name in old.files if name != "/OFD.xml"} == {
        name: body for name, body in old.files.items() if name != "/OFD.xml"
    }
    assert new.read("OFD.xml") == ENTRANCE
    assert append_files(before, {}) == before


def test_appending_to_another_makers_file_keeps_it_readable() -> None:
    after = append_files(PUBLISHED.read_bytes(), {"/Doc_0/Signs/Signatures.xml": b"<a/>"})
    assert dict(read_package(after).files).items() >= dict(read_package(PUBLISHED.read_bytes()).files).items()


def test_an_appended_name_cannot_shadow_another() -> None:
    with pytest.raises(OfdUnsafeName):
        append_files(written(), {"/doc_0/document.xml": b"x"})


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_are_always_refused(data: bytes) -> None:
    with pytest.raises(OfficeError):
        everything(data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_package_is_read_or_refused_and_never_worse(data: st.DataObject) -> None:
    """A few bytes changed anywhere, or a piece cut out."""
    body = bytearray(written())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(body) - 1))
        del body[at : at + data.draw(st.integers(1, 2000))]
    with suppress(OfficeError):
        everything(bytes(body))


names = st.sampled_from(["TextObject", "PathObject", "ImageObject", "CompositeObject", "PageBlock", "TextCode",
                         "CGTransform", "Glyphs", "AbbreviatedData", "FillColor", "Clips", "Layer"])  # fmt: skip
awkward = ["1 2 3 4", "1e400", "nan", "-1", "0", "1e-320", "9999999", "g 5 1", "g 99999999 1", "M 0 0 L 1 1",
           "1 0 0 1 0 0", "A 1 1 0 0 1 5 5", "255 0 0", "#FF 0", "true", "1"]  # fmt: skip
values = st.one_of(st.text(max_size=12), st.sampled_from(awkward))
attributes = st.dictionaries(
    st.sampled_from(["ID", "Boundary", "CTM", "Font", "Size", "X", "Y", "DeltaX", "DeltaY", "ResourceID", "Value",
                     "Fill", "Stroke", "LineWidth", "HScale", "CharDirection", "CodePosition", "CodeCount", "Alpha"]),
    values, max_size=6,
)  # fmt: skip
Tree = tuple[str, dict[str, str], str, list[object]]
trees: st.SearchStrategy[Tree] = st.recursive(
    st.tuples(names, attributes, values, st.just([])),
    lambda inner: st.tuples(names, attributes, values, st.lists(inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(trees)
def test_a_page_of_nonsense_is_read_or_refused_and_never_worse(tree: Tree) -> None:
    page = f"<Page><Content><Layer>{xml(tree)}</Layer></Content></Page>"
    data = append_files(written(), {"/Doc_0/Pages/Page_0/Content.xml": page.encode("utf-8", "replace")})
    with suppress(OfficeError):
        everything(data)


def xml(tree: object) -> str:
    name, attributes, text, children = tree  # type: ignore[misc]
    told = "".join(f' {key}="{quoted(value)}"' for key, value in attributes.items())  # type: ignore[has-type]
    return f"<{name}{told}>{quoted(text)}{''.join(map(xml, children))}</{name}>"  # type: ignore[has-type]


def quoted(text: str) -> str:
    legal = "".join(char if char.isprintable() else "" for char in text)
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
