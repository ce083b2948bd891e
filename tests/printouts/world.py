"""A small day with something of everything that is printed, and a plan for it."""

from dataclasses import replace
from functools import cache

from api.printouts.itinerary import Itinerary, make_itinerary
from api.printouts.picture.draw import plan_picture
from models.catalogue import NeedKind, Speciality
from models.day import Day, Depot
from models.geo import Precision
from models.needs import Pickup, Role
from models.people import Break
from models.plans import Cost, Part, Plan, Route, Status, Stop, Unmet
from models.reasons import Reason
from models.units import HOUR_S, Seconds
from tests.builders import make_day, make_need, make_place, make_shift, make_volunteer, make_window
from tests.schedules import Job, Schedules

WANG, LI, ZHAO = "wang", "li", "zhao"
ALL_DAY = (make_window(9, 16),)
ROOM = "芳草社区芳草苑3栋2单元501"
PHONE = "13812345678"


@cache
def sample_day() -> Day:
    lifting = Role(speciality=Speciality.LIFTING)
    strong = {"specialities": {Speciality.LIFTING: 1}}
    return make_day(
        [
            make_volunteer(WANG, name="王芳", phone=PHONE, team="天使在身边", **strong),
            make_volunteer(LI, name="李志强", shifts=(make_shift(8, 12), make_shift(13, 18)), **strong),
            make_volunteer(ZHAO, name="赵敏", open_end=True, **strong),
        ],
        [
            make_need(
                "chat",
                recipient_name="张秀英",
                phone="13987654321",
                place=make_place(400, 0, label=ROOM, community="芳草社区", precision=Precision.ROOM),
                windows=ALL_DAY,
                bring="血压计",
                access="门禁按501",
                note="不要印出来",
            ),
            make_need(
                "medicine",
                kind=NeedKind.MEDICINE_DELIVERY,
                recipient_name="欧阳建国",
                place=make_place(
                    800, 300, label="郭茨口社区", community="郭茨口社区", precision=Precision.COMMUNITY
                ),
                windows=ALL_DAY,
                pickup=Pickup(place=make_place(500, 300, label="仁济药房"), service_s=Seconds(300)),
            ),
            make_need(
                "lift",
                kind=NeedKind.LIFT,
                recipient_name="陈爹爹",
                place=make_place(-300, 200, community="芳草社区", label="芳草社区芳草苑8栋"),
                windows=ALL_DAY,
                crew=(lifting, lifting),
            ),
            make_need("read", kind=NeedKind.READING, place=make_place(-200, -200), windows=ALL_DAY),
            make_need(
                "lawyer",
                kind=NeedKind.LEGAL_ADVICE,
                priority=5,
                recipient_name="刘洋",
                place=make_place(100, 900, community="芳草社区"),
                crew=(Role(speciality=Speciality.LEGAL),),
            ),
        ],
    )


@cache
def sample_plan() -> Plan:
    """王芳: chat, medicine (fetched first), lift; 李志强: lift in the morning, read after noon."""
    orders = {
        (WANG, 0): [
            Job("chat"),
            Job("medicine", Part.PICKUP),
            Job("medicine", Part.DROPOFF),
            Job("lift", role=0),
        ],
        (LI, 0): [Job("lift", role=1)],
        (LI, 1): [Job("read")],
    }
    plan = Schedules(sample_day()).plan(orders)
    assert plan is not None
    reasons = ((Reason.NO_SPECIALITY, 2), (Reason.OUT_OF_SHIFT, 1))
    return replace(plan, unmet=(Unmet(need_id="lawyer", reasons=reasons),))


@cache
def sample() -> Itinerary:
    return make_itinerary(sample_day(), sample_plan())


@cache
def sample_picture() -> bytes:
    png, missing = plan_picture(sample())
    assert missing == set()
    return png


def itinerary_of_visits(**counts: int) -> Itinerary:
    """Volunteers by id with so many visits, each with much to say."""
    needs = [
        make_need(
            f"{id}-{number:02}",
            recipient_name="张秀英",
            place=make_place(50 * number, 0, label=ROOM),
            windows=(make_window(0, 23),),
            service_s=Seconds(600),
            bring="血压计、听诊器、登记表",
            access="从小区北门进，电梯检修走楼梯",
        )
        for id, count in counts.items()
        for number in range(count)
    ]
    day = make_day([make_volunteer(id, shifts=(make_shift(0, 24),)) for id in counts], needs)
    plan = Schedules(day).plan(
        {(id, 0): [Job(need.id) for need in needs if need.id.startswith(id)] for id in counts}
    )
    assert plan is not None
    return make_itinerary(day, plan)


BRANCH = "阳小驿·钟家村领取点"


@cache
def sample_round_day() -> Day:
    """Two days of somebody who takes breaks and reloads medicine boxes on the way."""
    day_s = Seconds(24 * 3600)
    noon = Break(opens_s=Seconds(41_400), closes_s=Seconds(46_800), lasts_s=Seconds(1800))
    return make_day(
        [
            make_volunteer(
                WANG,
                name="王芳",
                shifts=(make_shift(8, 17), make_shift(32, 41)),
                breaks=(noon, replace(noon, opens_s=noon.opens_s + day_s, closes_s=noon.closes_s + day_s)),
                supplies={"药盒": 1},
            ),
            make_volunteer(LI, name="李志强"),
        ],
        [
            make_need(
                "pills",
                kind=NeedKind.MEDICINE_DELIVERY,
                recipient_name="张秀英",
                place=make_place(400, 0, label=ROOM, community="芳草社区", precision=Precision.ROOM),
                supplies={"药盒": 1},
            ),
            make_need(
                "more",
                kind=NeedKind.MEDICINE_DELIVERY,
                recipient_name="陈爹爹",
                place=make_place(-300, 200, label="芳草社区芳草苑8栋", community="芳草社区"),
                windows=(make_window(13, 16),),
                supplies={"药盒": 2, "口罩": 5},
                bring="血压计",
            ),
            make_need(
                "tomorrow",
                recipient_name="刘洋",
                place=make_place(100, 900, label="郭茨口社区", community="郭茨口社区"),
                windows=(make_window(33, 36),),
            ),
        ],
        days=2,
        depots=(Depot(id="depot", place=make_place(600, 300, label=BRANCH), service_s=Seconds(300)),),
    )


@cache
def sample_round() -> Itinerary:
    """王芳: pills, a break, a reload, more; on the second day tomorrow, a break."""
    wang = sample_round_day().volunteers[0]
    stops = (
        visit("pills", 9 * HOUR_S),
        Stop(part=Part.BREAK, start_s=Seconds(41_400), end_s=Seconds(43_200)),
        Stop(part=Part.RELOAD, depot_id="depot", start_s=Seconds(45_600), end_s=Seconds(45_900)),
        visit("more", 13 * HOUR_S),
    )
    later = (
        visit("tomorrow", 33 * HOUR_S),
        Stop(part=Part.BREAK, start_s=Seconds(127_800), end_s=Seconds(129_600)),
    )
    routes = tuple(
        Route(
            volunteer_id=wang.id,
            shift=shift,
            leaves_s=Seconds(stops[0].start_s - 900),
            returns_s=Seconds(stops[-1].end_s + 900),
            travel_s=Seconds(2700),
            stops=stops,
        )
        for shift, stops in enumerate((stops, later))
    )
    cost = Cost(unmet_priority=0, travel_s=5400, late_s=240, change_s=1800)
    plan = Plan(problem_digest="of-the-round", routes=routes, unmet=(), cost=cost, status=Status.FEASIBLE)
    return make_itinerary(sample_round_day(), plan)


def visit(need_id: str, start_s: int) -> Stop:
    return Stop(need_id=need_id, part=Part.VISIT, start_s=Seconds(start_s), end_s=Seconds(start_s + 1800))
