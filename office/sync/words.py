"""How the office itself explains what it refuses, and what went wrong on the way to the server."""

from office.words import N_, Sentences

SENTENCES: Sentences = {
    "office.database_trouble": N_(
        "数据库暂时用不了，这一步没有完成，原有内容没有变动。请检查磁盘后再试一次；仍不行时，请与系统管理员联系。"
    ),
    "office.database_full": N_(
        "磁盘已满，这一步没有保存；原有内容没有变动，窗口里填写的内容还在。请腾出磁盘空间，然后再试一次。"
    ),
    "office.database_busy": N_("数据库正忙，这一步没有完成，原有内容没有变动。请稍等片刻再试一次。"),
    "office.database_damaged": N_("本机的数据文件已损坏，读不出来。请不要删除或覆盖它，与系统管理员联系，从备份恢复。"),
    "sync.server_away": N_(
        "连不上服务器（{address}）。您的工作已保存在本机，连通后会自动送出。请检查网络；一直连不上时，请与系统管理员联系。"
    ),
    "sync.server_trouble": N_("服务器暂时无法处理（{status}）。您的工作已保存在本机，稍后会自动再送。"),
    "sync.server_cannot_write": N_(
        "服务器的磁盘已满或不能写入，没有收下。您的工作已保存在本机，服务器恢复后会自动再送。请告诉系统管理员。"
    ),
    "sync.not_understood": N_(
        "对方不是政务桌面的服务器，或版本不合。请核对服务器地址；地址无误时，请与系统管理员联系。"
    ),
    "sync.insecure_address": N_("地址 {address} 没有加密保护，只能用于本机。请改用 https 开头的地址。"),
    "sync.not_signed_in": N_("登录已失效，请重新登录。未送出的内容仍保存在本机。"),
    "sync.unknown_command": N_("服务器不认识“{name}”这一步骤，可能版本较旧。请联系系统管理员升级。"),
    "sync.bad_command": N_(
        "送出的内容不完整或格式不对，服务器没有接受。请重新办理一次；仍不行时，请与系统管理员联系。"
    ),
    "sync.stays_at_desk": N_("“{name}”只在本机办理，不送服务器。"),
    "sync.id_reused": N_("同一编号已用于另一件事，服务器没有接受。请重新办理一次。"),
    "sync.conflict": N_("与服务器上已有的记录冲突，没有接受。请刷新后重新办理。"),
    "sync.server_fault": N_("服务器处理这一步时出错，没有接受。请联系系统管理员，然后重新办理。"),
    "sync.forked": N_("本机数据像是从备份恢复或复制而来，已重新登记本机，请再同步一次。"),
    "sync.new_epoch": N_("服务器从备份恢复过，本机正在与它重新对齐，请再同步一次。"),
    "sync.too_large": N_("内容太大（上限 {limit} 字节），没有送出。请减少内容或分几次送。"),
    "sync.too_slow": N_("等了太久没有收到内容，连接已断开。请检查网络后再试。"),
    "sync.nothing_there": N_("服务器上没有这个地址。请核对服务器地址与版本。"),
    "sync.address_taken": N_("服务器没有启动：地址 {address} 用不了（{reason}）。请换一个端口，或关闭占用它的程序。"),
    "sync.not_started": N_("服务器没有在规定时间内启动。请查看日志后再试。"),
    "sync.refused_elsewhere": N_("服务器没有接受（{refusal}）。请升级本机程序后查看原因。"),
}
