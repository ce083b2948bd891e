"""Miniature instances of the formats that are columns of numbers, each with a solution worked out beside it.

Each `..._solution()` is made anew, so that a test may spoil its copy.
"""

from tests.unit.matcher.formats.claims import Json, document, reload, visit

SOLOMON = """MINI

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0         40          0
    1      3          4          6         10         20          2
    2      3          0          4          0         50          1
    3      0          8          5          0         30          0
"""


def solomon_solution() -> Json:
    # Vehicle 1: to 1 takes 5, waits until it opens at 10, leaves at 12; 4 more to 2, serves it 16 to 17;
    # 3 home, back at 20. Load 6 + 4 = 10, the capacity. Distance 5 + 4 + 3 = 12.
    # Vehicle 2: 8 out to 3 and 8 back: 16. Together 28 with 2 vehicles.
    return document("solomon", 28, {1: [visit(1, 10, 12), visit(2, 16, 17)], 2: [visit(3, 8, 8)]})


LI_LIM = """2	10	1
0	0	0	0	0	100	0	0	0
1	3	4	6	10	20	2	0	3
2	0	8	5	0	50	1	0	4
3	0	4	-6	0	40	1	1	0
4	6	8	-5	20	60	3	2	0
"""


def li_lim_solution() -> Json:
    # Vehicle 1: to 1 takes 5, waits until it opens at 10, leaves at 12; 3 more to 3, where it brings what it
    # fetched from 15 to 16; 4 home. Distance 5 + 3 + 4 = 12.
    # Vehicle 2: 8 to 2, leaves at 9; 6 to 4, waits for 20, leaves at 23; 10 home: 24. Together 36.
    return document(
        "li-lim",
        36,
        {
            1: [visit(1, 10, 12, part="pickup"), visit(3, 15, 16, part="dropoff")],
            2: [visit(2, 8, 9, part="pickup"), visit(4, 20, 23, part="dropoff")],
        },
    )


SARTORI_BURIOL = """NAME: mini
LOCATION: Hanyang
COMMENT: by hand
TYPE: PDPTW
SIZE: 5
DISTRIBUTION: random
DEPOT: central
ROUTE-TIME: 60
TIME-WINDOW: 30
CAPACITY: 10
NODES
0 30.54 114.21 0 0 60 0 0 0
1 30.55 114.22 4 5 20 2 0 3
2 30.56 114.23 5 0 30 1 0 4
3 30.57 114.24 -4 0 40 3 1 0
4 30.58 114.25 -5 20 50 2 2 0
EDGES
0 4 6 5 9
5 0 2 7 3
6 3 0 4 8
4 6 5 0 2
7 3 8 1 0
EOF
"""


def sartori_buriol_solution() -> Json:
    # 4 to 1, waits for 5, leaves at 7 with 4 on board; 2 to 2, 9 to 10, 9 on board; 4 to 3, 14 to 17;
    # 2 to 4, there at 19, waits for 20, leaves at 22; 7 home. Minutes 4 + 2 + 4 + 2 + 7 = 19, one vehicle.
    return document(
        "sartori-buriol",
        19,
        {
            1: [
                visit(1, 5, 7, part="pickup"),
                visit(2, 9, 10, part="pickup"),
                visit(3, 14, 17, part="dropoff"),
                visit(4, 20, 22, part="dropoff"),
            ]
        },
    )


OPTW = """4 10 3 1
0 200
  0 0.00 0.00 0.00 0.00 0 0 0 40
  1 3.00 4.00 2.00 10.00 1 1 1 10 20
  2 4.00 5.00 1.00 7.00 1 2 1 2 0 30
  3 20.00 20.00 1.00 50.00 1 1 1 0 40

"""


def optw_solution() -> Json:
    # 5 to 1, waits for 10, leaves at 12; sqrt(2) = 1.414, cut to 1.4, to 2, 13.4 to 14.4; sqrt(41) = 6.403,
    # cut to 6.4, back at 20.8. Profit 10 + 7 = 17. To 3 it is 28.2, there and back more than 40.
    return document("optw", 17, {1: [visit(1, 10, 12), visit(2, 13.4, 14.4)]}, unmet=[3])


PCVRPTW = """NAME : mini
TYPE : PCVRPTW
DIMENSION : 4
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 2
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 4 5
4 0 8
DEMAND_SECTION
1 0
2 6
3 4
4 5
TIME_WINDOW_SECTION
1 0 40
2 10 20
3 0 30
4 0 30
PRIZE_SECTION
1 0
2 9
3 7
4 5
DEPOT_SECTION
1
-1
EOF
"""


def pcvrptw_solution() -> Json:
    # 5 to 2, waits for 10, leaves at 12; 1.4 to 3, 13.4 to 15.4; 6.4 home, at 21.8. Distance 12.8, load 10.
    # The prize of 4 is lost: 5. The value counts tenths: 10 (12.8 + 5) = 178.
    return document("pcvrptw", 178, {1: [visit(2, 10, 12), visit(3, 13.4, 15.4)]}, unmet=[4])


TRSP = """MINI

INFO
CREW COUNT  SKILLS  TOOLS   SPARE PARTS
2       2       2       2

DEPOT TECHNICIANS AND REQUESTS
ID   X     Y     TWS    TWE    Serv   SKILLS   TOOLS    SPARE PARTS
0    0     0     0      100    0      [] 	[] 	[]
1    0     8     0      100    0      [0,1] 	[0] 	[1,0]
2    30    0     0      100    0      [1] 	[] 	[0,2]
3    6     0     45     60     10     [0] 	[1] 	[0,2]
4    6     8     20     22     5      [0] 	[0] 	[1,0]
5    30    5     0      100    4      [1] 	[] 	[0,2]
"""


def trsp_solution() -> Json:
    # Technician 1 needs 6 to 4 and leaves at 16, so that they wait as little as may be: 22 to 27. For 3 they
    # have neither tool 1 nor a part of kind 1: 10 to the depot, 37; 6 to 3, there at 43, waits for 45, until
    # 55; 10 home, 65. 65 - 16 = 49: travel 32, service 15, waiting 2.
    # Technician 2: 5 to 5, 5 to 9, with both their parts of kind 1; 5 home: 14. Together 63, travel 42.
    return document(
        "trsp", 63, {1: [visit(4, 22, 27), reload(0, 37, 37), visit(3, 45, 55)], 2: [visit(5, 5, 9)]}
    )
