"""The editor of one document: its elements, its body and annexes, and what should be looked at."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QTabWidget, QWidget

from documents.model.draft import Recognised, Remark
from documents.model.official import Annex, OfficialDocument
from documents.model.pages import Element
from documents.panel.body_editor import BodyEditor
from documents.panel.element_form import ElementForm
from documents.panel.hints import Point, hints, points, still_standing
from documents.panel.points_list import PointsList
from office.ui.banner import Tone
from office.ui.forms import line
from office.ui.pieces import column, row, words
from office.words import Sentences, _


class DocumentEditor(QTabWidget):
    changed = Signal()

    def __init__(self, today: date, sentences: Sentences) -> None:
        super().__init__()
        self._sentences = sentences
        self._document: OfficialDocument | None = None
        self._recognised: Recognised | None = None
        self.form = ElementForm(today)
        self.body = BodyEditor(_("正文"))
        self.points = PointsList()
        self.annexes: list[_AnnexEditor] = []
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName(_("公文的各部分"))
        self.addTab(_scrolled(self.form), _("要素"))
        self.addTab(_with_edge(self.body), _("正文"))
        self.addTab(self.points, _("核对"))
        self.form.changed.connect(self.changed)
        self.body.changed.connect(self.changed)
        self.points.chosen.connect(self.go_to)

    def show_document(self, document: OfficialDocument, recognised: Recognised | None = None) -> None:
        """Show ``document``; ``recognised`` is what the draft's reader found, if it was just read."""
        self._document, self._recognised = document, recognised
        self.form.show_document(document)
        self.body.show_body(document.body)
        self._show_annexes(document.annexes)

    def document(self) -> OfficialDocument:
        """The document as the fields say now."""
        assert self._document is not None
        kept = self.form.value(self._document)
        return replace(kept, body=self.body.body(), annexes=tuple(editor.annex() for editor in self.annexes))

    def show_remarks(
        self, document: OfficialDocument, remarks: tuple[Remark, ...], extra: tuple[Point, ...] = ()
    ) -> None:
        """Say beside the fields and in the list what is to be looked at."""
        told = [*extra, *points(still_standing(self._recognised, document), remarks, self._sentences)]
        self.form.show_hints(hints(told))
        self.points.show_points(told)
        loud = sum(point.tone in (Tone.NOTICE, Tone.BAD) for point in told)
        self.setTabText(self.indexOf(self.points), _("核对（{count}）").format(count=loud) if loud else _("核对"))

    def go_to(self, element: Element) -> None:
        """Put the focus where ``element`` is edited."""
        editor = self.form.editor(element)
        if editor is not None:
            self.setCurrentIndex(0)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            scroll = self.widget(0)
            assert isinstance(scroll, QScrollArea)
            scroll.ensureWidgetVisible(editor)
        elif element is Element.ANNEX and self.annexes:
            self.setCurrentWidget(self.annexes[0])
            self.annexes[0].title.setFocus()
        else:
            self.setCurrentIndex(1)
            self.body.setFocus()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing worth keeping yet."""
        return not self.body.toPlainText().strip() and not self.document().title and not self.annexes

    def _show_annexes(self, annexes: tuple[Annex, ...]) -> None:
        if len(annexes) != len(self.annexes):
            for editor in self.annexes:
                self.removeTab(self.indexOf(editor))
                editor.deleteLater()
            self.annexes = [_AnnexEditor() for _annex in annexes]
            for place, editor in enumerate(self.annexes):
                self.insertTab(2 + place, editor, annexes[place].label or _("附件"))
                editor.changed.connect(self.changed)
        for editor, annex in zip(self.annexes, annexes, strict=True):
            editor.show_annex(annex)
            self.setTabText(self.indexOf(editor), annex.label or _("附件"))


class _AnnexEditor(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.label, self.title = line(_("附件1"), 6, _("附件序号")), line(_("附件标题"), name=_("附件标题"))
        self.body = BodyEditor(_("附件正文"))
        head = row(words(_("序号"), "label"), self.label, words(_("标题"), "label"), self.title, gap=1)
        self.setLayout(column(head, self.body, gap=1, margin=1.6))
        self._showing = False
        for editor in (self.label, self.title):
            editor.textChanged.connect(self._on_text)
        self.body.changed.connect(self.changed)

    def show_annex(self, annex: Annex) -> None:
        self._showing = True
        self.label.setText(annex.label)
        self.title.setText(annex.title)
        self._showing = False
        self.body.show_body(annex.body)

    def annex(self) -> Annex:
        return Annex(self.label.text().strip(), self.title.text().strip(), self.body.body())

    def _on_text(self) -> None:
        if not self._showing:
            self.changed.emit()


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setProperty("look", "plain")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    inner.setProperty("look", "page")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _with_edge(inner: QWidget) -> QWidget:
    outer = QWidget()
    outer.setLayout(column(inner, margin=1.6))
    return outer
