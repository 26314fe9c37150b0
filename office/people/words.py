"""How the office explains itself about people and signing in."""

from office.words import N_, Sentences

SENTENCES: Sentences = {
    "people.wrong_password": N_("登录名或口令不对。请重新输入；连续输错会暂时锁定。"),
    "people.locked": N_("连续输错口令，这个登录名已暂时锁定。请在 {minutes} 分钟后再试，或联系系统管理员。"),
    "people.no_name": N_("名称不能为空，也不能超过 100 个字。请改正后再保存。"),
    "people.too_many_certificates": N_("证书过大或过多，没有登记。请核对所选的证书文件。"),
}
