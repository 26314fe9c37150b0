"""OFD (GB/T 33190-2016): packages, reading any maker's, writing our own."""

from documents.formats.ofd.package import Body, Package, Reached, append_files, read_package
from documents.formats.ofd.read import OfdFile, read_ofd
from documents.formats.ofd.write import write_ofd

__all__ = ["Body", "OfdFile", "Package", "Reached", "append_files", "read_ofd", "read_package", "write_ofd"]
