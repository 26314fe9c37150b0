"""How the desk itself explains what it cannot do."""

from office.words import N_, Sentences

SENTENCES: Sentences = {
    "desk.folder_unusable": N_(
        "桌面数据文件夹“{path}”不能使用：{what}。请核对文件夹位置，或请系统管理员重新设置这台桌面。"
    ),
    "desk.number_unclear": N_("发文字号“{text}”看不懂。请写成“机关代字〔年份〕序号”，如“闽政办〔2021〕55号”。"),
    "desk.date_unclear": N_("日期“{text}”看不懂。请写成“2026年3月1日”或“2026-03-01”。"),
    "desk.server_silent": N_("同步服务没有启动成功：{reason}。请稍后重试；仍不成功时，请把这句话告诉系统管理员。"),
    "desk.seal_unclear": N_("“{path}”里有 {count} 枚印章，不知道该用哪一枚。请用 --seal 写明印章文件。"),
    "desk.nobody_to_ask": N_(
        "连不上服务器（{address}），这台电脑上也没有您一周内的登录记录，现在不能登录。"
        "请检查网络后再试；仍不行时，请与系统管理员联系。"
    ),
    "desk.no_seal": N_(
        "“{path}”里没有印章。请先打开桌面同步，或用 --seal 写明印章文件；单位还没有印章时，请与印章管理员联系。"
    ),
    "desk.not_said": N_("结果没有写出来（{reason}）。请换一个输出的地方，再运行一次。"),
    "desk.demo_stuck": N_("演示在“{what}”这一步没有走完。请重新运行；仍不成功时，请把这句话告诉开发者。"),
}
