"""Who may act: roles, and what each of them is bound to."""

from models.catalogue import Labelled


class Role(Labelled):
    """What somebody is to the district. Each but the first and the last is bound to something."""

    ADMINISTRATOR = "administrator", "管理员"
    DISPATCHER = "dispatcher", "调度员"
    LEADER = "leader", "队长"
    KEEPER = "keeper", "驿站站长"
    VOLUNTEER = "volunteer", "志愿者"
    AGENT = "agent", "代办人"
    AUDITOR = "auditor", "审计员"


class Bound(Labelled):
    """What a role is held for."""

    DISTRICT = "district", "全区"
    SUBDISTRICT = "subdistrict", "街道"
    COMMUNITY = "community", "社区"
    ORGANISATION = "organisation", "组织"
    TEAM = "team", "队伍"
    STATION = "station", "阳小驿"
    VOLUNTEER = "volunteer", "志愿者本人"
    RECIPIENT = "recipient", "服务对象"


BOUNDS: dict[Role, frozenset[Bound]] = {
    Role.ADMINISTRATOR: frozenset({Bound.DISTRICT}),
    Role.DISPATCHER: frozenset({Bound.DISTRICT, Bound.SUBDISTRICT, Bound.COMMUNITY}),
    Role.LEADER: frozenset({Bound.ORGANISATION, Bound.TEAM}),
    Role.KEEPER: frozenset({Bound.STATION}),
    Role.VOLUNTEER: frozenset({Bound.VOLUNTEER}),
    Role.AGENT: frozenset({Bound.RECIPIENT}),
    Role.AUDITOR: frozenset({Bound.DISTRICT}),
}
"""What each role can be held for."""
