"""How troubles with fonts are explained."""

from office.words import N_, Sentences

SENTENCES: Sentences = {
    "fonts.face_damaged": N_(
        "字体文件“{name}”读不出来：已损坏，或者不是字体。请重新安装这个字体，或删去后改用内置字体。"
    ),
    "fonts.face_unknown": N_(
        "本机没有文档所用的字体“{face}”，这部分文字无法显示。请安装该字体，或用制作文档的电脑打开。"
    ),
}
