"""What is wrong with a file of columns is told by line and value, never by a traceback."""

import pytest

from matcher.formats.registry import detect
from tests.unit.matcher.formats import column_minis
from tests.unit.matcher.formats.column_minis import LI_LIM, OPTW, PCVRPTW, SARTORI_BURIOL, TRSP
from tests.unit.matcher.formats.spoiling import complaint

COLUMNS = {"li-lim": LI_LIM, "sartori-buriol": SARTORI_BURIOL, "optw": OPTW, "pcvrptw": PCVRPTW, "trsp": TRSP}


def spoiled(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def solomon_line(old: str, new: str) -> str:
    assert old in column_minis.SOLOMON
    return column_minis.SOLOMON.replace(old, new)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            solomon_line("  2         10\n", ""),
            "line 3: VEHICLE is followed by one line of number and capacity",
        ),
        (solomon_line("  2         10", "  2   10   7"), "line 5: 3 values, wanted 2"),
        (
            solomon_line("  2         10", "  2.5   10"),
            "line 5, number of vehicles: 2.5 is not a whole number",
        ),
        (solomon_line("  2         10", "  -2   10"), "line 5, number of vehicles: -2 is not between 0"),
        (solomon_line("0          0         40          0", "0"), "line 10: 4 values, wanted 7"),
        (
            solomon_line("    0      0          0", "    9      0          0"),
            "the depot, number 0, is missing",
        ),
        (
            solomon_line("0          0         40          0", "3          0         40          0"),
            "wanted none",
        ),
        (solomon_line("    2      3", "    1      3"), "line 12: number 1 appears twice"),
        (solomon_line("6         10", "nan       10"), "line 11, demand: 'nan' is not a number"),
        (solomon_line("6         10", "-6        10"), "line 11, demand: -6 is not between 0"),
        (solomon_line("10         20", "30         20"), "line 11: due date 20 is before ready time 30"),
        (solomon_line("3          4", "3e9        4"), "line 11, x: '3e9' is not a number"),
        (solomon_line("3          4", "3000000    4"), "line 11, x: 3000000 is not between -1000000"),
        (column_minis.SOLOMON[:-20], "line 13: 5 values, wanted 7"),
        (solomon_line("VEHICLE", "VEHICLES"), "in none of the formats known"),
    ],
)
def test_a_solomon_file_names_the_line_and_the_value(text, words):
    assert words in complaint(text)


def test_times_that_would_overflow_their_sum_are_refused():
    # 40 customers of 1e9 units, a million to the unit, lateness summed over all: 1.6e18, beyond 2**60.
    rows = "".join(f"{number} 0 0 1 0 1000000000 1000000000\n" for number in range(4, 44))
    assert complaint(column_minis.SOLOMON + rows) == "the numbers of this file are too large to be added up"


def test_a_solomon_file_without_its_headings_says_so():
    assert complaint("1 2 3", "solomon") == "a line VEHICLE, then a line CUSTOMER are missing"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2\t10\t1\n0", "2\t10.5\t1\n0", "line 1, capacity: 10.5 is not a whole number"),
        (
            "0\t0\t0\t0\t0\t100\t0\t0\t0",
            "0\t0\t0\t0\t0\t100\t7\t0\t0",
            "line 2: the depot has no demand, service",
        ),
        ("0\t0\t0\t0\t0\t100\t0\t0\t0", "5\t0\t0\t0\t0\t100\t0\t0\t0", "the depot, number 0, is missing"),
        ("2\t0\t8", "1\t0\t8", "line 4: number 1 appears twice"),
        ("2\t0\t8", "9\t0\t8", "number 2 is missing"),
        ("0\t4\t-6\t0\t40", "0\t4\t-6\t50\t40", "line 5: latest 40 is before earliest 50"),
        ("4\t-6", "4\t-5", "line 3: number 1 has demand 6, number 3 has -5"),
        ("3\t4\t6", "3\t4\t-6", "line 3: number 1 has demand -6, wanted more than 0 to fetch, less to bring"),
        ("20\t2\t0\t3", "20\t2\t0\t0", "line 3: number 1 has pickup 0 and delivery 0, wanted one"),
        ("20\t2\t0\t3", "20\t2\t4\t3", "line 3: number 1 has pickup 4 and delivery 3, wanted one"),
        ("20\t2\t0\t3", "20\t2\t0\t8", "line 3: number 1 belongs to number 8, which is missing"),
        ("20\t2\t0\t3", "20\t2\t0\t4", "line 3: number 1 belongs to number 4, which does not belong to it"),
        (
            "3\t2\t0\n",
            "3\t2\n",
            "line 6: 8 values, wanted 9 (number, x, y, demand, earliest, latest, service",
        ),
        ("6\t8\t-5", "6\tinf\t-5", "line 6, y: 'inf' is not a number"),
    ],
)
def test_a_li_lim_file_names_the_line_and_the_value(old, new, words):
    assert words in complaint(spoiled(LI_LIM, old, new), "li-lim")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("TYPE: PDPTW", "TYPE: PDP", "line 4, TYPE: 'PDP' is not 'PDPTW'"),
        ("TYPE: PDPTW\n", "", "TYPE is missing in the head of the file"),
        ("CAPACITY: 10", "CAPACITY: -1", "line 10, CAPACITY: -1 is not between 0"),
        ("CAPACITY: 10", "SIZE: 5", "line 10: SIZE appears twice"),
        ("DEPOT: central", "DEPOT central", "line 7: neither KEY: value nor the name of a section"),
        ("SIZE: 5", "SIZE: 6", "the section NODES has 5 lines, wanted 6"),
        ("EDGES", "EDGE", "the section EDGES is missing"),
        ("EDGES", "NODES", "line 17: the section NODES appears twice"),
        ("5 0 2 7 3", "5 0 2 7", "line 19: 4 ways, wanted 5"),
        ("5 0 2 7 3", "5 0 2 7 x", "line 19, way to 4: 'x' is not a number"),
        ("5 0 2 7 3", "5 0 2 7 3.5", "line 19, way to 4: 3.5 is not a whole number"),
        ("7 3 8 1 0\nEOF\n", "7 3", "line 22: 2 ways, wanted 5"),
        ("4 6 5 0 2\n7 3 8 1 0\nEOF\n", "", "the section EDGES has 3 lines, wanted 5"),
        ("114.23 5 0 30", "114.23 0 30", "line 14: 8 values, wanted 9"),
    ],
)
def test_a_sartori_buriol_file_names_the_line_and_the_value(old, new, words):
    assert words in complaint(spoiled(SARTORI_BURIOL, old, new), "sartori-buriol")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("4 10 3 1\n", "3 10 3 1\n", "line 1, kind: 3 is none of 4, 5"),
        ("4 10 3 1\n", "4 10 3\n", "line 1: 3 values, wanted 4 (kind, vehicles, points, days)"),
        ("4 10 3 1\n", "4 10 4 1\n", "3 points, wanted 4 as line 1 says"),
        ("  0 0.00 0.00", "  4 0.00 0.00", "the start, number 0, is missing"),
        (
            "0.00 0.00 0 0 0 40",
            "5.00 0.00 0 0 0 40",
            "the start, number 0, has service 5 and profit 0, wanted",
        ),
        ("  2 4.00", "  1 4.00", "line 5: number 1 appears twice"),
        ("10.00 1 1 1 10", "10.50 1 1 1 10", "line 4, profit: 10.50 is not a whole number"),
        ("1 1 1 10 20", "1 1 1 30 20", "line 4: close 20 is before open 30"),
        ("1 2 1 2 0 30", "1 3 1 2 0 30", "line 5: 11 values, wanted 12 with 3 combinations"),
        ("1 2 1 2 0 30", "1", "line 5: 6 values, wanted at least 9"),
        ("  1 3.00", "  1 abc", "line 4, x: 'abc' is not a number"),
        ("20.00 20.00", "20.00 2000000", "line 6, y: 2000000 is not between -1000000 and 1000000"),
    ],
)
def test_an_optw_file_names_the_line_and_the_value(old, new, words):
    assert words in complaint(spoiled(OPTW, old, new), "optw")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("TYPE : PCVRPTW", "TYPE : VRPTW", "line 2, TYPE: 'VRPTW' is not 'PCVRPTW'"),
        ("EUC_2D", "EXPLICIT", "line 7, EDGE_WEIGHT_TYPE: 'EXPLICIT' is not 'EUC_2D'"),
        ("DIMENSION : 4", "DIMENSION : 5", "the section NODE_COORD_SECTION has 4 lines, wanted 5"),
        ("VEHICLES : 2\n", "", "VEHICLES is missing in the head of the file"),
        ("SERVICE_TIME : 2", "SERVICE_TIME : soon", "line 6, SERVICE_TIME: 'soon' is not a number"),
        ("3 4 5\n4 0 8", "4 4 5\n4 0 8", "line 12: node 4 appears twice in NODE_COORD_SECTION"),
        ("3 4 5\n4 0 8", "3 4 5\n5 0 8", "line 12, node: 5 is not between 1 and 4"),
        ("3 4 5\n4 0 8", "3 4 5.5\n4 0 8", "line 11, y: 5.5 is not a whole number"),
        ("3 4 5\n4 0 8", "3 4\n4 0 8", "line 11: 2 values, wanted 3 (node, x, y)"),
        ("2 10 20", "2 30 20", "line 20: close 20 is before open 30"),
        ("2 9\n", "2 -9\n", "line 25, prize: -9 is not between 0"),
        ("1 0\n2 9", "1 1\n2 9", "the depot, node 1, has demand 0 and prize 1, wanted none"),
        ("1\n-1", "2\n-1", "DEPOT_SECTION: '2 -1' is not '1 -1'"),
        ("3 7\n4 5\nDEPOT_SECTION\n1\n-1\nEOF\n", "3", "the section PRIZE_SECTION has 3 lines, wanted 4"),
    ],
)
def test_a_pcvrptw_file_names_the_line_and_the_value(old, new, words):
    assert words in complaint(spoiled(PCVRPTW, old, new), "pcvrptw")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("CREW COUNT", "CREW", "the line CREW COUNT is missing"),
        ("2       2       2       2\n", "2 2 2\n", "line 5: 3 values, wanted 4 (crew count, skills, tools"),
        ("2       2       2       2\n", "2.5 2 2 2\n", "line 5, crew count: 2.5 is not a whole number"),
        ("2       2       2       2\n", "9 2 2 2\n", "line 12: technician 3 has no service"),
        ("5    30    5 ", "five 30    5 ", "line 14, number: 'five' is not a number"),
        ("5    30    5 ", "0    30    5 ", "line 14: number 0 appears twice"),
        ("45     60     10 ", "45     60     1e9 ", "line 12, service: '1e9' is not a number"),
        ("0    0     0     0      100    0      [] \t[] \t[]\n", "", "the depot, number 0, is missing"),
        ("3    6     0 ", "5    6     0 ", "line 14: number 5 appears twice"),
        ("3    6     0 ", "7    6     0 ", "number 3 is missing"),
        ("3    6     0 ", "3    x     0 ", "line 12, x: 'x' is not a number"),
        ("45     60 ", "45     40 ", "line 12: window end 40 is before window start 45"),
        ("60     10     [0] ", "60     -1     [0] ", "line 12, service: -1 is not between 0"),
        ("60     10     [0] ", "60     10     [2] ", "line 12: skill 2 is none of the 2 that there are"),
        ("[0] \t[1] \t[0,2]", "[0] \t[7] \t[0,2]", "line 12: tool 7 is none of the 2 that there are"),
        ("[0] \t[1] \t[0,2]", "[0] \t[1] \t[0]", "line 12: 1 amounts of spare parts, wanted 2"),
        ("[0] \t[1] \t[0,2]", "[0] \t[1] \t[0,-2]", "line 12, spare parts: '[0,-2]' is not a list of whole"),
        ("[0] \t[1] \t[0,2]", "[0] \t[1", "line 12: 8 values, wanted 9"),
        ("[] \t[] \t[]", "[] \t[0] \t[]", "line 9: the depot has no service, skills, tools or spare parts"),
        ("100    0      [0,1]", "100    5      [0,1]", "line 10: technician 1 has no service"),
    ],
)
def test_a_trsp_file_names_the_line_and_the_value(old, new, words):
    assert words in complaint(spoiled(TRSP, old, new), "trsp")


def test_a_trsp_file_cut_short_within_a_row_is_a_clear_error():
    # The file does not say how many requests follow, so between two rows nothing is missing.
    for end in range(1, len(TRSP)):
        within = TRSP[end].isspace() or TRSP[end - 1].isspace()
        if within and "\n" not in TRSP[end - 1 : end + 1] and not TRSP[:end].endswith("\n"):
            assert complaint(TRSP[:end], "trsp")


@pytest.mark.parametrize("name", sorted(COLUMNS.keys() - {"trsp"}))
def test_a_column_file_cut_short_anywhere_is_a_clear_error(name):
    text = COLUMNS[name].rstrip().removesuffix("EOF").rstrip()
    for end in range(1, len(text)):
        if (
            text[end - 1].isspace() or text[end].isspace()
        ):  # between words: a shorter number is still a number
            assert complaint(text[:end], name)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_file_is_told_by_its_first_lines(name):
    text = COLUMNS[name]
    assert detect(text[: len(text) // 2]).name == name
    assert detect("\n" + text.replace("\n", "\r\n")).name == name


def test_an_empty_column_file_is_called_empty():
    for name in COLUMNS:
        assert complaint(" \n", name) == "the file is empty"
