"""How refusals about keys, certificates and envelopes are explained."""

from office.words import N_, Sentences

SENTENCES: Sentences = {
    "crypto.wrong_pin": N_("口令（PIN）不正确，密钥没有打开。请核对后重新输入。"),
    "crypto.key_file_damaged": N_(
        "密钥文件读不出来：文件已损坏，或者不是密钥文件。请改用备份件，或请系统管理员重新签发。"
    ),
    "crypto.key_file_unsupported": N_(
        "密钥文件的保护方式不受支持，没有打开。请改存为用 AES-256 保护的 PKCS#12 文件后再用。"
    ),
    "crypto.key_unusable": N_("这把密钥没有所需的用途，操作没有进行。请插入或选择相应用途的密钥。"),
    "crypto.certificate_damaged": N_("证书读不出来：已损坏，或者不是证书。请向证书持有单位重新索取。"),
    "crypto.certificate_not_made": N_("证书没有签发：申请的内容不合规则。请核对用途、密钥种类和有效期后再签发。"),
    "crypto.recipient_expired": N_("不能向“{holder}”加密：它的加密证书不在有效期内。请先更新该单位的证书。"),
    "crypto.recipient_unfit": N_("不能向“{holder}”加密：它的证书不是加密证书。请先取得该单位的加密证书。"),
    "crypto.no_recipients": N_("没有收件单位，密件没有生成。请至少选择一个收件单位。"),
    "crypto.not_for_you": N_("这份密件不是发给“{holder}”的，打不开。请核对收件单位，或换用收件单位的密钥。"),
    "crypto.envelope_damaged": N_("密件已损坏或被改动，不能打开。请让发件单位重新发送。"),
    "crypto.statement_damaged": N_("签名数据读不出来：已损坏或不完整。请让对方重新发送。"),
    "crypto.revocations_damaged": N_("证书吊销列表读不出来或不完整，没有采用。请重新下载。"),
    "crypto.signature_failed": N_(
        "刚生成的签名没有通过核验，已作废：密钥与证书不匹配，或密码设备出错。请换用正确的密钥再试。"
    ),
}
