"""The columns of a list of needs."""

from api.tables.columns import Column, listed
from models.catalogue import Language, NeedKind, Qualification, Sex, Speciality
from models.kinds import USUAL

USUAL_MINUTES = "、".join(f"{kind.zh}{usual.minutes}" for kind, usual in USUAL.items())

NEED_COLUMNS = (
    Column(
        field="id",
        zh="需求编号",
        also="编号 工单号 订单号 点单编号 need_id",
        meaning="每条一个，不可重复。没有此列时按行号编号（第7行为 N7）。",
        example="N001",
    ),
    Column(
        field="kind",
        zh="类型",
        also="服务类型 需求类型 服务项目 需求类别 服务类别 服务内容",
        meaning="必填，请从列表中选。",
        example=NeedKind.COMPANY.zh,
        choices=tuple(one.zh for one in NeedKind),
    ),
    Column(
        field="recipient_name",
        zh="服务对象",
        also="姓名 服务对象姓名 求助人 申请人 居民姓名 需求人",
        meaning="可不填。",
        example="李奶奶（示例，请删除）",
    ),
    Column(
        field="recipient_id",
        zh="服务对象编号",
        also="居民编号 对象编号",
        meaning="同一人的多条需求填同一编号。",
    ),
    Column(
        field="phone",
        zh="电话",
        also="联系电话 手机 手机号 联系方式 手机号码 电话号码",
        meaning="此列须为文本格式，以免丢失数字。",
        example="02784661234",
    ),
    Column(
        field="community",
        zh="所属社区",
        also="社区 所在社区 社区名称",
        meaning="住址中已写明社区的可不填；只填社区时，位置按社区中心计算并注明。",
        example="钟家村社区",
    ),
    Column(
        field="address",
        zh="住址",
        also="地址 家庭住址 服务地址 服务地点 详细地址 家庭地址 label",
        meaning="小区、楼栋、单元、房号，例如 芳草苑3栋2单元501。对不上地名表的会列出候选，不会猜测。",
        example="芳草苑5栋1单元302",
    ),
    Column(field="estate", zh="小区", also="小区名称 所在小区"),
    Column(field="building", zh="楼栋", also="楼栋号 栋号 楼号 幢号"),
    Column(field="unit", zh="单元", also="单元号"),
    Column(field="room", zh="房号", also="门牌号 室号 门牌 房间号"),
    Column(field="lon", zh="经度", also="lng longitude lon_deg", meaning="有坐标时优先于住址；可不填。"),
    Column(field="lat", zh="纬度", also="latitude lat_deg", meaning="与经度成对填写。"),
    Column(
        field="datum",
        zh="坐标系",
        also="坐标类型",
        meaning="WGS-84（GPS）、GCJ-02（高德、腾讯）或 BD-09（百度）；不填按导入时的选项，默认 WGS-84。",
        choices=("WGS-84", "GCJ-02", "BD-09"),
    ),
    Column(field="date", zh="期望日期", also="日期 服务日期 上门日期"),
    Column(
        field="windows",
        zh="期望时间",
        also="服务时间 上门时间 期望服务时间 期望时段 预约时间 希望时间",
        meaning="开始服务的时段，例如 2026-11-24 9:00-11:00、上午、周三下午；"
        "只写 9:00 按 9:00-9:30 开始。不填按每天 8:00-18:00。",
        example="9:00-11:00",
    ),
    Column(
        field="late_minutes",
        zh="最多晚到(分钟)",
        also="可晚到 最多晚到 允许晚到 最多迟到 可晚到分钟 允许迟到分钟",
        meaning="最晚可比期望时间晚多少分钟开始，尽量不用；不填按不可晚。",
        example="15",
    ),
    Column(
        field="minutes",
        zh="时长(分钟)",
        also="时长 服务时长 服务时长(分钟) 预计时长 预计时长(分钟) 所需时间",
        meaning=f"上门后所需分钟数，也可写 1.5小时。不填按类型：{USUAL_MINUTES}。",
        example="60",
    ),
    Column(field="hours", zh="时长(小时)", also="服务时长(小时) 预计时长(小时)"),
    Column(
        field="priority",
        zh="优先级",
        also="紧急程度 紧急度 优先程度",
        meaning="特急、紧急、一般、不急，或数字（越大越优先）；不填按一般。",
        example="一般",
        choices=("特急", "紧急", "一般", "不急"),
    ),
    Column(
        field="crew",
        zh="人数",
        also="所需人数 志愿者人数 需要人数 所需志愿者人数",
        meaning="同时上门的志愿者人数；不填按类型（双人搬抬、助浴为 2，其余为 1）。",
    ),
    Column(
        field="pickup",
        zh="取货地点",
        also="取药地点 取件地点 取物地点",
        meaning="先去哪里取，药房或站点的名称或地址；送药请填，不填只按上门一次安排。",
    ),
    Column(
        field="speciality",
        zh="所需特长",
        also="特长 需要特长 要求特长",
        meaning=f"不填按类型。可填：{listed(Speciality)}。",
    ),
    Column(
        field="qualifications",
        zh="所需资格",
        also="职业资格 要求资格 资格要求",
        meaning="法律规定须有的资格；不填按类型（上门问诊须执业医师，就医接送须驾驶证）。"
        f"可填：{listed(Qualification)}。",
    ),
    Column(
        field="carer_sex",
        zh="要求性别",
        also="志愿者性别 性别要求",
        meaning="不填不限。",
        choices=tuple(one.zh for one in Sex),
    ),
    Column(
        field="language",
        zh="语言",
        also="方言 语言/方言 要求语言",
        meaning="不填不限。",
        choices=tuple(one.zh for one in Language),
    ),
    Column(field="min_age", zh="最小年龄", meaning="志愿者的年龄下限；不填不限。"),
    Column(field="max_age", zh="最大年龄", meaning="志愿者的年龄上限；不填不限。"),
    Column(
        field="risky",
        zh="有风险",
        also="人身风险 需要保险",
        meaning="是或否；不填按类型。是则只派有保险的人。",
    ),
    Column(
        field="with_minor",
        zh="涉及未成年人",
        also="接触未成年人",
        meaning="是或否；不填按类型（读书陪读、作业辅导为是）。是则只派审查合格的人。",
    ),
    Column(field="first_visit_flagged", zh="首次须双人", also="首次双人上门", meaning="是或否；不填按否。"),
    Column(
        field="seats", zh="乘车人数", also="座位 座位数", meaning="需要几个座位；不填按类型（就医接送为 1）。"
    ),
    Column(
        field="supplies",
        zh="所需物资",
        also="物资 消耗物资 使用物资",
        meaning="上门时用掉的物资和数量，每人各带，例如 药盒1、口罩2；不填按没有。",
    ),
    Column(
        field="usual_carers",
        zh="常来志愿者",
        also="以往志愿者 固定志愿者 一直服务的志愿者",
        meaning="以前一直上门的志愿者编号，用顿号隔开；尽量还请他们来。",
    ),
    Column(
        field="preferred", zh="希望志愿者", also="指定志愿者 优先志愿者", meaning="志愿者编号，用顿号隔开。"
    ),
    Column(
        field="refused", zh="不要志愿者", also="回避志愿者 拒绝志愿者", meaning="志愿者编号，用顿号隔开。"
    ),
    Column(field="bring", zh="携带物品", also="携带 需带物品", meaning="只告诉上门的人。", example="血压计"),
    Column(
        field="access",
        zh="进门说明",
        also="门禁 门禁说明 上门说明 进门方式",
        meaning="只告诉上门的人。",
        example="按门铃两次",
    ),
    Column(field="note", zh="备注", also="说明 其他说明", meaning="可不填。"),
)
