"""Where the sense lets a title be broken: the words that titles of official documents are made of.

No dictionary: a list of frequent words and a few rules price every break; an unknown neighbourhood costs more than a
known border and less than a word torn apart.
"""

from collections.abc import Iterator
from itertools import pairwise

INSIDE_A_WORD = 10.0
INSIDE_BRACKETS = 7.0
UNKNOWN = 5.0
HALF_KNOWN = 2.0
BETWEEN_WORDS = 1.0
GOOD = 0.0

LONGEST = 11
_LIST = """
关于 对于 有关 印发 转发 批转 发布 公布 下发 报送 上报 申请 请示 报告 批复 通知 通报 通告 公告 公报 决定 决议
意见 议案 命令 纪要 函 复函 答复 办法 规定 规则 细则 条例 方案 预案 规划 计划 要点 纲要 措施 清单 目录 标准
指南 指引 守则 制度 机制 章程 实施 实施细则 实施方案 实施意见 实施办法 工作 工作方案 工作要点 工作规则
工作报告 工作意见 管理 管理办法 暂行 暂行办法 暂行规定 试行 若干 若干意见 若干措施 若干规定 指导 指导意见 行动
行动计划 行动方案 三年行动 专项 专项行动 专项整治 专项检查 重点 重点工作 任务 任务分工 分工 目标 目标任务 责任
责任制 责任书 考核 进一步 切实 全面 全力 深入 深化 大力 积极 加快 加强 加大 强化 推进 推动 促进 提升 提高 改进
改善 完善 健全 规范 优化 落实 做好 抓好 开展 组织 举办 召开 参加 建立 设立 成立 调整 撤销 任免 任命 免去 表彰
奖励 命名 授予 处分 处理 解决 贯彻 贯彻落实 学习 学习贯彻 宣传 宣传教育 支持 鼓励 扶持 扩大 扩大会议 防范 防止
防治 预防 控制 遏制 整治 治理 综合治理 综合 统筹 协调 服务 保障 保护 建设 发展 改革 创新 创建 开放 振兴 转型
升级 融合 一体化 高质量 高质量发展 现代化 信息化 数字化 智能化 标准化 规范化 城镇化 常态化 经济 社会 经济社会
经济社会发展 民生 就业 创业 教育 教育体育 科技 科学 技术 文化 旅游 文化旅游 卫生 健康 医疗 医疗卫生 医疗保障
社会保障 社会保险 养老 养老服务 体育 农业 农村 农业农村 农民 乡村 乡村振兴 农村建房 建房 耕地 耕地保护 粮食
粮食安全 林业 水利 防汛 抗旱 防汛抗旱 森林 草原 防火 森林草原 工业 企业 中小企业 民营 民营经济 民营企业 市场
市场主体 市场监管 营商 营商环境 投资 招商 招商引资 项目 重大项目 重点项目 产业 产业园区 园区 开发区 金融 财政
预算 预算管理 税收 审计 统计 价格 收费 国有 国有资产 资产 政府采购 采购 招标 投标 招标投标 交通 交通运输 运输
道路 公路 铁路 城市 城镇 城乡 社区 基层 小区 住房 住房保障 房屋 建筑 工程 质量 安全 安全生产 生产 安全管理
消防 食品 药品 食品药品 环境 环境保护 生态 生态环境 生态文明 污染 污染防治 大气 土壤 水污染 自然 自然资源 资源
土地 能源 节能 减排 节能减排 碳达峰 碳中和 应急 应急管理 应急预案 灾害 自然灾害 地质灾害 救助 救援 疫情 防控
疫情防控 法治 法治政府 依法 行政 依法行政 执法 行政执法 行政审批 审批 审批制度 许可 行政许可 政务 政务服务
政务公开 公开 信息 信息公开 信息系统 数据 电子 电子政务 电子公文 公文 公文处理 文件 版式 档案 保密 密码 网络
网络安全 信访 督查 督办 监督 检查 监督检查 监管 评估 评价 评选 推荐 申报 认定 验收 调查 普查 人口 人口普查
经济普查 干部 人事 人才 编制 机构 机构改革 机关 事业 事业单位 单位 部门 人员 干部职工 公务员 职工 培训 会议
值班 值班工作 节假日 放假 放假安排 安排 春节 国庆节 国庆 中秋节 元旦 清明节 劳动节 端午节 期间 年度 上半年
下半年 第一批 第二批 第三批 先进 先进集体 先进个人 优秀 模范 劳动模范 名单 事项 问题 情况 活动 体系 体制 能力
水平 政策 资金 补贴 补助 经费 基金 债务 风险 矛盾 纠纷 稳定 社会稳定 国家 全国 全省 全市 全县 全区 省级 市级
县级 乡镇 街道 人民 人民政府 人民政府办公厅 人民政府办公室 办公厅 办公室 委员会 领导小组 领导 小组 国务院
国务院办公厅 省委 市委 县委 省政府 市政府 县政府 党委 党组 党中央 中共中央 中央 党员 党建 党的建设 党风 廉政
廉政建设 党风廉政建设 代表 代表大会 常委会 人大 政协 委员 法院 检察院 公安 司法 民政 民族 宗教 统战 工会 妇女
儿童 青年 青少年 未成年人 老年人 残疾人 退役 退役军人 军人 双拥 征兵 国防 国防动员 制作 交换 编写 修订 修改
废止 清理 规范性文件 规章 法规 行政法规 征求 征求意见 研究 同意 批准 核准 备案 划定 划转 移交 委托 下放 取消
权限 职责 职能 职权 流程 合作 合作协议 协议 框架协议 试点 试点工作 示范 示范区 示范县 先行 先行区 改造
旧城改造 棚户区 更新 修复 利用 开发 收购 储备 供应 供水 供电 供气 燃气 物业 物业管理 垃圾 垃圾分类 分类
分类处理 污水 污水处理 处置 殡葬 婚姻 登记 不动产 不动产登记 公共 公共服务 公共资源 公共资源交易 交易 平台
公益 志愿 志愿服务 慈善 知识 知识产权 品牌 商标 专利 外商 外资 外贸 出口 进口 海关 口岸 港口 海洋 渔业 畜牧
畜牧业 种业 动物 动物防疫 防疫 疫病 高校 毕业生 高校毕业生 大学生 学校 学生 教师 校园 招生 考试 中小学
义务教育 职业教育 学前教育 农民工 工资 薪酬 待遇 津贴 退休 退休人员 劳动 劳动者 人力资源 人力资源和社会保障
城乡居民 居民 基本 基本医疗 基本医疗保险 医疗保险 大病保险 大病 养老保险 保险 最低生活保障 最低 生活 生活保障
财务 会计 内部 内部控制 专家 专业 专业技术 职称 岗位 聘用 招聘 选拔 录用 考试录用 交流 挂职 锻炼 轮岗 调研
座谈会 座谈 电视电话会议 视频会议 动员 动员会 推进会 现场会 全体会议 常务会议 联席会议 联席 部际联席会议
指挥部 工作组 专班 工作专班 督导 督导组 巡视 巡察 整改 整改工作 反馈 台账 评审 鉴定 检测 检验 检疫 认证
质量强国 标准体系 全过程 全流程 全链条 长效 长效机制 一网通办 最多跑一次 放管服 证照分离 互联网 大数据
人工智能 云平台 智慧 智慧城市 数字经济 数字政府 数字 绿色 低碳 循环 循环经济 清洁 清洁生产 清洁能源 新能源
汽车 新能源汽车 电力 煤炭 石油 天然气 矿山 煤矿 危险化学品 化学品 烟花爆竹 特种设备 设备 更新改造 以旧换新
消费 消费品 促消费 商贸 商贸流通 流通 物流 冷链 冷链物流 电商 电子商务 跨境 跨境电商 自由贸易 试验区
自由贸易试验区 综合保税区 保税区 高新技术 高新技术产业 高新技术企业 企业家 上市 上市公司 融资 贷款 担保
小微企业 个体工商户 减税 降费 减税降费 助企纾困 稳岗 就业创业 残疾 扶贫 脱贫 脱贫攻坚 巩固 拓展 有效衔接 衔接
移民 搬迁 库区 河长制 湖长制 林长制 田长制 流域 长江 黄河 海岸 海岸带 湿地 自然保护区 保护区 国家公园 野生动物
生物 生物多样性 噪声 扬尘 道路交通 交通安全 交通管理 机动车 电动自行车 停车 停车场 轨道交通 地铁 机场 航空
水路 航道 桥梁 隧道 农村公路 养护 公路养护 历史 历史文化 文物 文物保护 非物质文化遗产 遗产 名城 传统 村落
传统村落 图书馆 博物馆 广播 电视 出版 新闻 体育场馆 全民健身
"""
WORDS = frozenset(_LIST.split())
NEVER_BEFORE = frozenset("的地得了等之们化性者区县市省镇乡村局厅委部所")
BETTER_BEFORE = frozenset("和与及暨或并")  # a line may begin with them but had better not end with them


def prices_of_breaks(text: str) -> list[float]:
    """What it costs to begin a line with each character."""
    prices = _by_words(text)
    for index in range(1, len(text)):
        prices[index] = max(prices[index], _by_neighbours(text[index - 1], text[index]))
    for low, high in _bracketed(text):
        for index in range(low + 1, high + 1):
            prices[index] = max(prices[index], INSIDE_BRACKETS)
    for index in _after_topics(text):
        prices[index] = GOOD
    return prices


def _by_words(text: str) -> list[float]:
    spans = list(words_of(text))
    prices = [INSIDE_A_WORD] * (len(text) + 1)
    prices[0] = GOOD
    for (low, high), (_, end) in pairwise(spans):
        known = (text[low:high] in WORDS) + (text[high:end] in WORDS)
        prices[high] = (UNKNOWN, HALF_KNOWN, BETWEEN_WORDS)[known]
    return prices


def words_of(text: str) -> Iterator[tuple[int, int]]:
    """Known words, the longest first; what is between them character by character."""
    start = 0
    while start < len(text):
        longest = min(LONGEST, len(text) - start)
        end = next((start + n for n in range(longest, 1, -1) if text[start : start + n] in WORDS), start + 1)
        yield start, end
        start = end


def _by_neighbours(before: str, after: str) -> float:
    if after in NEVER_BEFORE or before in BETTER_BEFORE:
        return UNKNOWN + HALF_KNOWN
    return GOOD


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Stretches within 《》, “” and （）: from the opening mark to the closing one."""
    for opening, closing in ("《》", "“”", "（）"):
        low = text.find(opening)
        while low >= 0 and (high := text.find(closing, low)) >= 0:
            yield low, high
            low = text.find(opening, high)


def _after_topics(text: str) -> Iterator[int]:
    """After 关于: the border between who speaks and of what."""
    at = text.find("关于")
    while at >= 0:
        yield at + 2
        at = text.find("关于", at + 2)
