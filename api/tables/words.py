"""Words of the catalogue as people write them: the label, the code, and what communities say instead."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TypeVar, cast

from api.tables.cells import CellProblem, last_day, plain, squeezed
from models.catalogue import Labelled, Language, NeedKind, Qualification, Sex, Speciality, TravelMode
from models.district.spelling import NearNames
from models.people import MAX_LEVEL

Word = TypeVar("Word", bound=Labelled)

SHOWN = 6
NONE = {"", "无", "没有", "暂无", "-", "/", "none", "不限", "均可", "都可以"}

# By kind first: words of two kinds with one code are equal, being strings.
SAID: Mapping[type[Labelled], Mapping[Labelled, str]] = MappingProxyType(
    {
        Speciality: {
            Speciality.MEDICINE: "医生 医师 看病 诊疗 问诊 义诊 上门问诊 医疗服务",
            Speciality.NURSING: "护士 照护 护理服务 康复护理",
            Speciality.DELIVERY: "骑手 配送 送药 跑腿 外卖 送餐",
            Speciality.DRIVING: "驾驶 司机 开车 接送 就医接送",
            Speciality.READING: "阅读 陪读 读书 读书陪读 读报",
            Speciality.TUTORING: "辅导 作业辅导 课业辅导 家教 功课辅导",
            Speciality.COMPANIONSHIP: "陪伴聊天 聊天 陪聊 陪护 关爱陪伴 探访",
            Speciality.COUNSELLING: "心理 心理咨询 心理辅导 心理疏导服务",
            Speciality.REPAIR: "修理 家电维修 水电维修 水电 上门维修 水电工",
            Speciality.HAIRDRESSING: "理发师 剪发 美发 义剪 上门理发",
            Speciality.LIFTING: "搬抬 助浴 搬运 双人搬抬",
            Speciality.LEGAL: "法律 律师 法律援助 普法",
            Speciality.MEDIATION: "纠纷调解 人民调解 矛盾调解",
            Speciality.ENVIRONMENT: "环境 环境整治 保洁 垃圾分类 环境保护",
            Speciality.FINANCE: "理财 反诈 金融知识 会计",
            Speciality.EDUCATION: "教师 老师 教学 培训",
        },
        NeedKind: {
            NeedKind.HOME_VISIT: "问诊 上门看病 看病 上门诊疗 家庭医生",
            NeedKind.MEDICINE_DELIVERY: "代买药 取药 代取药 送药上门 代购药品",
            NeedKind.ESCORT: "接送 陪诊 陪同就医 就医陪同 送医 接送就医",
            NeedKind.COMPANY: "陪伴 聊天 陪聊 探访",
            NeedKind.READING: "陪读 阅读 读书 读报",
            NeedKind.TUTORING: "辅导 学业辅导 功课辅导 课业辅导",
            NeedKind.REPAIR: "维修 修理 家电维修 水电维修",
            NeedKind.HAIRCUT: "理发 剪发 义剪",
            NeedKind.LIFT: "搬抬 搬运 抬人",
            NeedKind.BATHING: "洗澡 上门助浴",
            NeedKind.COUNSELLING: "心理 心理咨询 心理辅导",
            NeedKind.LEGAL_ADVICE: "法律 法律援助",
            NeedKind.MEDIATION: "调解 矛盾调解",
            NeedKind.ENVIRONMENT: "环境 保洁 环保",
        },
        Qualification: {
            Qualification.PHYSICIAN: "医师 医生 医师资格 执业医师证 医师执业证",
            Qualification.NURSE: "护士 护士证 护士执业证 执业护士",
            Qualification.PHARMACIST: "执业药师 药师证",
            Qualification.DRIVER: "驾驶证 驾照 驾驶员",
            Qualification.LAWYER: "执业律师 律师证",
            Qualification.COUNSELLOR: "心理咨询师证 心理师",
            Qualification.ELECTRICIAN: "电工 低压电工 低压电工证",
        },
        TravelMode: {
            TravelMode.WALK: "走路 徒步",
            TravelMode.BIKE: "单车 骑车 骑自行车 共享单车",
            TravelMode.EBIKE: "电动自行车 电瓶车 电动摩托车 骑电动车",
            TravelMode.BUS: "公交车 地铁 公共交通",
            TravelMode.CAR: "开车 驾车 自驾 私家车 小汽车 轿车",
        },
        Sex: {
            Sex.FEMALE: "女性 女士 f",
            Sex.MALE: "男性 男士 先生 m",
        },
        Language: {
            Language.MANDARIN: "国语 汉语",
            Language.WUHAN: "武汉方言 汉腔 湖北话",
            Language.CANTONESE: "广东话 白话",
            Language.SIGN: "手语翻译",
            Language.ENGLISH: "英文",
        },
    }
)

NOUNS: Mapping[type[Labelled], str] = MappingProxyType(
    {
        Speciality: "speciality",
        NeedKind: "kind of need",
        Qualification: "qualification",
        TravelMode: "travel mode",
        Sex: "sex",
        Language: "language",
    }
)

SEPARATOR = re.compile(r"[、，,;；/\\|\s+]+")
ID_SEPARATOR = re.compile(r"[、,;\s]+")
BEFORE_LEVEL = re.compile(r"\s+(?=[(（]?\d级?)")
LEVELLED = re.compile(r"(?P<word>.*?)[(:]?(?P<level>\d)级?\)?")


def vocabulary(kind: type[Word]) -> Mapping[str, Word]:
    """Every spelling of every word of the kind, squeezed."""
    return cast(Mapping[str, Word], _spellings(kind))


@cache
def _spellings(kind: type[Labelled]) -> Mapping[str, Labelled]:
    return {
        squeezed(spelling): word
        for word in kind
        for spelling in (word.zh, word.value, *SAID.get(kind, {}).get(word, "").split())
    }


@cache
def _near(kind: type[Labelled]) -> NearNames:
    return NearNames(_spellings(kind))


def one_word(text: str, kind: type[Word]) -> Word:
    """The word meant. Raises CellProblem with the words that look like it, or else with all there are."""
    known = vocabulary(kind)
    spelled = squeezed(text)
    if spelled in known:
        return known[spelled]
    alike = _near(kind).look_alikes(spelled, at_most=SHOWN)
    candidates = dict.fromkeys(known[name].zh for name in alike) or [word.zh for word in kind]
    raise CellProblem(f"{plain(text)} is no known {NOUNS[kind]}", tuple(candidates))


def no_word(text: str) -> bool:
    """The cell says that there is none, or that it does not matter."""
    return squeezed(text) in NONE


def some_words(text: str, kind: type[Word]) -> frozenset[Word]:
    """The words of a list, whatever separates them."""
    return frozenset(one_word(part, kind) for part in _parts(text, kind))


def levelled_words(text: str, kind: type[Word]) -> dict[Word, int]:
    """Each word with its level, 1 where none is given: 医疗3级, 医疗(3), medicine:3."""
    levels: dict[Word, int] = {}
    for part in _parts(BEFORE_LEVEL.sub("", text), kind):
        levelled = LEVELLED.fullmatch(plain(part))
        word, level = (levelled["word"], int(levelled["level"])) if levelled else (part, 1)
        if not 1 <= level <= MAX_LEVEL:
            raise CellProblem(f"{plain(part)} is not at a level from 1 to {MAX_LEVEL}")
        named = one_word(word, kind)
        levels[named] = max(level, levels.get(named, 1))
    return levels


DATED = re.compile(
    r"(?P<word>[^\d(:]+?)[(:]?(?:有效期?至?|至|到期)?(?P<until>\d[\d\-/.年月日]*|长期\w*|永久\w*)?\)?"
)


def dated_words(text: str, kind: type[Word]) -> dict[Word, date | None]:
    """Each word with the last day on which it is valid, None where none is given: 执业医师(2027-06-30)."""
    until: dict[Word, date | None] = {}
    for part in re.split(r"[、,;\n]+", "" if no_word(text) else plain(text)):
        dated = DATED.fullmatch(squeezed(part))
        if dated:
            until[one_word(dated["word"], kind)] = last_day(dated["until"]) if dated["until"] else None
        elif part.strip():
            until[one_word(part, kind)] = None
    return until


def _parts(text: str, kind: type[Word]) -> list[str]:
    if no_word(text):
        return []
    if squeezed(text) in vocabulary(kind):
        return [text]
    return [part for part in SEPARATOR.split(text) if part]


GOOD = re.compile(
    r"(?P<name>.*?\S)(?:\s*[x*×:]\s*|\s+|(?<=[^\x00-\x7f]))(?P<amount>\d{1,9})\s*"
    r"[份个盒袋包瓶支箱件套只张片副条双]?"
)
GOOD_SEPARATOR = re.compile(r"[、,;\n]+")


def some_goods(text: str) -> dict[str, int]:
    """How many of each good: 药盒3、口罩 10个、N95*2; one where no number is given."""
    goods: dict[str, int] = {}
    for part in GOOD_SEPARATOR.split("" if no_word(text) else plain(text)):
        counted = GOOD.fullmatch(part.strip())
        name, amount = (counted["name"], int(counted["amount"])) if counted else (part.strip(), 1)
        if name:
            goods[name] = goods.get(name, 0) + amount
    return goods


def some_ids(text: str) -> frozenset[str]:
    """Ids of people, whatever separates them."""
    return (
        frozenset() if no_word(text) else frozenset(part for part in ID_SEPARATOR.split(plain(text)) if part)
    )
