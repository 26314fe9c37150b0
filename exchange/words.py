"""How the exchange module explains itself."""

from office.words import N_, Sentences

SENTENCES: Sentences = {
    "exchange.no_recipients": N_("还没有选收文单位。请至少选择一个单位再发送。"),
    "exchange.too_many_recipients": N_("一次最多发给 {most} 个单位。请分批发送。"),
    "exchange.to_yourself": N_("收文单位中有本单位，或有重复的单位。请去掉后再发送。"),
    "exchange.bad_consignment": N_("这次发送的登记内容不合规定，没有发出。请重新发送。"),
    "exchange.parcel_expired": N_("这份公文的交换期限（{expires}）已过，不能再收发。需要时请发文单位重新发送。"),
    "exchange.expiry_too_far": N_("交换期限最长 {days} 天。请改短后再发送。"),
    "exchange.not_a_recipient": N_("本单位不是这份公文的收文单位，不能登记回执。"),
    "exchange.not_for_you": N_("这份公文不是发给本单位的，不能打开。请与发文单位联系。"),
    "exchange.parcel_forged": N_(
        "这份公文与发文登记不符，可能被改动或冒名转发，已拒绝打开。请与发文单位核实，并要求重新发送。"
    ),
    "exchange.sender_not_trusted": N_(
        "无法确认这份公文由“{sender}”发出（签名者：{signer}），已拒绝打开。请与发文单位核实证书。"
    ),
    "exchange.recipient_not_trusted": N_("“{unit}”的证书不可信或已过期，没有发送。请联系系统管理员核对该单位的证书。"),
    "exchange.parcel_damaged": N_("收到的公文包不完整或已损坏，打不开。请重新下载；仍打不开时请发文单位重新发送。"),
    "exchange.parcel_too_large": N_("公文包太大（上限 {limit}），没有发送。请压缩附件或分几次发送。"),
    "exchange.nothing_enclosed": N_(
        "没有可发送的文件，或文件名为空、重复、含有不能用的字符（{name}）。请检查后再发送。"
    ),
    "exchange.receipt_forged": N_("这份回执核对不上，不作数。请与收文单位联系核实。"),
    "exchange.bad_receipt": N_("回执的格式不对，没有登记。请重新签收一次。"),
    "exchange.not_opened_yet": N_("这份公文还没有在本机打开并核对，不能签收。请先打开它。"),
}

STEPS: Sentences = {
    "queued": N_("待发送"),
    "refused": N_("未发出"),
    "stored": N_("已发送"),
    "delivered": N_("已送达"),
    "signed_for": N_("已签收"),
}
