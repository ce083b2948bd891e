"""Offers: a need handed to somebody who says yes or no."""

from models.catalogue import Labelled


class OfferState(Labelled):
    """Where an offer stands."""

    OPEN = "open", "待应答"
    ACCEPTED = "accepted", "已接单"
    DECLINED = "declined", "已谢绝"
    LAPSED = "lapsed", "逾期未应答"
    WITHDRAWN = "withdrawn", "已撤回"
