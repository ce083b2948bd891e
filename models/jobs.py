"""Long work that is queued: where it stands."""

from models.catalogue import Labelled


class JobState(Labelled):
    """Where a job stands."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
