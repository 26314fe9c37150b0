"""Signing in: unit, name, password, and a clear sentence when it does not work."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from office.errors import OfficeError
from office.ui import forms, icons, theme
from office.ui.background import Background
from office.ui.banner import Tone
from office.ui.notice import Notice
from office.ui.pieces import button, column, frame, restyle, row, words
from office.words import _


class SignInWindow(QWidget):
    """Asks for name and password and has them checked off the Qt thread; ``signed_in`` carries what came of it."""

    signed_in = Signal(object)

    def __init__(
        self,
        background: Background,
        check: Callable[[str, str, str], object],
        explain: Callable[[OfficeError], str],
        units: dict[str, str],
        login: str = "",
    ) -> None:
        """``check`` takes unit, login and password, blocks, and returns what ``signed_in`` shall carry;
        ``units`` are names by id."""
        super().__init__()
        self._background, self._check, self._explain = background, check, explain
        self.unit = QComboBox()
        for unit, name in units.items():
            self.unit.addItem(name, unit)
        self.unit.setAccessibleName(_("单位"))
        self.unit.setEnabled(len(units) > 1)
        self.login = forms.line(_("例如 zhangsan"), name=_("登录名"))
        self.login.setText(login)
        self.password = forms.password(_("口令"))
        self.notice = Notice()
        self.enter = button(_("登录(&L)"), does=self.submit, primary=True)
        self._lay_out()
        (self.password if login else self.login).setFocus()

    def submit(self) -> None:
        """Check what was typed; the password leaves the field at once."""
        login, password = self.login.text().strip(), self.password.text()
        if not login or not password:
            self.notice.tell(_("请填写登录名和口令。"), Tone.NOTICE)
            (self.login if not login else self.password).setFocus()
            return
        self.notice.clear()
        self.password.clear()
        self._busy(True)
        unit, check = str(self.unit.currentData() or ""), self._check
        self._background.errand(
            self,
            lambda: check(unit, login, password),
            self.signed_in.emit,
            failed=self._refuse,
            settled=lambda: self._busy(False),
        )

    def _refuse(self, error: OfficeError) -> None:
        self.notice.tell(self._explain(error), Tone.BAD)
        self.password.setFocus()

    def _busy(self, busy: bool) -> None:
        self.enter.setEnabled(not busy)
        self.enter.setText(_("正在登录……") if busy else _("登录(&L)"))

    def _lay_out(self) -> None:
        self.setWindowTitle(_("登录 · 政务桌面"))
        self.setWindowIcon(icons.icon("govdesk", "accent"))
        mark = QLabel()
        icons.put_in(mark, "govdesk", "accent", 3)
        head = row(
            mark, column(words(_("政务桌面"), "title"), words(_("公文 · 用印 · 收发"), "quiet"), gap=0.2), None, gap=2
        )
        form = forms.Form(marks=False)
        for label, field in ((_("单位"), self.unit), (_("登录名"), self.login), (_("口令"), self.password)):
            form.add(label, field)
        foot = words(_("口令只用来登录，不会保存在这台电脑上。忘记口令时，请与系统管理员联系。"), "quiet", wrap=True)
        card = frame("card", column(head, self.notice, form, self.enter, foot, gap=2, margin=4))
        card.setFixedWidth(theme.em() * 30)
        self.setLayout(column(None, row(None, card, None), None))
        self.resize(theme.em() * 50, theme.em() * 40)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.submit)
        restyle(self.enter)
