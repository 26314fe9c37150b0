"""A desk's own folder: its settings, keys, trust, records and files.

desk.json      which office and unit this desk belongs to
replica.db     its records
files/         its files, by digest
keys/          sign.p12 seal.p12 open.p12: the unit's key files, and seals/*.esl
recovery/      changes to drafts that are not saved yet, as JSON
trust/         pdf/*.cer sm2/*.cer makers/*.cer: what this desk trusts
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import platformdirs

from desk.errors import FolderUnusable
from office.crypto.token import Purpose
from office.files.atomic import write_atomically
from office.files.read import read_file
from office.files.reasons import why
from office.words import _
from seals.model import Trust

MAX_CERTIFICATE = 64 * 1024
MAX_KEY_FILE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class DeskIdentity:
    """What desk.json says: which server, unit and sign-in name this desk was set up for."""

    server_url: str
    unit: str
    unit_name: str = ""
    login: str = ""
    language: str = "zh_CN"
    theme: str = "light"


def default_folder() -> Path:
    """Where this person's desk lies when nothing else is said."""
    return Path(platformdirs.user_data_dir("govdesk", appauthor=False))


@dataclass(frozen=True, slots=True)
class DeskFolder:
    path: Path

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.path / 'replica.db'}"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def seals(self) -> Path:
        return self.path / "keys" / "seals"

    def identity(self) -> DeskIdentity:
        """Raises FolderUnusable when desk.json is missing or not what it should be."""
        try:
            return msgspec.json.decode((self.path / "desk.json").read_bytes(), type=DeskIdentity)
        except OSError as error:
            raise FolderUnusable(path=str(self.path), what=f"desk.json（{why(error)}）") from error
        except msgspec.MsgspecError as error:
            raise FolderUnusable(path=str(self.path), what=_("desk.json 的内容看不懂")) from error

    def remember(self, identity: DeskIdentity) -> None:
        write_atomically(self.path / "desk.json", msgspec.json.format(msgspec.json.encode(identity), indent=2))

    def key_files(self) -> Mapping[Purpose, bytes]:
        """The key files that are here, still locked by their PIN."""
        found = {}
        for purpose in Purpose:
            path = self.path / "keys" / f"{purpose.value}.p12"
            if path.exists():
                found[purpose] = read_file(path, MAX_KEY_FILE)
        return found

    def keep_key_files(self, files: Mapping[Purpose, bytes]) -> None:
        for purpose, data in files.items():
            write_atomically(self.path / "keys" / f"{purpose.value}.p12", data)

    def trust(self) -> Trust:
        return Trust(self._certificates("pdf"), self._certificates("sm2"), self._certificates("makers"))

    def keep_trust(self, trust: Trust) -> None:
        for name, certificates in (("pdf", trust.pdf_roots), ("sm2", trust.sm2_roots), ("makers", trust.seal_makers)):
            for number, certificate in enumerate(certificates, 1):
                write_atomically(self.path / "trust" / name / f"{number}.cer", certificate)

    def _certificates(self, name: str) -> tuple[bytes, ...]:
        paths = sorted((self.path / "trust" / name).glob("*.cer"))
        return tuple(read_file(path, MAX_CERTIFICATE) for path in paths)
