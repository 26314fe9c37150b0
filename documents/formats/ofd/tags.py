"""公文标引: which objects are which element of the official document, as a custom tag file of the package.

The tree and its names are those that word processors write (GB/T 33477-2016); leaves hold references
to graphic objects.
"""

import re
from collections.abc import Iterator

from documents.formats.ofd.content import DECLARATION, XMLNS
from documents.formats.outlines import part
from documents.model.pages import Element, Run

NAMESPACE = "http://www.nits.org.cn/eGovDoc/2013"

Path = tuple[str, ...]
Refs = list[tuple[int, int]]  # page id, object id

_MARK: Path = ("公文体", "版头", "发文机关标志")
_NUMBER: Path = ("公文体", "版头", "发文字号")
_PRINTED: Path = ("公文体", "版记", "印发机关和印发日期")
_PATHS: dict[Element, Path] = {
    Element.COPY_NUMBER: ("公文体", "版头", "份号"),
    Element.SECRECY: ("公文体", "版头", "密级和保密期限"),
    Element.URGENCY: ("公文体", "版头", "紧急程度"),
    Element.MARK: _MARK,
    Element.NUMBER: _NUMBER,
    Element.APPROVER: ("公文体", "版头", "签发人"),
    Element.TITLE: ("公文体", "主体", "标题"),
    Element.RECIPIENTS: ("公文体", "主体", "主送机关"),
    Element.BODY: ("公文体", "主体", "正文"),
    Element.ANNEX_NOTE: ("公文体", "主体", "附件说明"),
    Element.SIGNATURE: ("公文体", "主体", "发文机关或签发人署名"),
    Element.DATE: ("公文体", "主体", "成文日期"),
    Element.NOTE: ("公文体", "主体", "附注"),
    Element.ANNEX: ("公文体", "主体", "附件"),
    Element.COPIES_TO: ("公文体", "版记", "抄送机关"),
    Element.PRINTED_BY: (*_PRINTED, "印发机关"),
    Element.PRINTED_ON: (*_PRINTED, "印发日期"),
}
_NUMBER_PARTS = re.compile(r"(.*?)(〔)(\d{4})(〕)(\d+)(号)")
_NUMBER_NAMES = ("发文机关代字", "", "年份", "", "发文顺序号", "")
_MARK_PARTS = re.compile(r"(.+)(文件)")
_MARK_NAMES = ("发文机关名称", "标志")


def elements(run: Run) -> Iterator[tuple[Run, Path]]:
    """The run in the parts that have tags of their own, each with its path; () for a part without one."""
    path = _PATHS.get(run.element, ()) if run.element else ()
    if path == _NUMBER:
        yield from _split(run, path, _NUMBER_PARTS, _NUMBER_NAMES)
    elif path == _MARK:
        yield from _split(run, path, _MARK_PARTS, _MARK_NAMES)
    else:
        yield run, path


def tag_list() -> str:
    """Tags/CustomTags.xml."""
    tag = f'<ofd:CustomTag NameSpace="{NAMESPACE}"><ofd:FileLoc>Tag_OfficeDoc.xml</ofd:FileLoc></ofd:CustomTag>'
    return f"{DECLARATION}<ofd:CustomTags {XMLNS}>{tag}</ofd:CustomTags>"


def tag_file(refs: dict[Path, Refs]) -> str:
    """Tags/Tag_OfficeDoc.xml: the elements that the document has, in the order of the standard."""
    order = list(dict.fromkeys(_all_paths()))
    body = _branch((), [path for path in order if refs.get(path)], refs)
    return f'{DECLARATION}<od:电子公文 xmlns:od="{NAMESPACE}" {XMLNS} 版本号="1.0">{body}</od:电子公文>'


def _all_paths() -> Iterator[Path]:
    for path in _PATHS.values():
        yield path
        if path == _NUMBER:
            yield from ((*path, name) for name in _NUMBER_NAMES if name)
        if path == _MARK:
            yield from ((*path, name) for name in _MARK_NAMES)


def _branch(above: Path, paths: list[Path], refs: dict[Path, Refs]) -> str:
    """The children of ``above`` and its own references."""
    depth = len(above)
    names = dict.fromkeys(path[depth] for path in paths if len(path) > depth and path[:depth] == above)
    own = "".join(f'<ofd:ObjectRef PageRef="{page}">{id}</ofd:ObjectRef>' for page, id in refs.get(above, ()))
    return own + "".join(f"<od:{name}>{_branch((*above, name), paths, refs)}</od:{name}>" for name in names)


def _split(run: Run, path: Path, pattern: re.Pattern[str], names: tuple[str, ...]) -> Iterator[tuple[Run, Path]]:
    matched = pattern.fullmatch("".join(run.text)) if all(len(text) == 1 for text in run.text) else None
    if matched is None:
        yield run, path
        return
    for group, name in enumerate(names, start=1):
        if span := range(*matched.span(group)):
            yield part(run, span), (*path, name) if name else ()
