"""What ties needs together: links that a plan keeps, and those that wait for how a visit ends."""

from models.catalogue import Labelled
from models.needs import LinkKind

AFTER_OUTCOME = "after_outcome"


class TieKind(Labelled):
    """Kinds of links between two needs."""

    GAP = LinkKind.GAP.value, "相隔时间"
    SAME_VOLUNTEER = LinkKind.SAME_VOLUNTEER.value, "同一人服务"
    ALL_OR_NONE = LinkKind.ALL_OR_NONE.value, "一并完成"
    AFTER_OUTCOME = AFTER_OUTCOME, "视结果而定"


class Follows(Labelled):
    """What the outcome of the first need does to the second."""

    RELEASE = "release", "放行"
    CHANGE = "change", "变更后放行"
    CANCEL = "cancel", "取消"
