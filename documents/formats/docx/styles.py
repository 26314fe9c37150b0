"""How text looks after styles (ECMA-376 part 1, 17.7): size, Han typeface, weight, alignment, indent, numbering."""

from collections.abc import Mapping
from dataclasses import dataclass

from documents.formats.docx.node import Node, down, is_on, name, number, val
from documents.model.draft import Alignment

_DEEPEST = 20  # styles based on styles
_ALIGNMENTS: Mapping[str, Alignment] = {
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
    "center": Alignment.CENTRE,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
    "both": Alignment.JUSTIFIED,
    "distribute": Alignment.JUSTIFIED,
}


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of characters; None where nothing is said. ``size`` in points."""

    size: float | None = None
    face: str | None = None
    bold: bool | None = None
    hidden: bool | None = None

    def over(self, other: "Look") -> "Look":
        """This look, and the other where this says nothing."""
        return Look(
            other.size if self.size is None else self.size,
            other.face if self.face is None else self.face,
            other.bold if self.bold is None else self.bold,
            other.hidden if self.hidden is None else self.hidden,
        )


@dataclass(frozen=True, slots=True)
class Form:
    """Properties of a paragraph; None where nothing is said. ``indent`` in points."""

    alignment: Alignment | None = None
    indent: float | None = None
    numbering: str | None = None
    level: int | None = None
    new_page: bool | None = None

    def over(self, other: "Form") -> "Form":
        return Form(
            other.alignment if self.alignment is None else self.alignment,
            other.indent if self.indent is None else self.indent,
            other.numbering if self.numbering is None else self.numbering,
            other.level if self.level is None else self.level,
            other.new_page if self.new_page is None else self.new_page,
        )


class Styles:
    """The styles of a document, resolved through what they are based on and the document's defaults."""

    def __init__(self, root: Node | None, theme: Node | None) -> None:
        self._fonts = _theme_fonts(theme)
        self._nodes = {} if root is None else {s.get(name("w:styleId")) or "": s for s in root.iter(name("w:style"))}
        self._default = self._default_of("paragraph")
        defaults = down(root, "w:docDefaults")
        self._base_look = self._look(down(defaults, "w:rPrDefault", "w:rPr"))
        self._base_form = _form(down(defaults, "w:pPrDefault", "w:pPr"))
        self._looks: dict[str, Look] = {}
        self._forms: dict[str, Form] = {}

    def form(self, properties: Node | None) -> Form:
        """The form of a paragraph with this w:pPr."""
        return _form(properties).over(self._form_of(self._style(properties))).over(self._base_form)

    def base(self, properties: Node | None) -> Look:
        """How characters look in a paragraph with this w:pPr."""
        return self._look_of(self._style(properties)).over(self._base_look)

    def look(self, properties: Node | None, base: Look) -> Look:
        """How a run with this w:rPr looks in a paragraph whose characters look like ``base``."""
        if properties is None:
            return base
        return self._look(properties).over(self._look_of(val(properties, "w:rStyle") or "")).over(base)

    def _style(self, properties: Node | None) -> str:
        return val(properties, "w:pStyle") or self._default

    def _default_of(self, kind: str) -> str:
        for key, node in self._nodes.items():
            if node.get(name("w:type")) == kind and node.get(name("w:default")) in ("1", "true", "on"):
                return key
        return "Normal"

    def _chain(self, key: str) -> list[Node]:
        chain: list[Node] = []
        while key in self._nodes and len(chain) < _DEEPEST:
            chain.append(self._nodes[key])
            key = val(self._nodes[key], "w:basedOn") or ""
        return chain

    def _look_of(self, key: str) -> Look:
        if key not in self._looks:
            look = Look()
            for node in self._chain(key):
                look = look.over(self._look(down(node, "w:rPr")))
            self._looks[key] = look
        return self._looks[key]

    def _form_of(self, key: str) -> Form:
        if key not in self._forms:
            form = Form()
            for node in self._chain(key):
                form = form.over(_form(down(node, "w:pPr")))
            self._forms[key] = form
        return self._forms[key]

    def _look(self, properties: Node | None) -> Look:
        half_points = number(val(properties, "w:sz"), 1, 3276)
        return Look(
            size=None if half_points is None else half_points / 2,
            face=self._face(down(properties, "w:rFonts")),
            bold=is_on(properties, "w:b"),
            hidden=is_on(properties, "w:vanish"),
        )

    def _face(self, fonts: Node | None) -> str | None:
        if fonts is None:
            return None
        themed = fonts.get(name("w:eastAsiaTheme"))
        return self._fonts.get(themed or "") or fonts.get(name("w:eastAsia")) or None


def _form(properties: Node | None) -> Form:
    level = number(val(properties, "w:numPr", "w:ilvl"), 0, 8)
    return Form(
        alignment=_ALIGNMENTS.get(val(properties, "w:jc") or ""),
        indent=_indent(down(properties, "w:ind")),
        numbering=val(properties, "w:numPr", "w:numId"),
        level=level,
        new_page=is_on(properties, "w:pageBreakBefore"),
    )


def _indent(node: Node | None) -> float | None:
    """First-line and left indent together: points, or hundredths of a character at 16 pt where Word says so."""
    if node is None:
        return None
    total, said = 0.0, False
    for twips, chars in (("w:firstLine", "w:firstLineChars"), ("w:left", "w:leftChars"), ("w:start", "w:startChars")):
        points = number(node.get(name(twips)), -30_000, 30_000)
        hundredths = number(node.get(name(chars)), -10_000, 10_000)
        if hundredths:
            total, said = total + hundredths * 0.16, True
        elif points is not None:
            total, said = total + points / 20, True
    return total if said else None


def _theme_fonts(theme: Node | None) -> dict[str, str]:
    """minorEastAsia and majorEastAsia: the Han faces of the theme (20.1.4.1)."""
    fonts: dict[str, str] = {}
    if theme is not None:
        for key, tag in (("majorEastAsia", "a:majorFont"), ("minorEastAsia", "a:minorFont")):
            for node in theme.iter(name(tag)):
                fonts[key] = _han_face(node)
    return {key: face for key, face in fonts.items() if face}


def _han_face(node: Node) -> str:
    plain = down(node, "a:ea")
    face = "" if plain is None else plain.get("typeface") or ""
    scripts = {font.get("script"): font.get("typeface") or "" for font in node.iter(name("a:font"))}
    return face or scripts.get("Hans", "")
