"""Incidents and complaints: what they are about and the steps from the report to its end."""

from datetime import timedelta

from models.catalogue import Labelled
from models.lifecycle import Steps


class IncidentKind(Labelled):
    """What happened."""

    UNSAFE = "unsafe", "现场不安全"
    INJURY = "injury", "人身伤害"
    ILLNESS = "illness", "突发疾病"
    PROPERTY = "property", "财物损失"
    MEDICINE = "medicine", "药品差错"
    ABUSE = "abuse", "侵害或虐待"
    OTHER = "other", "其他"


class CaseState(Labelled):
    """Where an incident or a complaint stands."""

    OPEN = "open", "待处理"
    TAKEN = "taken", "处理中"
    CONCLUDED = "concluded", "已办结"


CASE_STEPS: Steps = {
    CaseState.OPEN: {"taken": CaseState.TAKEN, "concluded": CaseState.CONCLUDED},
    CaseState.TAKEN: {"concluded": CaseState.CONCLUDED},
    CaseState.CONCLUDED: {},
}

ANSWER_WITHIN = timedelta(days=15)
"""A complaint is answered by then, unless the one who takes it in says otherwise.

Assumed: as long as an office has to say whether it takes a petition up (信访工作条例).
"""
