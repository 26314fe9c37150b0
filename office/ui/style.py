"""The style sheet of all windows. Names after @ are colours and lengths of the theme (``theme.py`` fills them in)."""

SHEET = """
* { outline: 0; }
QToolTip { background: @surface; color: @text; border: 1px solid @strong_line; padding: @p4; }

QLabel[look="title"] { font-size: @p20; font-weight: 600; }
QLabel[look="heading"] { font-size: @p16; font-weight: 600; }
QLabel[look="section"] { font-weight: 600; color: @text; padding-top: @p6; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="quiet"] { color: @quiet; }
QLabel[look="label"] { color: @quiet; }
QLabel:disabled { color: @strong_line; }

QFrame[look="card"] { background: @surface; border: 1px solid @line; border-radius: @p6; }
QFrame[look="bar"] { background: @surface; border: 0; border-bottom: 1px solid @line; }
QFrame[look="foot"] { background: @surface; border: 0; border-top: 1px solid @line; }
QFrame[look="side"] { background: @surface; border: 0; border-right: 1px solid @line; }
QFrame[look="divider"] { background: @line; border: 0; max-height: 1px; min-height: 1px; }

QPushButton { background: @raised; color: @text; border: 1px solid @strong_line; border-radius: @p4;
  padding: @p5 @p12; min-height: @p18; }
QPushButton:hover { background: @accent_soft; border-color: @accent; }
QPushButton:pressed { background: @line; }
QPushButton:focus { border: 2px solid @accent; padding: @p4 @p11; }
QPushButton:disabled { color: @strong_line; border-color: @line; background: @window; }
QPushButton:checked { background: @accent_soft; border-color: @accent; color: @accent_strong; }
QPushButton[look="primary"] { background: @accent; color: @accent_text; border: 1px solid @accent; font-weight: 600; }
QPushButton[look="primary"]:hover { background: @accent_strong; border-color: @accent_strong; }
QPushButton[look="primary"]:focus { border: 2px solid @text; }
QPushButton[look="primary"]:disabled { background: @line; color: @quiet; border-color: @line; }

QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: @p4;
  padding: @p4 @p6; }
QToolButton:hover { background: @accent_soft; }
QToolButton:checked { background: @accent_soft; color: @accent_strong; }
QToolButton:focus { border: 2px solid @accent; padding: @p3 @p5; }
QToolButton:disabled { color: @strong_line; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: @surface; color: @text; border: 1px solid @strong_line; border-radius: @p4; padding: @p4 @p6;
  selection-background-color: @accent; selection-color: @accent_text; placeholder-text-color: @quiet; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: @p18; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid @accent; padding: @p3 @p5; }
QLineEdit:read-only { background: @raised; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: @strong_line; background: @window; border-color: @line; }
QLineEdit[doubt="true"], QPlainTextEdit[doubt="true"], QComboBox[doubt="true"],
QAbstractSpinBox[doubt="true"] { border-color: @notice; }
QComboBox::drop-down { border: 0; width: @p24; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
  image: url(@icons/chevron-down.@shade.svg); width: @p12; height: @p12; }
QDateEdit::drop-down, QDateTimeEdit::drop-down { border: 0; width: @p24; subcontrol-origin: padding;
  subcontrol-position: center right; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @strong_line; padding: @p2;
  selection-background-color: @accent_soft; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: @p24; padding: @p2 @p6; }
QSpinBox::up-button, QDoubleSpinBox::up-button { border: 0; width: @p20; background: transparent;
  subcontrol-origin: border; subcontrol-position: top right; margin-right: @p4; margin-top: @p3; }
QSpinBox::down-button, QDoubleSpinBox::down-button { border: 0; width: @p20; background: transparent;
  subcontrol-origin: border; subcontrol-position: bottom right; margin-right: @p4; margin-bottom: @p3; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(@icons/chevron-up.@shade.svg); width: @p10; height: @p10; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(@icons/chevron-down.@shade.svg); width: @p10;
  height: @p10; }

QCheckBox, QRadioButton { spacing: @p6; padding: @p3; border: 1px solid transparent; border-radius: @p4; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent; }
QCheckBox::indicator, QListView::indicator, QTreeView::indicator { width: @p14; height: @p14;
  border: 1px solid @strong_line; border-radius: @p3; background: @surface; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked { background: @accent;
  border-color: @accent; image: url(@icons/check.@shade.svg); }
QCheckBox::indicator:disabled { border-color: @line; background: @window; }
QRadioButton::indicator { width: @p12; height: @p12; border: 1px solid @strong_line; border-radius: @p6;
  background: @surface; }
QRadioButton::indicator:checked { border: 4px solid @accent; width: @p6; height: @p6; border-radius: @p6; }

QListView, QTreeView, QTableView { background: @surface; color: @text; border: 1px solid @line; border-radius: @p4;
  alternate-background-color: @raised; selection-background-color: @accent_soft; selection-color: @text; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 1px solid @accent; }
QListView::item, QTreeView::item, QTableView::item { padding: @p4 @p6; border: 0; color: @text; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: @window; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: @accent_soft;
  color: @text; }
QTableView { gridline-color: @line; }
QHeaderView { background: @raised; }
QHeaderView::section { background: @raised; color: @quiet; border: 0; border-bottom: 1px solid @line;
  padding: @p5 @p6; }
QTableCornerButton::section { background: @raised; border: 0; }
QListView[look="plain"], QScrollArea[look="plain"], QTreeView[look="plain"] { border: 0; border-radius: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[look="page"] { background: transparent; }

QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @quiet; padding: @p8 @p14; border: 0;
  border-bottom: 3px solid transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @accent_strong; border-bottom: 3px solid @accent; font-weight: 600; }
QTabBar:focus { outline: 0; }
QTabBar::tab:focus { background: @accent_soft; }

QScrollBar:vertical { background: transparent; width: @p12; margin: 0; }
QScrollBar:horizontal { background: transparent; height: @p12; margin: 0; }
QScrollBar::handle { background: @strong_line; border-radius: @p4; margin: @p2; }
QScrollBar::handle:vertical { min-height: @p28; }
QScrollBar::handle:horizontal { min-width: @p28; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: @accent; }

QProgressBar { background: @line; border: 0; border-radius: @p3; max-height: @p6; min-height: @p6; }
QProgressBar::chunk { background: @accent; border-radius: @p3; }

QMenu { background: @surface; border: 1px solid @strong_line; padding: @p4; }
QMenu::item { padding: @p5 @p24 @p5 @p10; border-radius: @p3; }
QMenu::item:selected { background: @accent_soft; }
QMenu::item:disabled { color: @strong_line; }
QMenu::separator { height: 1px; background: @line; margin: @p4 @p6; }

QFrame#rail { background: @rail; border: 0; }
QFrame#rail QLabel { color: @rail_text; }
QFrame#rail QLabel[look="brand"] { color: @rail_chosen_text; font-size: @p18; font-weight: 600; }
QFrame#rail QToolButton { color: @rail_text; border: 0; border-left: 4px solid transparent; border-radius: 0;
  padding: @p10 @p12 @p10 @p12; text-align: left; }
QFrame#rail QToolButton:hover { background: @rail_chosen; }
QFrame#rail QToolButton:checked { background: @rail_chosen; color: @rail_chosen_text;
  border-left: 4px solid @hit; }
QFrame#rail QToolButton:focus { border: 2px solid @rail_chosen_text; border-left: 4px solid @rail_chosen_text;
  padding: @p8 @p10 @p8 @p12; }
QFrame#rail QToolButton[look="small"] { padding: @p6 @p12; }

QFrame[tone="good"] { background: @good_soft; border: 1px solid @good; border-radius: @p6; }
QFrame[tone="notice"] { background: @notice_soft; border: 1px solid @notice; border-radius: @p6; }
QFrame[tone="bad"] { background: @bad_soft; border: 1px solid @bad; border-radius: @p6; }
QFrame[tone="plain"] { background: @accent_soft; border: 1px solid @accent; border-radius: @p6; }
QFrame[tone="quiet"] { background: @window; border: 1px solid @line; border-radius: @p6; }
QFrame[tone="good"] QLabel[look="verdict"], QLabel[tone="good"] { color: @good; }
QFrame[tone="notice"] QLabel[look="verdict"], QLabel[tone="notice"] { color: @notice; }
QFrame[tone="bad"] QLabel[look="verdict"], QLabel[tone="bad"] { color: @bad; }
QFrame[tone="plain"] QLabel[look="verdict"], QLabel[tone="plain"] { color: @accent_strong; }
QLabel[look="verdict"] { font-size: @p16; font-weight: 600; }
QLabel[tone] { border: 0; background: transparent; }

QFrame[look="drop"] { border: 2px dashed @strong_line; border-radius: @p8; background: @surface; }
QFrame[look="drop"][over="true"] { border-color: @accent; background: @accent_soft; }
QAbstractScrollArea#pages { background: @desk; border: 0; }
QAbstractScrollArea#pages:focus { border: 2px solid @accent; }
QListView#page_list { background: @window; border: 0; border-right: 1px solid @line; }
QDialog { background: @window; }
"""
