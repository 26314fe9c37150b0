"""The commands that keep running: serve, desk, demo."""

import os
import subprocess
import sys
from pathlib import Path

from desk.folder import DeskFolder, default_folder


def serve(data: Path, database: str, host: str, port: int) -> int:
    """Run the server as a process of its own until it is told to stop."""
    command = [sys.executable, "-m", "server", "serve", "--data", str(data), "--host", host, "--port", str(port)]
    if database:
        command += ["--database", database]
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program
    except KeyboardInterrupt:
        return 0


def desk(folder: Path | None) -> int:
    """Open the desk of ``folder``: sign in, then work."""
    from desk.opening import run  # Qt is loaded only when a window is wanted

    return run(DeskFolder(folder or default_folder()))


def demo(output: Path, windows: bool) -> int:
    """The main job on this machine; with a display its desks stay open afterwards."""
    shown = windows and _has_display()
    if not shown:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desk.demo import run

    return run(output, stay_open=shown)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
