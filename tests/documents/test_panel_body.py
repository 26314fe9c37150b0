"""A body as lines to edit."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from documents.errands import read_draft
from documents.model.official import Block, Cell, Heading, Level, Paragraph, PictureBlock, TableBlock
from documents.panel.body_editor import BodyEditor
from documents.panel.body_text import body_of, level_of, lines_of
from tests.panels import DRAFT, dress

TABLE = TableBlock(((Cell("序号"), Cell("事项")), (Cell("1"), Cell("值班"))), (1.0, 3.0))
PICTURE = PictureBlock(b"\x89PNG", 80, 60, "图1")
words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Z")), min_size=1, max_size=12)
blocks = st.one_of(
    st.builds(Heading, st.sampled_from(list(Level)), words),
    st.builds(Paragraph, words),
    st.builds(lambda head, rest: Paragraph(f"（一）{head}。{rest}", len(head) + 4, Level.SECOND), words, words),
    st.just(TABLE),
    st.just(PICTURE),
)


@given(body=st.lists(blocks, max_size=12).map(tuple))
def test_lines_nobody_touched_always_give_back_the_same_body(body: tuple[Block, ...]) -> None:
    texts = [block.text for block in body if isinstance(block, Heading | Paragraph)]
    if len(texts) == len(set(texts)) and not any(text.startswith("〔") for text in texts):
        assert body_of("\n".join(lines_of(body)), body) == body


@given(text=st.text(max_size=300), body=st.lists(blocks, max_size=4).map(tuple))
def test_any_text_becomes_a_body_and_never_a_fault(text: str, body: tuple[Block, ...]) -> None:
    for block in body_of(text, body):
        assert not isinstance(block, Heading | Paragraph) or block.text.strip()


def test_a_new_line_is_what_its_number_says() -> None:
    body = body_of("一、总体要求\n（一）提高认识。各地要认真落实。\n1.具体做法。照办。\n一般的话。", ())

    assert body == (
        Heading(Level.FIRST, "一、总体要求"),
        Paragraph("（一）提高认识。各地要认真落实。", 8, Level.SECOND),
        Paragraph("1.具体做法。照办。", 7, Level.THIRD),
        Paragraph("一般的话。"),
    )


def test_tables_and_pictures_stay_where_their_line_stands_and_go_with_it() -> None:
    body: tuple[Block, ...] = (Paragraph("前。"), TABLE, Paragraph("后。"), PICTURE)
    lines = lines_of(body)

    moved = body_of("\n".join([lines[1], lines[0], lines[2]]), body)
    assert moved == (TABLE, Paragraph("前。"), Paragraph("后。"))


def test_a_line_break_inside_a_paragraph_is_kept() -> None:
    body = (Paragraph("第一行\n第二行"),)

    assert body_of("\n".join(lines_of(body)), body) == body
    assert body_of("新的⏎一行", body) == (Paragraph("新的\n一行"),)


def test_empty_lines_and_blanks_at_the_edges_do_not_count() -> None:
    assert body_of("\n　　一段话。 \n\n", ()) == (Paragraph("一段话。"),)


def test_the_level_of_a_line_is_that_of_its_number() -> None:
    assert level_of("一、总体要求") == (Level.FIRST, 6)
    assert level_of("（一）认识。后文。")[0] is Level.SECOND
    assert level_of("没有序号。") == (None, 0)
    assert level_of("") == (None, 0)


def test_the_editor_gives_back_the_real_notice_untouched(qapp: QApplication, qtbot: QtBot) -> None:
    dress(qapp)
    document = read_draft(DRAFT.read_bytes()).document
    editor = BodyEditor("正文")
    qtbot.addWidget(editor)
    editor.show_body(document.body)

    assert editor.body() == document.body
    editor.show_body(document.annexes[0].body)
    assert editor.body() == document.annexes[0].body


def test_typing_changes_the_body_and_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    dress(qapp)
    editor, told = BodyEditor("正文"), list[bool]()
    qtbot.addWidget(editor)
    editor.changed.connect(lambda: told.append(True))
    editor.show_body((Paragraph("原文。"),))
    assert told == []

    qtbot.keyClicks(editor, "a")
    assert told == [True]
    assert editor.body() == (replace(Paragraph("原文。"), text="a原文。"),)
