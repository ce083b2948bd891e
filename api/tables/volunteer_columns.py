"""The columns of a list of volunteers."""

from api.tables.columns import Column, listed
from models.catalogue import Language, Qualification, Sex, Speciality, TravelMode

VOLUNTEER_COLUMNS = (
    Column(
        field="id",
        zh="编号",
        also="志愿者编号 志愿者id 工号 人员编号 volunteer_id",
        meaning="每人一个，不可重复。没有此列时按行号编号（第7行为 V7）。",
        example="V001",
    ),
    Column(
        field="name", zh="姓名", also="志愿者姓名 名字", meaning="可不填。", example="张三（示例，请删除）"
    ),
    Column(
        field="phone",
        zh="手机号",
        also="手机 电话 联系电话 联系方式 手机号码 电话号码 志愿者电话",
        meaning="此列须为文本格式，以免丢失数字。",
        example="13900001234",
    ),
    Column(field="identity_number", zh="身份证号", also="身份证 身份证号码 证件号码 公民身份号码"),
    Column(
        field="sex", zh="性别", meaning="男或女，可不填。", example="女", choices=tuple(one.zh for one in Sex)
    ),
    Column(
        field="age",
        zh="年龄",
        also="周岁",
        meaning="周岁。也可用“出生日期”列代替；都不填按成年人处理。",
        example="36",
    ),
    Column(field="birth_date", zh="出生日期", also="生日 出生年月 出生年月日 birthday"),
    Column(
        field="community",
        zh="所属社区",
        also="社区 所在社区 居住社区 社区名称 home_community",
        meaning="住址中已写明社区的可不填；只填社区时，位置按社区中心计算并注明。",
        example="钟家村社区",
    ),
    Column(
        field="address",
        zh="住址",
        also="地址 家庭住址 居住地址 现住址 常住地址 详细地址 家庭地址 home_label",
        meaning="小区、楼栋、单元、房号，例如 芳草苑3栋2单元501。对不上地名表的会列出候选，不会猜测。",
        example="芳草苑3栋2单元501",
    ),
    Column(field="estate", zh="小区", also="小区名称 所在小区"),
    Column(field="building", zh="楼栋", also="楼栋号 栋号 楼号 幢号"),
    Column(field="unit", zh="单元", also="单元号"),
    Column(field="room", zh="房号", also="门牌号 室号 门牌 房间号"),
    Column(
        field="lon",
        zh="经度",
        also="lon lng longitude lon_deg home_lon_deg",
        meaning="有坐标时优先于住址；可不填。",
    ),
    Column(field="lat", zh="纬度", also="latitude lat_deg home_lat_deg", meaning="与经度成对填写。"),
    Column(
        field="datum",
        zh="坐标系",
        also="坐标类型",
        meaning="WGS-84（GPS）、GCJ-02（高德、腾讯）或 BD-09（百度）；不填按导入时的选项，默认 WGS-84。",
        choices=("WGS-84", "GCJ-02", "BD-09"),
    ),
    Column(
        field="shifts",
        zh="可服务时间",
        also="服务时间 可服务时段 空闲时间 空闲时段 可参与时间 有空时间",
        meaning="例如 周一至周五 8:00-12:00；14:00-17:00，或 周末全天、2026-11-24 9:00-11:00。"
        "没有此列按每天 8:00-18:00；有此列而空着表示这几天不能服务。",
        example="每天 8:00-12:00；14:00-18:00",
    ),
    Column(
        field="breaks",
        zh="休息时间",
        also="休息 午休 午休时间 休息时段",
        meaning="例如 11:30-13:30 休息30分钟（在这段时间内任选30分钟，就地休息）；"
        "只写 12:00-12:30 表示正好这段时间。当天没有安排就不必休息；不填按不休息。",
        example="11:30-13:30 休息30分钟",
    ),
    Column(
        field="mode",
        zh="出行方式",
        also="交通方式 交通工具 出行工具",
        meaning="不填按步行。",
        example="电动车",
        choices=tuple(one.zh for one in TravelMode),
    ),
    Column(
        field="specialities",
        zh="特长",
        also="服务特长 专长 技能 服务技能 特长爱好 服务类别",
        meaning=f"用顿号隔开；可注等级 1 至 5，例如 医疗3级、陪伴。可填：{listed(Speciality)}。",
        example="陪伴、理发3级",
    ),
    Column(
        field="qualifications",
        zh="职业资格",
        also="职业资格证书 资格证书 执业资格 资格证 证书",
        meaning="须注明有效期，例如 执业医师(2027-06-30)、机动车驾驶证(长期)。"
        f"可填：{listed(Qualification)}。",
        example="机动车驾驶证(长期)",
    ),
    Column(field="qualified_until", zh="资格有效期", also="资格证有效期 证书有效期 资格到期"),
    Column(
        field="languages",
        zh="语言",
        also="方言 语言/方言 语言方言 会说的语言",
        meaning=f"全部写上，用顿号隔开；不填按普通话。可填：{listed(Language)}。",
        example="普通话、武汉话",
    ),
    Column(
        field="insured_until",
        zh="保险到期",
        also="保险有效期 保险到期日 保险到期日期 意外险到期 保险截止",
        meaning="意外保险的最后一天；不填按没有保险，不派有风险的服务。",
        example="2027-12-31",
    ),
    Column(
        field="vetted_until",
        zh="背景审查到期",
        also="审查到期 背景审查有效期 无犯罪记录到期",
        meaning="接触未成年人所需审查的最后一天；不填按没有审查。",
    ),
    Column(
        field="guardian_id",
        zh="监护人编号",
        also="陪同成人编号",
        meaning="未成年人须填陪同成人的编号：只与此人一起上门，不派夜间和有风险的服务。",
    ),
    Column(
        field="team",
        zh="队伍",
        also="所属队伍 志愿队伍 服务队 所属团队 团队",
        meaning="可不填。",
        example="天使在身边",
    ),
    Column(field="capacity", zh="载量", also="载重", meaning="一次能带几份（一袋药为一份）；不填按 4。"),
    Column(
        field="supplies",
        zh="自带物资",
        also="携带物资 随身物资",
        meaning="每次出发时带在身上的物资和数量，例如 药盒3、口罩10；不填按没有。",
        example="口罩10",
    ),
    Column(field="seats", zh="座位数", also="可载人数 车座", meaning="能载几人；不填按 0。"),
    Column(field="refuses", zh="不服务对象", also="回避对象", meaning="不去的服务对象的编号，用顿号隔开。"),
    Column(
        field="hours_given",
        zh="服务时长",
        also="累计服务时长 累计时长 服务小时 服务时数 已服务时长",
        meaning="至今累计的小时数；不填按 0。",
        example="12.5",
    ),
    Column(
        field="max_tasks",
        zh="每天最多次数",
        also="每日最多次数 每天最多任务",
        meaning="不填不限。",
        example="4",
    ),
    Column(field="max_hours", zh="每天最多小时", also="每日最多小时", meaning="不填不限。"),
    Column(field="max_week_hours", zh="每周最多小时", meaning="不填不限。"),
    Column(field="max_km", zh="每天最多公里", also="每日最多公里", meaning="全天路程合计；不填不限。"),
    Column(
        field="max_travel_minutes",
        zh="每天最多路程分钟",
        also="路程上限分钟",
        meaning="全天路上时间合计；不填不限。",
    ),
)
