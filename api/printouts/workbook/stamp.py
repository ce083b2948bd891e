"""What ties a workbook to the plan that it shows: a hidden sheet with two digests."""

from hashlib import sha256

from openpyxl import Workbook

from models.plans import Plan

SHEET = "_redvest"
PROBLEM, PLAN = "problem", "plan"


def fingerprint(plan: Plan) -> str:
    """Digest of who goes where and when; by it two plans of one problem are told apart."""
    lines = [plan.problem_digest]
    for route in sorted(plan.routes, key=lambda route: (route.volunteer_id, route.shift)):
        lines.append(f"{route.volunteer_id}\t{route.shift}")
        lines += [
            f"{stop.need_id or stop.depot_id}\t{stop.role}\t{stop.part}\t{stop.start_s}"
            for stop in route.stops
        ]
    return sha256("\n".join(lines).encode()).hexdigest()


def add_stamp(book: Workbook, plan: Plan) -> None:
    sheet = book.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    sheet.append([PROBLEM, plan.problem_digest])
    sheet.append([PLAN, fingerprint(plan)])
