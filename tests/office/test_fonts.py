"""Faces and the library: every character is set, subsets keep their glyphs, foreign fonts do no harm."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]  # carries no types
from fontTools.pens.t2CharStringPen import T2CharStringPen  # type: ignore[import-untyped]  # carries no types
from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]  # carries no types
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.model.pages import Faces
from office.fonts.errors import FaceDamaged, FaceUnknown
from office.fonts.face import Face
from office.fonts.installed import font_folders
from office.fonts.library import DATA, FILES, Library, role_of
from office.fonts.roles import BUILT_IN, CHAINS, Cut, FaceId, Role
from office.fonts.sfnt import read_cards

LIBRARY = Library.built_in()
STANDARD = "".join(Path(__file__).with_name("standard_characters.txt").read_text(encoding="utf-8").split())
BODY = LIBRARY.face(FaceId("FandolFang-Regular"))
WINDOWS_UNICODE = (3, 1, 0x409)


def gb2312() -> str:
    codes = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", errors="ignore") for code in codes)


COMMON = "".join(char for char in STANDARD[:3500] if char not in "啰瞭")  # 一级字表 without the two that GB 2312 lacks


def picked(role: Role, char: str, library: Library = LIBRARY) -> Cut:
    cut = library.pick(role, char)
    assert cut is not None
    return cut


def font_of(chars: str, face: Face = BODY) -> TTFont:
    return TTFont(BytesIO(face.subset(map(face.gid, chars))))


def named(font: TTFont, family: str, postscript: str) -> TTFont:
    for number, text in ((1, family), (4, family), (6, postscript)):
        font["name"].setName(text, number, *WINDOWS_UNICODE)
    return font


def installed(folder: Path, fonts: Iterable[TTFont]) -> Library:
    for number, font in enumerate(fonts):
        font.save(folder / f"{number}.ttf")
    return Library.of_this_machine([folder])


def saved(font: TTFont) -> bytes:
    file = BytesIO()
    font.save(file)
    return file.getvalue()


class TestBuiltIn:
    def test_the_table_of_standard_characters_is_whole(self) -> None:
        assert len(set(STANDARD)) == len(STANDARD) == 8105

    @pytest.mark.parametrize("role", Role)
    def test_every_standard_character_is_set_in_every_role(self, role: Role) -> None:
        lacking = [char for char in STANDARD + gb2312() if LIBRARY.pick(role, char) is None]

        assert not lacking

    @pytest.mark.parametrize("role", Role)
    def test_the_marks_of_official_documents_are_set_in_every_role(self, role: Role) -> None:
        marks = "★〔〕—…·％‰℃㎡㎞①⑳㈠㊣“”‘’《》（）：０Ａ－～□■√×÷≤≥→←¥￥€§№〇─│┌┐"

        assert all(LIBRARY.pick(role, mark) for mark in marks)

    @pytest.mark.parametrize("role", Role)
    def test_common_characters_come_from_the_face_of_the_role(self, role: Role) -> None:
        assert {picked(role, char).face for char in COMMON} == {BUILT_IN[role][0]}

    def test_a_rare_name_in_kai_comes_from_the_face_beside_it(self) -> None:
        assert {picked(Role.KAI, char).face for char in "镕堃喆䶮"} == {FaceId("GovDeskWenKai")}

    def test_traditional_characters_of_gbk_are_set(self) -> None:
        assert all(LIBRARY.pick(role, char) for role in Role for char in "國務機關門龍體")

    @pytest.mark.parametrize("char", ["\U0010fffd", "\ue000", "\U0001f600", "ab", ""])
    def test_what_no_face_has_is_none(self, char: str) -> None:
        assert [LIBRARY.pick(role, char) for role in Role] == [None] * len(Role)

    @pytest.mark.parametrize("role", Role)
    def test_han_and_chinese_marks_fill_the_em(self, role: Role) -> None:
        assert {picked(role, char).advance for char in COMMON + "“”‘’—…·，。、；：？！（）〔〕《》★％"} == {1.0}

    @pytest.mark.parametrize("role", [Role.BODY, Role.KAI, Role.SONG])
    def test_digits_are_half_width(self, role: Role) -> None:
        assert {picked(role, digit).advance for digit in "0123456789"} == {0.5}

    @pytest.mark.parametrize("role", Role)
    def test_two_dashes_meet(self, role: Role) -> None:
        cut = picked(role, "—")
        xs = [x for _, points in LIBRARY.face(cut.face).outline(cut.gid) for x in points[::2]]

        assert (min(xs), max(xs)) == (0.0, 1.0)

    def test_ink_lies_where_the_outline_does(self) -> None:
        cut = picked(Role.MARK, "国")
        ys = [y for _, points in LIBRARY.face(cut.face).outline(cut.gid) for y in points[1::2]]

        assert LIBRARY.ink(cut) == pytest.approx((min(ys), max(ys)), abs=0.002)

    def test_a_blank_has_no_ink(self) -> None:
        assert LIBRARY.ink(picked(Role.BODY, "\u3000")) == (0.0, 0.0)

    def test_the_library_serves_the_layout(self) -> None:
        faces: Faces = LIBRARY

        assert faces.pick(Role.BODY, "文") == BODY.cut("文")

    @pytest.mark.parametrize("id", FILES)
    def test_a_built_in_face_is_called_as_its_file_says(self, id: FaceId) -> None:
        face = Face.from_bytes(LIBRARY.face(id).data)

        assert face.id == id
        assert face.embeddable
        assert face.is_truetype
        assert (face.ascent, face.descent) == (0.88, -0.12)

    def test_threads_agree(self) -> None:
        library = Library.built_in()
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: [library.pick(Role.HEI, char) for char in COMMON], range(4)))

        assert answers == [[picked(Role.HEI, char) for char in COMMON]] * 4


class TestData:
    def test_the_faces_are_small_enough_for_the_repository(self) -> None:
        assert sum(file.stat().st_size for file in DATA.glob("*.ttf")) <= 33_000_000

    def test_each_face_is_listed_and_has_its_licence(self) -> None:
        faces = {file.stem for file in DATA.glob("*.ttf")}

        assert faces == {file for file, _ in FILES.values()}
        assert faces == {file.stem for file in (DATA / "licences").glob("*.txt")}

    def test_the_licences_are_those_of_the_makers(self) -> None:
        texts = {file.stem: file.read_text(encoding="utf-8") for file in (DATA / "licences").glob("*.txt")}

        assert all("GNU GENERAL PUBLIC LICENSE" in text for name, text in texts.items() if name.startswith("Fandol"))
        assert all("SIL OPEN FONT LICENSE" in text for name, text in texts.items() if not name.startswith("Fandol"))

    def test_the_note_of_origin_names_each_file_as_it_is(self) -> None:
        note = (DATA / "ORIGIN.md").read_text(encoding="utf-8")

        for file in DATA.glob("*.ttf"):
            row = next(line for line in note.splitlines() if line.startswith(f"| {file.name} |"))
            assert hashlib.sha256(file.read_bytes()).hexdigest() in row

    def test_a_reserved_name_is_not_used(self) -> None:
        names = TTFont(DATA / "GovDeskWenKai.ttf")["name"].names

        assert not [str(name) for name in names if name.nameID in (1, 2, 3, 4, 6, 16) and "LXGW" in str(name)]


class TestSubset:
    @settings(deadline=None, max_examples=40)
    @given(st.sampled_from(sorted(FILES)), st.sets(st.integers(1, 2600), min_size=1, max_size=40))
    def test_a_subset_always_keeps_numbers_widths_and_outlines(self, id: FaceId, gids: set[int]) -> None:
        face = LIBRARY.face(id)
        subset = Face.from_bytes(face.subset(gids))

        for gid in gids:
            assert subset.advance(gid) == face.advance(gid)
            assert subset.outline(gid) == face.outline(gid)

    def test_a_subset_maps_its_characters_and_no_others(self) -> None:
        subset = Face.from_bytes(BODY.subset(map(BODY.gid, "公文")))

        assert [subset.gid(char) for char in "公文"] == [BODY.gid(char) for char in "公文"]
        assert subset.gid("件") == 0

    def test_a_subset_is_a_small_truetype_font_without_layout(self) -> None:
        data = BODY.subset(map(BODY.gid, "政务公开"))
        font = TTFont(BytesIO(data))

        assert font.sfntVersion == "\0\1\0\0"
        assert {"glyf", "loca", "cmap", "hmtx", "head", "hhea", "maxp"} <= set(font.keys())
        assert not {"GSUB", "GPOS", "GDEF", "fpgm", "prep", "cvt "} & set(font.keys())
        assert len(data) < 100_000

    def test_the_same_glyphs_give_the_same_bytes(self) -> None:
        assert BODY.subset([5, 9, 7]) == BODY.subset([9, 7, 5, 5])

    def test_glyphs_that_do_not_exist_are_left_out(self) -> None:
        assert BODY.subset([10**7]) == BODY.subset([])


class TestInstalled:
    def test_an_installed_face_goes_before_the_built_in_one(self, tmp_path: Path) -> None:
        library = installed(tmp_path, [named(font_of("公文"), "仿宋_GB2312", "FangSong_GB2312")])

        assert picked(Role.BODY, "文", library).face == "FangSong_GB2312"

    def test_what_the_installed_face_lacks_comes_from_the_built_in_one(self, tmp_path: Path) -> None:
        library = installed(tmp_path, [named(font_of("公文"), "仿宋_GB2312", "FangSong_GB2312")])

        assert picked(Role.BODY, "件", library) == picked(Role.BODY, "件")

    def test_the_better_of_two_installed_faces_goes_first(self, tmp_path: Path) -> None:
        fonts = [named(font_of("文件"), "STFangsong", "STFangsong"), named(font_of("公文"), "FangSong", "FangSong")]
        library = installed(tmp_path, fonts)

        assert [picked(Role.BODY, char, library).face for char in "公文件"] == ["FangSong", "FangSong", "STFangsong"]

    @pytest.mark.parametrize("role", Role)
    def test_any_name_in_the_chain_is_found(self, role: Role, tmp_path: Path) -> None:
        for number, name in enumerate(CHAINS[role]):
            folder = tmp_path / str(number)
            folder.mkdir()
            library = installed(folder, [named(font_of("公"), name, f"Test-{number}")])

            assert picked(role, "公", library).face == f"Test-{number}"

    def test_names_differ_in_more_than_case_spaces_and_hyphens(self, tmp_path: Path) -> None:
        library = installed(tmp_path, [named(font_of("公"), "fang song-gb2312", "Some-Face")])

        assert picked(Role.BODY, "公", library).face == "Some-Face"

    @pytest.mark.parametrize("rights", [0x0002, 0x0100, 0x0200, 0x0104])
    def test_a_restricted_face_is_never_used(self, rights: int, tmp_path: Path) -> None:
        font = named(font_of("公"), "仿宋", "FangSong")
        font["OS/2"].fsType = rights
        library = installed(tmp_path, [font])

        assert not Face.from_bytes((tmp_path / "0.ttf").read_bytes()).embeddable
        assert picked(Role.BODY, "公", library) == picked(Role.BODY, "公")

    @pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008, 0x0006])
    def test_a_face_that_may_be_embedded_is_used(self, rights: int, tmp_path: Path) -> None:
        font = named(font_of("公"), "仿宋", "FangSong")
        font["OS/2"].fsType = rights
        library = installed(tmp_path, [font])

        assert picked(Role.BODY, "公", library).face == "FangSong"

    def test_a_face_with_postscript_outlines_is_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "fang.otf").write_bytes(saved(postscript_font("FangSong")))

        assert picked(Role.BODY, "A", Library.of_this_machine([tmp_path])) == picked(Role.BODY, "A")

    def test_the_bold_of_a_family_does_not_stand_for_it(self, tmp_path: Path) -> None:
        font = named(font_of("公"), "宋体", "SomeSong-Bold")
        font["name"].setName("某宋体 Bold", 4, *WINDOWS_UNICODE)
        font["OS/2"].fsSelection = 0x0020

        assert picked(Role.SONG, "公", installed(tmp_path, [font])) == picked(Role.SONG, "公")

    def test_a_face_inside_a_collection_is_found(self, tmp_path: Path) -> None:
        collection = TTCollection()
        collection.fonts = [named(font_of("乙"), "Other", "Other"), named(font_of("公"), "宋体", "SimSun")]
        collection.save(tmp_path / "simsun.TTC")
        library = Library.of_this_machine([tmp_path])

        cut = picked(Role.SONG, "公", library)
        face = library.face(cut.face)
        assert (face.id, face.index) == ("SimSun", 1)
        assert Face.from_bytes(face.subset([cut.gid])).outline(cut.gid) == BODY.outline(cut.gid)

    def test_narrow_quotation_marks_are_passed_over(self, tmp_path: Path) -> None:
        font = named(font_of("公“”"), "仿宋", "FangSong")
        for char in "“”":
            glyph = font.getBestCmap()[ord(char)]
            font["hmtx"][glyph] = (500, font["hmtx"][glyph][1])
        library = installed(tmp_path, [font])

        assert picked(Role.BODY, "公", library).face == "FangSong"
        assert picked(Role.BODY, "“", library) == picked(Role.BODY, "“")

    def test_two_faces_of_one_postscript_name_are_never_mixed(self, tmp_path: Path) -> None:
        fonts = [named(font_of("公"), "仿宋", "Twin"), named(font_of("文件"), "楷体", "Twin")]
        fonts.append(named(font_of("文件"), "黑体", "NotoSansSC-Medium"))
        library = installed(tmp_path, fonts)

        for role in Role:
            for char in "公文件":
                cut = picked(role, char, library)
                assert library.face(cut.face).cut(char) == cut

    def test_damaged_files_are_passed_over(self, tmp_path: Path) -> None:
        whole = saved(named(font_of("公"), "黑体", "SimHei"))
        for number, data in enumerate(
            (b"", b"no font", whole[:40], whole[:300], b"ttcf" + b"\xff" * 40, whole[:6] * 99)
        ):
            (tmp_path / f"{number}.ttf").write_bytes(data)
        (tmp_path / "folder.ttf").mkdir()
        (tmp_path / "nowhere.ttf").symlink_to(tmp_path / "missing")
        (tmp_path / "whole.ttf").write_bytes(saved(named(font_of("公"), "仿宋", "FangSong")))
        library = Library.of_this_machine([tmp_path, tmp_path / "missing"])

        assert picked(Role.BODY, "公", library).face == "FangSong"
        assert picked(Role.HEI, "公", library) == picked(Role.HEI, "公")

    def test_a_face_taken_away_meanwhile_is_passed_over(self, tmp_path: Path) -> None:
        library = installed(tmp_path, [named(font_of("公"), "仿宋", "FangSong")])
        (tmp_path / "0.ttf").unlink()

        assert picked(Role.BODY, "公", library) == picked(Role.BODY, "公")

    def test_fonts_lie_where_windows_keeps_them(self) -> None:
        environment = {"WINDIR": "C:/Windows", "LOCALAPPDATA": "C:/Users/li/AppData/Local"}

        assert font_folders(environment, "win32") == (
            Path("C:/Windows/Fonts"),
            Path("C:/Users/li/AppData/Local/Microsoft/Windows/Fonts"),
        )

    def test_fonts_lie_where_linux_keeps_them(self) -> None:
        folders = font_folders({"HOME": "/home/li"}, "linux")

        assert folders[:2] == (Path("/home/li/.local/share/fonts"), Path("/home/li/.fonts"))
        assert Path("/usr/share/fonts") in folders


class TestForeign:
    @pytest.mark.parametrize(
        ("name", "role"),
        [
            *(("仿宋_GB2312", Role.BODY), ("FangSong", Role.BODY), ("方正仿宋_GBK", Role.BODY), ("仿宋体", Role.BODY)),
            *(("方正小标宋简体", Role.MARK), ("FZXBSJW--GB1-0", Role.MARK), ("华文中宋", Role.MARK)),
            *(("黑体", Role.HEI), ("SimHei", Role.HEI), ("ABCDEF+SimHei", Role.HEI), ("Noto Sans SC", Role.HEI)),
            *(("楷体_GB2312", Role.KAI), ("KaiTi", Role.KAI), ("宋体", Role.SONG), ("SimSun", Role.SONG)),
            *(("Times New Roman", None), ("", None)),
        ],
    )
    def test_a_font_name_tells_the_role(self, name: str, role: Role | None) -> None:
        expected = LIBRARY.face(BUILT_IN[role][0]) if role else None

        assert role_of(name) == role
        assert LIBRARY.by_name(name) is expected

    def test_an_embedded_face_is_found_by_id_and_by_name(self) -> None:
        embedded = Face.from_bytes(saved(named(font_of("公"), "黑体", "SimHei")))
        library = LIBRARY.with_faces({FaceId("ofd-47"): embedded})

        assert library.face(FaceId("ofd-47")) is embedded
        assert library.by_name("黑体") is embedded
        assert library.pick(Role.HEI, "公") == picked(Role.HEI, "公")

    def test_embedding_again_keeps_what_was_embedded(self) -> None:
        one, two = FaceId("one"), FaceId("two")
        library = LIBRARY.with_faces({one: BODY}).with_faces({two: BODY})

        assert (library.face(one), library.face(two)) == (BODY, BODY)

    def test_an_unknown_face_is_refused(self) -> None:
        with pytest.raises(FaceUnknown) as refusal:
            LIBRARY.face(FaceId("nobody"))

        assert refusal.value.facts == {"face": "nobody"}

    def test_a_nameless_face_is_called_after_its_bytes(self) -> None:
        font = font_of("公")
        del font["name"], font["OS/2"], font["post"]
        data = saved(font)

        assert Face.from_bytes(data).id == Face.from_bytes(data).id == f"face-{hashlib.sha256(data).hexdigest()[:16]}"
        assert Face.from_bytes(data).embeddable

    def test_a_postscript_name_never_holds_delimiters(self) -> None:
        face = Face.from_bytes(saved(named(font_of("公"), "x", "A/B (C)\n<D>[E]{F}%仿宋" + "x" * 99)))

        assert face.id == "ABCDEF" + "x" * 57

    def test_postscript_outlines_can_be_shown(self) -> None:
        face = Face.from_bytes(saved(postscript_font("Shown")))

        assert not face.is_truetype
        assert face.outline(face.gid("A"))[0] == ("M", (0.1, 0.0))

    @pytest.mark.parametrize("data", [b"", b"\0" * 200, b"%PDF-1.7", b"ttcf\0\1\0\0\0\0\0\1\0\0\0\x10"])
    def test_what_is_no_font_is_refused(self, data: bytes) -> None:
        with pytest.raises(FaceDamaged):
            Face.from_bytes(data)

    @settings(deadline=None, max_examples=300)
    @given(st.data())
    def test_damaged_bytes_always_end_in_a_face_or_a_refusal(self, data: st.DataObject) -> None:
        damaged = bytearray(SMALL)
        for at in data.draw(st.lists(st.integers(0, len(SMALL) - 1), max_size=12)):
            damaged[at] = data.draw(st.integers(0, 255))
        cut = data.draw(st.integers(0, len(SMALL)) | st.just(len(SMALL)))
        with suppress(FaceDamaged):
            measure_all(Face.from_bytes(bytes(damaged[:cut])))

    @settings(deadline=None, max_examples=200)
    @given(st.binary(max_size=400), st.sampled_from([b"", b"ttcf", b"\0\1\0\0", b"OTTO"]))
    def test_any_bytes_always_end_in_a_face_or_a_refusal(self, data: bytes, start: bytes) -> None:
        with suppress(FaceDamaged):
            measure_all(Face.from_bytes(start + data))


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_damaged_installed_file_always_ends_in_cards_or_a_refusal(data: st.DataObject) -> None:
    damaged = bytearray(SMALL)
    for at in data.draw(st.lists(st.integers(0, 600), max_size=12)):
        damaged[at] = data.draw(st.integers(0, 255))
    file = BytesIO(data.draw(st.sampled_from([b"", b"ttcf\0\1\0\0\0\0\0\2\0\0\0\0\0\0\0\x10"])) + damaged)

    def read(offset: int, size: int) -> bytes:
        file.seek(offset)
        return file.read(size)

    with suppress(FaceDamaged):
        assert all(card.id for card in read_cards(read))


SMALL = saved(named(font_of("公文"), "仿宋", "FangSong"))


def measure_all(face: Face) -> None:
    gid = face.gid("公")
    assert face.advance(gid) >= -100
    assert len(face.ink(gid)) == 2
    assert isinstance(face.outline(gid), tuple)
    assert face.ascent >= face.descent or face.ascent < 0
    assert len(face.bbox) == 4
    assert (face.weight, face.embeddable, face.is_truetype, face.cap_height) is not None
    assert face.subset([gid])


def postscript_font(name: str) -> TTFont:
    pen = T2CharStringPen(600, None)
    for move, point in (("moveTo", (100, 0)), ("lineTo", (500, 0)), ("lineTo", (300, 700))):
        getattr(pen, move)(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({0x41: "A"})
    builder.setupCFF(name, {}, {".notdef": pen.getCharString(), "A": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name, "fullName": name})
    builder.setupOS2()
    builder.setupPost()
    return builder.font
