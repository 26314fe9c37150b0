"""Why the disk refused, in words that a person understands."""

import errno
from collections.abc import Mapping

from office.words import N_

_WORDS: Mapping[str, str] = {
    "ENOSPC": N_("磁盘已满"),
    "EDQUOT": N_("磁盘配额已用完"),
    "EFBIG": N_("超过了允许的文件大小"),
    "EACCES": N_("没有权限"),
    "EPERM": N_("没有权限"),
    "EROFS": N_("磁盘是只读的"),
    "ENOENT": N_("没有这个文件或文件夹"),
    "EISDIR": N_("这是文件夹，不是文件"),
    "ENOTDIR": N_("路径中有一段不是文件夹"),
    "EEXIST": N_("已有同名的文件"),
    "ENAMETOOLONG": N_("文件名太长"),
    "EBUSY": N_("正被别的程序使用"),
    "EIO": N_("磁盘读写出错"),
    "ENODEV": N_("磁盘已断开"),
    "ENXIO": N_("磁盘已断开"),
    "ESTALE": N_("磁盘已断开"),
    "EADDRINUSE": N_("已被别的程序占用"),
    "EADDRNOTAVAIL": N_("不是这台机器的地址"),
}
# Not every system has every number.
_REASONS = {getattr(errno, name): text for name, text in _WORDS.items() if hasattr(errno, name)}
_UNKNOWN = N_("系统没有说明原因")


def why(error: OSError) -> str:
    """The reason in Chinese, to be a fact of an error; ``explain`` puts it into the language spoken."""
    known = _REASONS.get(error.errno or 0)
    return known or error.strerror or _UNKNOWN
