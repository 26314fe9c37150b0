"""Sets GovDesk up on a fresh machine and runs its main job or its tests.

    python3 make.py demo      the main job, end to end, on a real notice
    python3 make.py test      every check of the project
    python3 make.py bench     the figures, printed

Needs nothing but Python 3.11 to 3.13: it makes the virtual environment itself from requirements.lock,
and looks for the system libraries that Qt loads.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed-from"

# What PySide6's wheels load from a Debian system, and the packages that carry it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
# What a window on a real X display needs beyond that.
X_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PROGRAMS = {"openssl": "openssl", "pdfsig": "poppler-utils"}


def main(arguments: Sequence[str]) -> int:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        return _refuse(f"需要 Python 3.11 至 3.13，当前是 {sys.version.split()[0]}。Python 3.11 to 3.13 is needed.")
    match arguments:
        case ["demo", *rest]:
            ready = _prepare({})
            return ready or _run([_python(), "-m", "desk", "demo", *rest])
        case ["test", *rest]:
            ready = _prepare(TEST_PROGRAMS)
            return ready or _test(rest)
        case ["bench", *rest]:
            ready = _prepare({})
            return ready or _run([_python(), "-m", "tests.bench", *rest])
        case _:
            print(__doc__)
            return 2


def _test(rest: Sequence[str]) -> int:
    if rest:
        return _run([_python(), "-m", "pytest", *rest])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    steps: list[list[str | Path]] = [
        [_python(), "-m", "ruff", "check", "."],
        [_python(), "-m", "ruff", "format", "--check", "."],
        [_program("lint-imports")],
        [_python(), "-m", "mypy"],
        [_python(), "-m", "pytest", "-q"],
    ]
    for step in steps:
        print("·", *(Path(part).name if isinstance(part, Path) else part for part in step), flush=True)
        status = _run(step)
        if status:
            return status
    return 0


def _prepare(programs: dict[str, str]) -> int:
    missing = _missing_packages(programs)
    if missing and not _install(missing):
        return 1
    return _make_environment()


def _missing_packages(programs: dict[str, str]) -> list[str]:
    if not sys.platform.startswith("linux"):
        return []
    wanted = dict(LIBRARIES)
    if os.environ.get("DISPLAY"):
        wanted |= X_LIBRARIES
    packages = [package for library, package in wanted.items() if not _loads(library)]
    packages += [package for program, package in programs.items() if shutil.which(program) is None]
    if not _has_venv():
        packages.append(f"python3.{sys.version_info.minor}-venv")
    return packages


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_venv() -> bool:
    probe = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _install(packages: list[str]) -> bool:
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("正在安装系统组件 Installing:", " ".join(packages), flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
        if subprocess.run([*command, "-qq"], env=environment, check=False).returncode == 0:
            return True
    print("缺少系统组件，请先安装后再运行本命令。Some system packages are missing; install them, then run this again:")
    print("    sudo " + " ".join(command))
    return False


def _make_environment() -> int:
    digest = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == digest:
        return 0
    print("正在建立运行环境（首次约需几分钟）Setting up .venv ...", flush=True)
    pip: list[str | Path] = [_python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    steps: tuple[list[str | Path], ...] = (
        [sys.executable, "-m", "venv", VENV],
        [*pip, "--require-hashes", "-r", LOCK],
        [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT],
    )
    for step in steps:
        if _run(step):
            return _refuse("运行环境没有建成，请检查网络后重试。The environment could not be made; see above.")
    STAMP.write_text(digest, encoding="ascii")
    return 0


def _python() -> Path:
    return _program("python")


def _program(name: str) -> Path:
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def _run(command: Sequence[str | Path]) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
