"""The command line: govdesk typeset | seal | verify | serve | desk | demo.

What a command cannot do it says in one sentence and ends with 10; wrong usage ends with 64;
``verify`` ends with the verdict: 0 sealed and intact, 1 permitted additions, 2 changed, 3 cannot be checked, 4 no seal.
"""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from desk import cli_files, cli_running
from desk.folder import default_folder
from desk.given import Given
from desk.modules import MODULES
from desk.words import SENTENCES
from documents.model.official import Secrecy, Urgency
from office.clock import now
from office.errors import OfficeError
from office.modules import all_sentences
from office.ui import crash
from office.words import _, explain, use_language

REFUSED = 10
WRONG_USE = 64
Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """Ends with 64 on wrong usage, for 2 means a changed document."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    _speak_anywhere()
    options = _parser().parse_args(arguments)
    use_language(options.language)
    run: Run = options.run
    try:
        return run(options)
    except OfficeError as error:
        cli_files.say_wrong(explain(error, {**all_sentences(MODULES), **SENTENCES}))
    except (KeyboardInterrupt, EOFError):
        cli_files.say_wrong(_("已取消。"))
    except Exception as error:  # noqa: BLE001 - a bug: its report goes to a file, its code to the person
        cli_files.say_wrong(crash.sentence(crash.report(default_folder() / "crashes", error, now())))
    return REFUSED


def _speak_anywhere() -> None:
    """On a terminal that lacks a character, it is shown by its number instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def given(options: argparse.Namespace) -> Given:
    """What was typed about the document."""
    return Given(**{name: getattr(options, name) for name in Given.__dataclass_fields__})


def _parser() -> Parser:
    parser = Parser(prog="govdesk", description="政务桌面：公文排版、盖章、验章、交换")
    parser.add_argument("--language", choices=("zh_CN", "en"), default="zh_CN", help="所用语言")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=Parser)
    for add in (_add_typeset, _add_seal, _add_verify, _add_serve, _add_desk, _add_demo):
        add(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_typeset(commands: "Commands[Parser]") -> None:
    parser = commands.add_parser("typeset", help="把 Word 文稿排成 PDF 和 OFD 版式文件")
    parser.add_argument("draft", type=Path, metavar="DRAFT.docx")
    parser.add_argument("--output", type=Path, default=Path(), metavar="DIR", help="存放版式文件的文件夹")
    parser.add_argument("--number", default="", help="发文字号，如 闽政办〔2021〕55号")
    parser.add_argument("--mark", default="", help="发文机关标志")
    parser.add_argument("--copy-number", default="", help="份号")
    parser.add_argument("--secrecy", default="", choices=[*Secrecy], help="密级")
    parser.add_argument("--secrecy-term", default="", help="保密期限，如 1年")
    parser.add_argument("--urgency", default="", choices=[*Urgency], help="紧急程度")
    parser.add_argument("--approver", dest="approvers", action="append", default=[], help="签发人，可以多次")
    parser.add_argument("--copies-to", default="", help="抄送机关")
    parser.add_argument("--printed-by", default="", help="印发机关")
    parser.add_argument("--printed-on", default="", help="印发日期")
    parser.add_argument("--built-in-fonts", action="store_true", help="只用自带字体，各处排出来都一样")
    parser.set_defaults(
        run=lambda options: cli_files.typeset_draft(
            options.draft, options.output, given(options), options.built_in_fonts
        )
    )


def _add_seal(commands: "Commands[Parser]") -> None:
    parser = commands.add_parser("seal", help="给 PDF 或 OFD 版式文件盖章（PIN 码从键盘输入）")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--desk", type=Path, metavar="DIR", help="桌面数据文件夹（内有密钥和印章）")
    parser.add_argument("--seal", type=Path, metavar="SEAL.esl", help="印章文件；只有一枚时不必写")
    parser.add_argument("--output", type=Path, metavar="FILE", help="盖章后的文件；不写则存为“原名（已盖章）”")
    parser.add_argument("--open", action="store_true", help="不锁定：之后还有别的单位盖章")
    parser.set_defaults(
        run=lambda options: cli_files.seal_file(
            options.file, options.desk, options.seal, options.output, not options.open
        )
    )


def _add_verify(commands: "Commands[Parser]") -> None:
    parser = commands.add_parser("verify", help="查验版式文件上的印章")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--desk", type=Path, metavar="DIR", help="桌面数据文件夹（内有所信任的根证书）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=lambda options: cli_files.verify_files(options.files, options.desk, options.json))


def _add_serve(commands: "Commands[Parser]") -> None:
    parser = commands.add_parser("serve", help="启动同步服务")
    parser.add_argument("--data", type=Path, default=Path("govdesk-server"), metavar="DIR", help="服务数据文件夹")
    parser.add_argument("--database", default="", metavar="URL", help="数据库；不写则用数据文件夹里的 SQLite")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8750)
    parser.set_defaults(
        run=lambda options: cli_running.serve(options.data, options.database, options.host, options.port)
    )


def _add_desk(commands: "Commands[Parser]") -> None:
    parser = commands.add_parser("desk", help="打开桌面")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="桌面数据文件夹")
    parser.set_defaults(run=lambda options: cli_running.desk(options.folder))


def _add_demo(commands: "Commands[Parser]") -> None:
    parser = commands.add_parser("demo", help="在本机演示：从文稿到对方单位签收")
    parser.add_argument("--output", type=Path, default=Path("demo"), metavar="DIR", help="演示结果文件夹")
    parser.add_argument("--no-windows", action="store_true", help="有显示器也不打开窗口")
    parser.set_defaults(run=lambda options: cli_running.demo(options.output, not options.no_windows))
