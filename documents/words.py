"""How the documents module explains itself."""

from office.words import N_, Sentences

FINDINGS: Sentences = {
    "documents.title_by_look": N_("按居中或大字的排列，认作标题。"),
    "documents.title_by_kind": N_("按结尾的文种，认作标题。"),
    "documents.title_guessed": N_("按位置猜作标题，请核对。"),
    "documents.title_missing": N_("没有找到标题，请填写。"),
    "documents.title_stop_dropped": N_("标题末尾不用句号，已去掉。"),
    "documents.kind_by_title": N_("按标题结尾认定文种。"),
    "documents.kind_guessed": N_("标题没有以文种结尾，暂按“通知”处理，请选定文种。"),
    "documents.issuer_by_title_and_signature": N_("标题与署名一致，认作发文机关。"),
    "documents.issuer_by_title": N_("按标题开头认作发文机关。"),
    "documents.issuer_by_signature": N_("按署名认作发文机关。"),
    "documents.issuer_by_mark": N_("按发文机关标志认作发文机关。"),
    "documents.issuer_differs": N_("标题中的发文机关（{title}）与署名（{signature}）不一致，请核对。"),
    "documents.issuer_missing": N_("没有找到发文机关，请填写。"),
    "documents.mark_typed": N_("文稿中已有发文机关标志。"),
    "documents.mark_derived": N_("按发文机关拟定的发文机关标志，可修改。"),
    "documents.recipients_by_colon": N_("标题之下、以冒号结尾，认作主送机关。"),
    "documents.recipients_missing": N_("没有找到主送机关，请填写。"),
    "documents.number_typed": N_("文稿中已有发文字号。"),
    "documents.number_repaired": N_("发文字号“{before}”已改为规范写法“{after}”。"),
    "documents.number_blank": N_("发文字号留有空白，请在编号后填写。"),
    "documents.copy_number_typed": N_("文稿中已有份号。"),
    "documents.secrecy_typed": N_("文稿中已有密级和保密期限。"),
    "documents.urgency_typed": N_("文稿中已有紧急程度。"),
    "documents.urgency_unknown": N_("“{word}”不是公文的紧急程度（公文只分特急、加急），没有采用。"),
    "documents.approver_typed": N_("文稿中已有签发人。"),
    "documents.body_found": N_("正文共 {count} 段（含标题、表格、图片）。"),
    "documents.body_missing": N_("没有找到正文，请填写。"),
    "documents.heading_by_number": N_("按序号认作第 {level} 级标题。"),
    "documents.heading_by_face": N_("按序号和字体认作第 {level} 级标题。"),
    "documents.heading_leads": N_("段首一句按序号认作第 {level} 级标题，其后接排正文。"),
    "documents.heading_number_repaired": N_("序号写法已由“{before}”改为“{after}”。"),
    "documents.heading_out_of_order": N_("序号“{number}”不连续，按顺序应为第 {expected}，请核对。"),
    "documents.heading_unnumbered": N_("这一行像标题但没有序号，按正文处理，请核对。"),
    "documents.annex_note_found": N_("认作附件说明，共 {count} 个附件。"),
    "documents.annex_note_after_date": N_("附件说明写在成文日期之后，已移到正文之下。"),
    "documents.signature_above_date": N_("在成文日期之上，认作署名。"),
    "documents.signature_by_place": N_("在文末靠右，认作署名。"),
    "documents.signature_missing": N_("没有找到署名，请填写发文机关。"),
    "documents.date_found": N_("认作成文日期。"),
    "documents.date_converted": N_("成文日期“{before}”已改为“{after}”。"),
    "documents.date_blank": N_("成文日期留有空白，请在签发后填写。"),
    "documents.date_impossible": N_("“{before}”不是存在的日期，请更正。"),
    "documents.date_missing": N_("没有找到成文日期，请填写。"),
    "documents.note_found": N_("成文日期之下的括注，认作附注。"),
    "documents.notes_joined": N_("有多条附注，已合为一条。"),
    "documents.annex_found": N_("认作附件。"),
    "documents.annex_missing": N_("附件说明列有“{name}”，文稿中没有它的内容，请补上或另附。"),
    "documents.annex_untitled": N_("附件没有标题，已按附件说明填写，请核对。"),
    "documents.annex_title_differs": N_("附件标题“{title}”与附件说明“{name}”不一致，请核对。"),
    "documents.copies_to_found": N_("认作抄送机关。"),
    "documents.copies_renamed": N_("“抄{word}”现在一律写作“抄送”，已改。"),
    "documents.printed_found": N_("认作印发机关和印发日期。"),
    "documents.print_run_dropped": N_("版记中不再标注印数，已去掉。"),
    "documents.left_over": N_("成文日期之后的这一段无法归类，暂放在正文末尾，请核对。"),
    "documents.marks_widened": N_("半角标点已改为全角，共 {count} 处：“{before}”改为“{after}”。"),
    "documents.marks_offered": N_("这一段的标点可能有误，建议改为：{after}"),
    "documents.tracked_insertions_kept": N_("文稿带有修订：{count} 处插入已接受。请确认修订都已定稿。"),
    "documents.tracked_deletions_dropped": N_("文稿带有修订：{count} 处删除已接受。请确认修订都已定稿。"),
    "documents.hidden_text_dropped": N_("文稿中有 {count} 处隐藏文字，没有带入。"),
    "documents.comments_left_out": N_("文稿中有 {count} 条批注，没有带入。"),
    "documents.footnotes_left_out": N_("文稿中有 {count} 条脚注或尾注，公文不用脚注，没有带入。请把内容写入正文。"),
    "documents.formulae_left_out": N_("文稿中有 {count} 个公式，没有带入。请改写成文字，或粘贴为图片。"),
    "documents.symbols_left_out": N_("文稿中有 {count} 个特殊符号无法识别，没有带入。请改用普通字符。"),
    "documents.bullets_left_out": N_("文稿中有 {count} 处项目符号，公文层次用“一、（一）1.（1）”，符号没有带入。"),
    "documents.number_format_guessed": N_("文稿中有 {count} 处自动编号的样式不常见，已用阿拉伯数字代替，请核对。"),
    "documents.object_left_out": N_("这里有嵌入的对象（如 Excel 表格），没有带入。请改为表格，或粘贴为图片。"),
    "documents.text_box_left_out": N_("文本框中的文字没有带入：{text}。请改写到正文中。"),
    "documents.drawing_left_out": N_("这里有图形或图表，没有带入。请截图后粘贴为图片。"),
    "documents.picture_missing": N_("这里的图片在文件中已丢失，请重新插入。"),
    "documents.picture_linked": N_("这里的图片只是链接，没有存进文稿。请把图片复制粘贴进来。"),
    "documents.picture_too_large": N_("这里的图片超过 {limit} MB，没有带入。请压缩后重新插入。"),
    "documents.picture_too_fine": N_("这里的图片超过 {limit} 万像素，没有带入。请缩小后重新插入。"),
    "documents.picture_unknown": N_(
        "这里的图片（{kind}）无法读取，没有带入。请在文稿中选中它，剪切后“选择性粘贴”为图片（PNG）。"
    ),
    "documents.picture_shrunk": N_(
        "图片（{width}×{height} 毫米）比版心大，已缩到原来的 {percent}%。看不清时，请裁剪图片，或把它作为附件单独印制。"
    ),
    "documents.table_crowded": N_(
        "表格放不下，字已缩到 {points} 磅，不易看清。请减少列数，把它拆成几个表，或作为附件单独印制。"
    ),
    "documents.picture_in_table": N_("表格中的图片没有带入，请移到表格之外。"),
    "documents.table_in_table": N_("表格中套有表格，里层只保留了文字，请核对。"),
    "documents.foreign_part_left_out": N_("这里引用了另一份文件的内容，没有带入。请把内容复制进来。"),
}

REMARKS: Sentences = {
    "documents.secret_without_copy_number": N_("涉密公文应当标注份号。"),
    "documents.secret_without_term": N_("涉密公文应当标注保密期限。"),
    "documents.copy_number_not_six": N_("份号“{copy_number}”一般用 6 位阿拉伯数字。"),
    "documents.number_absent": N_("还没有发文字号。"),
    "documents.number_of_another_year": N_("发文字号“{number}”的年份与成文日期（{year} 年）不一致，请核对。"),
    "documents.approver_absent": N_("{kind}是上行文，应当标注签发人姓名。"),
    "documents.title_absent": N_("公文应当有标题。"),
    "documents.title_without_kind": N_("标题由发文机关名称、事由和文种组成，这个标题没有以文种结尾。"),
    "documents.title_of_another_kind": N_("标题以“{end}”结尾，与选定的文种“{kind}”不一致。"),
    "documents.title_without_matter": N_("标题由发文机关名称、事由和文种组成，这个标题没有“关于……”的事由。"),
    "documents.title_without_issuer": N_("标题由发文机关名称、事由和文种组成，这个标题没有发文机关名称。"),
    "documents.title_punctuated": N_("标题中除书名号等外，一般不用标点符号。"),
    "documents.recipients_absent": N_("{kind}应当写明主送机关。"),
    "documents.several_recipients": N_("{kind}原则上只主送一个上级机关，这里有 {count} 个；其他机关请改为抄送。"),
    "documents.addressed_to_a_person": N_("不得以本机关名义向上级机关负责人报送公文，请把“{name}”改为机关名称。"),
    "documents.request_in_report": N_("不得在报告等非请示性公文中夹带请示事项（“{words}”），请另行文请示。"),
    "documents.several_requests": N_("请示应当一文一事，请分别行文。"),
    "documents.contact_absent": N_("请示一般在附注处注明联系人姓名和电话。"),
    "documents.named_annex_absent": N_("附件说明列有“{name}”，但没有这个附件。"),
    "documents.annex_not_named": N_("附件“{name}”没有写进附件说明。"),
    "documents.annex_named_otherwise": N_("附件说明写作“{name}”，附件标题是“{title}”，两处应当一致。"),
    "documents.signature_absent": N_("公文应当署发文机关全称或者规范化简称。"),
    "documents.joint_signature_incomplete": N_("联合行文的机关有 {issuers} 个，署名有 {signatories} 个，应当一致。"),
    "documents.date_absent": N_("还没有成文日期。成文日期署会议通过或者负责人签发的日期。"),
    "documents.printed_before_dated": N_("印发日期早于成文日期，请核对。"),
    "documents.copied_downwards": N_("上行文不得抄送下级机关，请去掉“{name}”。"),
    "documents.issued_by_an_inner_office": N_(
        "“{name}”像是内设机构。部门内设机构除办公厅（室）外不得对外正式行文，请核对。"
    ),
}

SENTENCES: Sentences = {
    **FINDINGS,
    **REMARKS,
    "documents.ofd_damaged": N_("这个 OFD 文件已损坏，或不符合 OFD 标准，为安全起见没有打开。请向发文单位重新索取。"),
    "documents.ofd_too_large": N_(
        "这个 OFD 文件超出可处理的范围（{what}，上限 {limit}），没有打开。请向发文单位核实。"
    ),
    "documents.ofd_unsafe_name": N_(
        "这个 OFD 文件内含有不安全或有歧义的文件名“{name}”，可能被人改动过，没有打开。请向发文单位重新索取。"
    ),
    "documents.ofd_encrypted": N_("这个 OFD 文件是加密的，无法打开。请向发文单位索取未加密的文件。"),
    "documents.pdf_damaged": N_("这个文件不是 PDF，或已损坏，无法打开。请向发文单位重新索取。"),
    "documents.pdf_encrypted": N_("这个 PDF 文件设有密码，无法打开。请向发文单位索取没有密码的文件。"),
    "documents.picture_unreadable": N_("文中有图片无法读取，或尺寸过大。请换成 PNG 或 JPEG 格式的图片后重新排版。"),
    "documents.not_a_draft": N_(
        "这不是 Word 文稿（.docx），无法读入。请在 Word 或 WPS 中打开它，另存为 .docx 后再选。"
    ),
    "documents.old_word_draft": N_(
        "这是旧格式的文稿（.doc 或 .wps），无法直接读入。请在 Word 或 WPS 中打开，另存为 .docx 后再选。"
    ),
    "documents.strict_word_draft": N_(
        "这份文稿存成了“严格 Open XML”格式，无法读入。请另存为普通的“Word 文档（.docx）”后再选。"
    ),
    "documents.draft_encrypted": N_(
        "这份文稿设了打开密码，无法读入。请用密码打开，在“文件—信息—保护文档”中去掉密码并保存，再重新选择。"
    ),
    "documents.draft_has_macros": N_(
        "这份文稿带有宏，为安全起见不予读入。请在 Word 或 WPS 中另存为不含宏的 .docx 后再选。"
    ),
    "documents.draft_damaged": N_(
        "这份文稿已损坏，读不完整。请向拟稿人重新索取，或在 Word 中用“打开并修复”后另存为 .docx。"
    ),
    "documents.draft_unsafe": N_("这份文稿的内部结构异常，可能被人动过手脚，已停止读入。请向拟稿人核实并重新索取。"),
    "documents.draft_empty": N_("文稿里没有文字。请确认选对了文件，或确认内容没有放在图片、文本框里。"),
    "documents.draft_too_large": N_("文稿有 {size} MB，超过了 {limit} MB 的上限。请压缩其中的图片，或把附件拆出另存。"),
    "documents.draft_too_long": N_(
        "文稿的段落或表格单元格超过 {limit} 个，无法作为一份公文读入。请把过长的表格拆成附件。"
    ),
    "documents.draft_changed_meanwhile": N_(
        "《{title}》已改到第 {version} 版，比您打开的新。您的修改没有丢：请点“存为新稿”单独保存，再打开原稿对照合并。"
    ),
    "documents.draft_gone": N_("《{title}》已作废，不能再修改。如仍需使用，请点“存为新稿”，把现在的内容另存一份。"),
    "documents.copy_damaged": N_(
        "上次没有保存的改动有 {count} 份已损坏，无法恢复，已改名留在 {folder}。请从最后保存的一版接着改。"
    ),
    "documents.copy_not_kept": N_("改动暂时没有自动备份（{reason}），不影响接着编辑。请随时保存，并检查磁盘空间。"),
    "documents.document_unreadable": N_("保存的文稿内容已损坏，无法打开。请用上一版，或重新读入原来的 .docx。"),
}
