"""The words of the field that input may use: specialities, kinds of need, travel modes, languages.

Each word is an English code (stored, sent over the API) with the Chinese label that people see.
"""

from enum import StrEnum


class Labelled(StrEnum):
    """A code with a Chinese label."""

    zh: str

    # Every member has a label; the default lets a look-up by code, Speciality("medicine"), pass type checks.
    def __new__(cls, code: str, zh: str = "") -> "Labelled":
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        return member


class Speciality(Labelled):
    """What a volunteer can do (特长)."""

    MEDICINE = "medicine", "医疗"
    NURSING = "nursing", "护理"
    DELIVERY = "delivery", "骑手配送"
    DRIVING = "driving", "驾驶接送"
    READING = "reading", "阅读陪读"
    TUTORING = "tutoring", "学业辅导"
    COMPANIONSHIP = "companionship", "陪伴"
    COUNSELLING = "counselling", "心理疏导"
    REPAIR = "repair", "维修"
    HAIRDRESSING = "hairdressing", "理发"
    LIFTING = "lifting", "搬抬助浴"
    LEGAL = "legal", "法律咨询"
    MEDIATION = "mediation", "调解"
    ENVIRONMENT = "environment", "环保"
    FINANCE = "finance", "金融"
    EDUCATION = "education", "教育"


class NeedKind(Labelled):
    """What is asked for."""

    HOME_VISIT = "home_visit", "上门问诊"
    MEDICINE_DELIVERY = "medicine_delivery", "送药"
    ESCORT = "escort", "就医接送"
    COMPANY = "company", "陪伴聊天"
    READING = "reading", "读书陪读"
    TUTORING = "tutoring", "作业辅导"
    REPAIR = "repair", "上门维修"
    HAIRCUT = "haircut", "上门理发"
    LIFT = "lift", "双人搬抬"
    BATHING = "bathing", "助浴"
    COUNSELLING = "counselling", "心理疏导"
    LEGAL_ADVICE = "legal_advice", "法律咨询"
    MEDIATION = "mediation", "纠纷调解"
    ENVIRONMENT = "environment", "环境整治"


class Qualification(Labelled):
    """Work that the law reserves to its holders (职业资格)."""

    PHYSICIAN = "physician", "执业医师"
    NURSE = "nurse", "注册护士"
    PHARMACIST = "pharmacist", "药师"
    DRIVER = "driver", "机动车驾驶证"
    LAWYER = "lawyer", "律师"
    COUNSELLOR = "counsellor", "心理咨询师"
    ELECTRICIAN = "electrician", "电工证"


class TravelMode(Labelled):
    """How a volunteer gets about."""

    WALK = "walk", "步行"
    BIKE = "bike", "自行车"
    EBIKE = "ebike", "电动车"
    BUS = "bus", "公交"
    CAR = "car", "汽车"


class Sex(Labelled):
    FEMALE = "female", "女"
    MALE = "male", "男"


class Language(Labelled):
    """Languages and dialects; Mandarin is not implied."""

    MANDARIN = "mandarin", "普通话"
    WUHAN = "wuhan", "武汉话"
    CANTONESE = "cantonese", "粤语"
    SIGN = "sign", "手语"
    ENGLISH = "english", "英语"
