"""How the file store explains itself."""

from office.words import N_, Sentences

SENTENCES: Sentences = {
    "files.missing": N_("需要的文件不在这里（{digest}）。请重新发送或重新下载。"),
    "files.unreadable": N_(
        "文件打不开：{path}（{reason}）。请核对文件名和位置，确认您有读取权限；本机保存的公文打不开时，请联系系统管理员。"
    ),
    "files.altered": N_("文件内容与登记的不符，已停止使用（{digest}）。请检查磁盘，必要时从备份恢复。"),
    "files.too_large": N_("文件太大：{size} 字节，上限 {limit} 字节。请压缩或拆分后再发送。"),
    "files.wrong_digest": N_("文件在传送途中有变动，服务器没有收下。请再试一次。"),
    "files.wrong_offset": N_("文件续传的位置不对，应从第 {offset} 字节开始。请再试一次。"),
    "files.not_a_digest": N_("文件编号不对，服务器没有接受。"),
    "files.bad_range": N_("文件分段的说明不对，服务器没有接受。"),
}
