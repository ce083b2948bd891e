"""What a district's civic life is made of: kinds of places, organisations, projects and what is offered."""

from models.catalogue import Labelled


class PlaceKind(Labelled):
    """Kinds of places, from the whole to its parts, then what lies in a community."""

    SUBDISTRICT = "subdistrict", "街道"
    COMMUNITY = "community", "社区"
    ESTATE = "estate", "小区"
    BUILDING = "building", "楼栋"
    HUB_HOUSEHOLD = "hub_household", "党员中心户"
    STATION = "station", "阳小驿"
    CLINIC = "clinic", "卫生服务站"
    PHARMACY = "pharmacy", "药房"
    HOSPITAL = "hospital", "医院"
    BANK_SITE = "bank_site", "公益银行网点"
    VENUE = "venue", "活动场地"


PARENTS: dict[PlaceKind, frozenset[PlaceKind]] = {
    PlaceKind.SUBDISTRICT: frozenset(),
    PlaceKind.COMMUNITY: frozenset({PlaceKind.SUBDISTRICT}),
    PlaceKind.ESTATE: frozenset({PlaceKind.COMMUNITY}),
    PlaceKind.BUILDING: frozenset({PlaceKind.ESTATE}),
    PlaceKind.HUB_HOUSEHOLD: frozenset({PlaceKind.BUILDING, PlaceKind.ESTATE}),
    PlaceKind.STATION: frozenset({PlaceKind.COMMUNITY}),
    PlaceKind.CLINIC: frozenset({PlaceKind.COMMUNITY}),
    PlaceKind.PHARMACY: frozenset({PlaceKind.COMMUNITY}),
    PlaceKind.HOSPITAL: frozenset({PlaceKind.COMMUNITY}),
    PlaceKind.BANK_SITE: frozenset({PlaceKind.COMMUNITY}),
    PlaceKind.VENUE: frozenset({PlaceKind.COMMUNITY}),
}
"""What each kind of place lies in; nothing for those that are parts of the district itself."""


class Party(Labelled):
    """The five parties of community work (五社联动)."""

    COMMUNITY = "community", "社区"
    SOCIAL_ORGANISATION = "social_organisation", "社区社会组织"
    SOCIAL_WORKERS = "social_workers", "社会工作者"
    VOLUNTEERS = "volunteers", "社区志愿者"
    CHARITY = "charity", "社会慈善资源"


class ProjectState(Labelled):
    """A project from its draft to its close."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    RECRUITING = "recruiting", "招募中"
    CLOSED = "closed", "已结项"


SIGNED_UP, WITHDRAWN = "signed_up", "withdrawn"
"""What a sign-up to a project is."""


class OfferedResource(Labelled):
    """What a resident unit offers."""

    VENUE = "venue", "场地"
    GOODS = "goods", "物资"
    STAFF_HOURS = "staff_hours", "人员工时"
