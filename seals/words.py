"""How the seals module explains itself: refusals, and what a verdict and its reasons mean."""

from office.words import N_, Sentences

VERDICTS: Sentences = {
    "intact": N_("盖章有效，文件自盖章后未被改动。"),
    "added": N_("盖章有效，原文未被改动；盖章后有允许的追加内容，见下列说明。"),
    "changed": N_("文件在盖章后被改动，或印章不真实，不能作为有效公文使用。"),
    "uncheckable": N_("无法确认印章是否可信，原因和处理办法见下列说明。"),
    "unsealed": N_("文件没有加盖电子印章。"),
}

_REFUSALS: Sentences = {
    "seals.seal_certificate_expired": N_(
        "“{holder}”的用印证书不在有效期内（{valid_from} 至 {valid_to}），不能盖章。请联系证书管理员更换证书。"
    ),
    "seals.seal_key_unfit": N_("“{holder}”的证书不能用于盖章。请插入印章专用的密钥，或联系证书管理员。"),
    "seals.seal_out_of_date": N_(
        "印章“{name}”不在有效期内（{valid_from} 至 {valid_to}），不能使用。请联系印章管理员重新制发。"
    ),
    "seals.seal_not_yours": N_("密钥持有者“{holder}”不是印章“{name}”的授权使用人，不能盖章。请换用正确的密钥或印章。"),
    "seals.seal_not_active": N_("印章“{name}”已停用或销毁，不能使用。请联系印章管理员。"),
    "seals.seal_altered": N_("印章数据与登记内容不一致（编号 {id}），没有登记。请向制章单位重新索取印章文件。"),
    "seals.seal_gone": N_("印章“{name}”已经销毁，不能再变更。需要时请申请制发新的印章。"),
    "seals.seal_unreadable": N_("印章数据无法读取：已损坏，或者不是印章文件。请向制章单位重新索取印章文件。"),
    "seals.seal_not_made": N_("印章没有制成：名称、编号、直径、持有人、有效期或图案不符合要求。请改正后重新制作。"),
    "seals.seal_character_missing": N_("印章没有制成：字库里没有“{character}”字。请安装有这个字的字库后再制作。"),
    "seals.document_locked": N_("文件上最后一枚印章已锁定文件，不能再盖章。需要联合盖章时，请用未锁定的文件重新办理。"),
    "seals.document_damaged": N_("文件内部有错误，不能盖章。请用原稿重新生成版式文件后再盖章。"),
    "seals.document_encrypted": N_("文件设有密码或已加密，不能盖章。请去掉密码后再试。"),
    "seals.document_too_large": N_("文件有 {size} MB，超过可盖章的上限 {limit} MB。请压缩图片或拆分附件后再试。"),
    "seals.hidden_content": N_(
        "文件中含有盖章后仍可能改变显示的内容：{what}，为保证所见即所签，没有盖章。请去掉后重新生成版式文件。"
    ),
    "seals.seal_broken": N_("文件上已有的印章验证不通过，不能继续盖章。请向原盖章单位重新索取文件。"),
    "seals.format_unknown": N_("这不是 PDF 或 OFD 版式文件，不能盖章。请先把文稿生成版式文件。"),
    "seals.place_not_found": N_("没有找到成文日期，无法确定盖章位置。请检查文件，或手动指定盖章位置。"),
    "seals.place_outside_page": N_("盖章位置超出页面（第 {page} 页，共 {pages} 页）。请调整盖章位置。"),
    "seals.place_taken": N_("盖章位置与已有的印章“{name}”重叠。请移开后再盖。"),
    "seals.picture_unreadable": N_("印章图案无法读取。请向制章单位重新索取印章文件。"),
    "seals.sealing_failed": N_(
        "盖章后的自检没有通过，盖章结果已丢弃，原文件没有改动。请再盖一次；仍不行时，把“{reason}”告诉系统管理员。"
    ),
}

_BROKEN: Sentences = {
    "seals.sealed_file_damaged": N_("文件带有印章，但已损坏，读不出来。请向发文单位重新索取。"),
    "seals.seal_removed": N_("文件中有印章的痕迹，但印章已被去掉或破坏。请向发文单位重新索取。"),
    "seals.content_differs": N_("文件内容与加盖“{name}”时不一致。请不要使用，向发文单位重新索取。"),
    "seals.signature_wrong": N_("“{name}”的签名值不正确，印章可能是伪造的，或文件已被改动。请向发文单位核实。"),
    "seals.signature_malformed": N_("“{name}”的签名数据不完整或被改动过。请向发文单位重新索取。"),
    "seals.bytes_uncovered": N_("“{name}”没有保护文件的全部内容，未受保护的部分可能被改动。请向发文单位重新索取。"),
    "seals.bytes_outside": N_("文件末尾有来历不明的内容（{count} 字节），不在印章保护之内。请向发文单位重新索取。"),
    "seals.changed_after": N_("加盖“{name}”之后，文件内容又被改动。请不要使用，向发文单位重新索取。"),
    "seals.looks_different": N_("加盖“{name}”之后，第 {page} 页的显示内容发生了变化。请不要使用，向发文单位核实。"),
    "seals.covers_text": N_("后加的印章“{later}”在第 {page} 页遮盖了原有内容。请不要使用，向发文单位核实。"),
    "seals.covers_earlier_seal": N_("后加的印章“{later}”压在“{name}”之上。请向发文单位核实。"),
    "seals.file_changed": N_("加盖“{name}”之后，文件中的 {file} 被改动。请不要使用，向发文单位重新索取。"),
    "seals.file_missing": N_("“{name}”保护的 {file} 不见了。请不要使用，向发文单位重新索取。"),
    "seals.package_changed": N_(
        "加盖“{name}”之后，文件包被改动（增删了内容或重新打包）。请不要使用，向发文单位重新索取。"
    ),
    "seals.seal_swapped": N_("文件中的印章与签名中的印章“{name}”不是同一枚，印章可能被调换。请向发文单位核实。"),
    "seals.signature_moved": N_("“{name}”的签名不属于它所在的位置，可能是从别处移来的。请向发文单位核实。"),
    "seals.maker_signature_wrong": N_("印章“{name}”不是由制章单位签发的原件，可能是伪造的。请向发文单位核实。"),
    "seals.signer_not_in_seal": N_("盖章人不是印章“{name}”的授权使用人。请向发文单位核实。"),
}

_DOUBTS: Sentences = {
    "seals.file_damaged": N_("文件已损坏，无法检查。请重新获取文件。"),
    "seals.file_encrypted": N_("文件设有密码或已加密，无法检查。请向发文单位索取未加密的文件。"),
    "seals.file_too_large": N_("文件过大（上限 {limit} MB），无法检查。请向发文单位核实。"),
    "seals.file_unknown": N_("这不是 PDF 或 OFD 版式文件，无法检查。请确认选对了文件。"),
    "seals.readers_disagree": N_("不同的阅读软件对该文件的理解不一致，显示内容可能因软件而异。请向发文单位核实。"),
    "seals.active_content": N_("文件中含有可能改变显示内容的成分：{what}，盖章后所见未必一致。请向发文单位核实。"),
    "seals.kind_unknown": N_("“{name}”采用了本软件不能检查的签名方式。请用制作该文件的软件查验，或向发文单位核实。"),
    "seals.digest_weak": N_("“{name}”采用的摘要算法（{digest}）不够安全，无法据以确认。请向发文单位核实。"),
    "seals.signature_unprotected_part": N_("“{name}”的签名数据中有未受保护的内容，无法确认其来源。请向发文单位核实。"),
    "seals.issuer_unknown": N_(
        "“{holder}”的证书由“{issuer}”签发，本机没有信任该签发机构，无法确认印章真假。"
        "请联系系统管理员导入其根证书，或向发文单位核实。"
    ),
    "seals.certificate_forged": N_("“{holder}”的证书验证不通过，可能是伪造的。请不要使用，向发文单位核实。"),
    "seals.certificate_revoked": N_("“{holder}”的证书已被吊销，印章不可信。请向发文单位核实。"),
    "seals.certificate_unfit": N_("“{holder}”的证书不是用于盖章的证书，无法确认印章真假。请向发文单位核实。"),
    "seals.certificate_expired": N_(
        "“{holder}”的证书已于 {not_after} 到期，文件又没有可信的时间证明，无法确认盖章时证书是否有效。"
        "请查对收文登记的查验记录，或向发文单位核实。"
    ),
    "seals.certificate_not_yet_valid": N_(
        "“{holder}”的证书自 {not_before} 起才生效，与盖章时间不符。请检查本机时间，或向发文单位核实。"
    ),
    "seals.time_in_future": N_("“{name}”的盖章时间（{time}）晚于现在。请检查本机时间，或向发文单位核实。"),
    "seals.maker_unknown": N_(
        "印章“{name}”的制章单位“{holder}”不在本机信任的范围内，无法确认印章真假。"
        "请联系系统管理员登记该制章单位，或向发文单位核实。"
    ),
    "seals.seal_out_of_date_then": N_("印章“{name}”不在有效期内（{valid_from} 至 {valid_to}）。请向发文单位核实。"),
    "seals.picture_unproven": N_(
        "文件由“{name}”签名，签名之后未被改动；但页面上的印章图案没有制章单位的证明，无法确认是谁的印章。"
        "请以证书持有者为准，或向发文单位核实。"
    ),
    "seals.seal_destroyed": N_("印章“{name}”已被停用或销毁。请向发文单位核实。"),
    "seals.stamp_nowhere": N_("“{name}”的印章位置不在任何一页上。请向发文单位核实。"),
    "seals.files_uncovered": N_("“{name}”没有保护以下内容，无法确认它们未被改动：{files}。请向发文单位核实。"),
    "seals.files_smuggled": N_("文件包中夹带了不属于公文的内容：{files}。请向发文单位核实。"),
}

_REMARKS: Sentences = {
    "seals.seal_added": N_("在“{earlier}”之后，又加盖了“{name}”，两枚印章互不影响。"),
    "seals.proof_added": N_("在“{name}”之后，追加了长期查验所需的证据材料，原文未变。"),
    "seals.time_unknown": N_("“{name}”没有写明盖章时间。"),
    "seals.list_open": N_("文件没有锁定，今后还可以继续加盖印章。"),
    "seals.packing_open": N_("“{name}”保护了全部内容，但没有保护打包方式；内容未变。"),
    "seals.departs_from_standard": N_("“{name}”的数据格式与国家标准略有出入（{detail}），不影响查验结果。"),
    "seals.stamp_scaled": N_("“{name}”的显示尺寸（{width}×{height} 毫米）与印章实际尺寸不同。"),
}

REASONS: Sentences = {**_BROKEN, **_DOUBTS, **_REMARKS}
SENTENCES: Sentences = {**_REFUSALS, **REASONS}
