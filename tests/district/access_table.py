"""Who may call which route: written by hand, so that a slip in the program is not copied into its test.

A row is ROLES METHOD PATH. Letters, each in its column, a dot where the role may not:

    A administrator                        D dispatcher
    L leader of a team or organisation     K keeper of a station or hub household
    V volunteer                            G agent of a recipient
    U auditor

`open` stands for routes that ask for no sign-in. A new route fails test_access.py until it has a row here:
decide who may by the issue, not by what the program does, and write the row beside its neighbours.
"""

from models.access import Role

LETTERS = dict(zip("ADLKVGU", Role, strict=True))
OPEN = "open"

ROWS = """
open     GET /healthz
open     GET /livez
open     GET /readyz
A.....U  GET /metrics
open     POST /v1/solve
open     POST /vroom
open     GET /vroom/health

open     POST /v1/tokens
ADLKVGU  GET /v1/me
ADLKVGU  PUT /v1/me/password
ADLKVGU  GET /v1/me/tokens
ADLKVGU  DELETE /v1/me/tokens/{id}
A......  GET /v1/users
A......  POST /v1/users
A......  DELETE /v1/users/{id}
A......  GET /v1/users/{id}/grants
A......  POST /v1/users/{id}/grants
A......  DELETE /v1/users/{id}/grants/{grant_id}

ADLKVGU  GET /v1/places
AD.....  POST /v1/places
AD.....  POST /v1/places/bulk
ADLKVGU  GET /v1/places/{id}
AD.....  PATCH /v1/places/{id}
AD.....  DELETE /v1/places/{id}
ADLKVGU  GET /v1/places/{id}/history

ADLKVGU  GET /v1/organisations
ADL....  POST /v1/organisations
ADL....  POST /v1/organisations/bulk
ADLKVGU  GET /v1/organisations/{id}
ADL....  PATCH /v1/organisations/{id}
ADL....  DELETE /v1/organisations/{id}
ADLKVGU  GET /v1/organisations/{id}/history
ADLKVGU  GET /v1/groups
ADL....  POST /v1/groups
ADL....  POST /v1/groups/bulk
ADLKVGU  GET /v1/groups/{id}
ADL....  PATCH /v1/groups/{id}
ADL....  DELETE /v1/groups/{id}
ADLKVGU  GET /v1/groups/{id}/history
ADLKVGU  GET /v1/teams
ADL....  POST /v1/teams
ADL....  POST /v1/teams/bulk
ADLKVGU  GET /v1/teams/{id}
ADL....  PATCH /v1/teams/{id}
ADL....  DELETE /v1/teams/{id}
ADLKVGU  GET /v1/teams/{id}/history
ADLKV.U  GET /v1/teams/{id}/members
ADL....  POST /v1/teams/{id}/members
ADL....  PATCH /v1/teams/{id}/members/{membership_id}
ADL....  DELETE /v1/teams/{id}/members/{membership_id}
ADLKVGU  GET /v1/resource-offers
ADL....  POST /v1/resource-offers
ADL....  POST /v1/resource-offers/bulk
ADLKVGU  GET /v1/resource-offers/{id}
ADL....  PATCH /v1/resource-offers/{id}
ADL....  DELETE /v1/resource-offers/{id}
ADLKVGU  GET /v1/resource-offers/{id}/history
ADLKVGU  GET /v1/projects
ADL....  POST /v1/projects
ADL....  POST /v1/projects/bulk
ADLKVGU  GET /v1/projects/{id}
ADL....  PATCH /v1/projects/{id}
ADLKVGU  GET /v1/projects/{id}/history
ADL....  POST /v1/projects/{id}/publish
ADL....  POST /v1/projects/{id}/recruit
ADL....  POST /v1/projects/{id}/close
ADLKV.U  GET /v1/projects/{id}/sign-ups
ADLKV..  POST /v1/projects/{id}/sign-ups
ADLKV..  DELETE /v1/projects/{id}/sign-ups/{sign_up_id}

ADLKV.U  GET /v1/volunteers
ADL....  POST /v1/volunteers
ADL....  POST /v1/volunteers/bulk
ADLKV.U  GET /v1/volunteers/{id}
ADL....  PATCH /v1/volunteers/{id}
AD.....  DELETE /v1/volunteers/{id}
ADLKV.U  GET /v1/volunteers/{id}/history
AD.....  POST /v1/volunteers/{id}/train
AD.....  POST /v1/volunteers/{id}/suspend
AD.....  POST /v1/volunteers/{id}/reinstate
ADLKV.U  GET /v1/volunteers/{id}/future-visits
ADLKV..  POST /v1/volunteers/{id}/duty
ADLKV..  DELETE /v1/volunteers/{id}/duty
ADLKV.U  GET /v1/volunteers/{id}/absences
ADLKV..  POST /v1/volunteers/{id}/absences
ADLKV..  DELETE /v1/volunteers/{id}/absences/{absence_id}
AD.....  POST /v1/volunteers/{id}/phone/reveal
ADLKV.U  GET /v1/volunteers/{id}/credentials
AD.....  POST /v1/volunteers/{id}/credentials
AD.....  DELETE /v1/volunteers/{id}/credentials/{credential_id}
ADLKV.U  GET /v1/volunteers/{id}/memberships
AD.....  GET /v1/credentials
AD.....  GET /v1/likenesses
AD.....  GET /v1/likenesses/{id}
AD.....  POST /v1/likenesses/{id}/merge
AD.....  POST /v1/likenesses/{id}/unmerge
AD.....  POST /v1/likenesses/{id}/reject

AD...GU  GET /v1/recipients
AD...G.  POST /v1/recipients
AD...G.  POST /v1/recipients/bulk
AD...GU  GET /v1/recipients/{id}
AD...G.  PATCH /v1/recipients/{id}
AD.....  DELETE /v1/recipients/{id}
AD...GU  GET /v1/recipients/{id}/history
AD...GU  GET /v1/recipients/{id}/relatives
AD...G.  POST /v1/recipients/{id}/relatives
AD...G.  PATCH /v1/recipients/{id}/relatives/{relative_id}
AD...G.  DELETE /v1/recipients/{id}/relatives/{relative_id}
AD.....  POST /v1/recipients/{id}/phone/reveal
AD.....  POST /v1/recipients/{id}/relatives/{relative_id}/phone/reveal

ADLK.GU  GET /v1/needs
AD...G.  POST /v1/needs
AD...G.  POST /v1/needs/bulk
ADLK.GU  GET /v1/needs/late
ADLK.GU  GET /v1/needs/{id}
AD...G.  PATCH /v1/needs/{id}
AD...GU  GET /v1/needs/{id}/history
AD.....  POST /v1/needs/{id}/verify
AD.....  POST /v1/needs/{id}/open
AD...G.  POST /v1/needs/{id}/cancel
AD.....  POST /v1/needs/{id}/give-up
AD.....  POST /v1/needs/{id}/reopen
AD.....  POST /v1/needs/{id}/owner
AD...G.  POST /v1/needs/{id}/rate
AD.....  POST /v1/needs/{id}/offers
ADLK...  GET /v1/needs/{id}/candidates
ADLK.GU  GET /v1/need-links
AD.....  POST /v1/need-links
ADLK.GU  GET /v1/need-links/{id}
AD.....  DELETE /v1/need-links/{id}
ADLK.GU  GET /v1/need-links/{id}/history
ADLK.GU  GET /v1/standing-needs
AD...G.  POST /v1/standing-needs
ADLK.GU  GET /v1/standing-needs/{id}
AD...G.  PATCH /v1/standing-needs/{id}
AD...G.  DELETE /v1/standing-needs/{id}
AD...G.  POST /v1/standing-needs/{id}/pause
AD...G.  POST /v1/standing-needs/{id}/resume
ADLK.GU  GET /v1/standing-needs/{id}/history

ADLKV.U  GET /v1/offers
ADLKV.U  GET /v1/offers/{id}
ADLKV.U  GET /v1/offers/{id}/history
ADLKV..  POST /v1/offers/{id}/accept
ADLK...  POST /v1/offers/{id}/choose
ADLKV..  POST /v1/offers/{id}/decline

ADLKVGU  GET /v1/visits
ADLKVGU  GET /v1/visits/{id}
ADLKVGU  GET /v1/visits/{id}/history
AD...G.  GET /v1/visits/{id}/code
ADLKV..  POST /v1/visits/{id}/accept
ADLKV..  POST /v1/visits/{id}/decline
AD.....  POST /v1/visits/{id}/withdraw
ADLKV..  POST /v1/visits/{id}/check-in
ADLKV..  POST /v1/visits/{id}/check-out
AD....U  GET /v1/alarms
AD....U  GET /v1/alarms/{id}
AD....U  GET /v1/alarms/{id}/history
AD.....  POST /v1/alarms/{id}/take
AD.....  POST /v1/alarms/{id}/resolve

ADLKVG.  POST /v1/incidents
AD.....  GET /v1/incidents
ADLKVG.  GET /v1/incidents/reported
AD.....  GET /v1/incidents/{id}
AD.....  GET /v1/incidents/{id}/history
AD.....  POST /v1/incidents/{id}/take
AD.....  POST /v1/incidents/{id}/conclude
AD..VG.  POST /v1/complaints
AD.....  GET /v1/complaints
AD..VG.  GET /v1/complaints/made
AD.....  GET /v1/complaints/overdue
AD.....  GET /v1/complaints/{id}
AD.....  GET /v1/complaints/{id}/history
AD.....  POST /v1/complaints/{id}/take
AD.....  POST /v1/complaints/{id}/answer

AD.KV.U  GET /v1/lots
AD.....  POST /v1/lots
AD.....  POST /v1/lots/bulk
AD.KV.U  GET /v1/lots/first-to-expire
AD.KV.U  GET /v1/lots/{id}
AD.....  PATCH /v1/lots/{id}
AD.....  DELETE /v1/lots/{id}
AD.KV.U  GET /v1/lots/{id}/history
AD.....  POST /v1/lots/{id}/write-off
AD.KV.U  GET /v1/releases
AD..V..  POST /v1/releases
AD.KV.U  GET /v1/releases/{id}
AD.KV.U  GET /v1/releases/{id}/history
ADLKV..  POST /v1/releases/{id}/collect
ADLKV..  POST /v1/releases/{id}/deliver
AD..V..  POST /v1/releases/{id}/return
AD..V..  POST /v1/releases/{id}/lose

ADL...U  GET /v1/plans
AD.....  POST /v1/plans
ADL...U  GET /v1/plans/{id}
ADL...U  GET /v1/plans/{id}/history
ADL...U  GET /v1/plans/{id}/problem
ADL...U  GET /v1/plans/{id}/answer
ADL...U  GET /v1/plans/{id}/visits
ADL...U  GET /v1/plans/{id}/unmet
ADL...U  GET /v1/plans/{id}/changes
AD.....  POST /v1/plans/{id}/edits
AD.....  POST /v1/plans/{id}/replan
AD.....  POST /v1/plans/{id}/publish
AD.....  POST /v1/plans/{id}/discard
ADL....  GET /v1/plans/{id}/route-sheets.pdf
ADL....  GET /v1/plans/{id}/plan.xlsx
ADL....  GET /v1/plans/{id}/plan.geojson
ADL....  GET /v1/plans/{id}/plan.png
AD....U  GET /v1/jobs
AD....U  GET /v1/jobs/{id}
AD.....  POST /v1/jobs/{id}/cancel
AD....U  GET /v1/jobs/{id}/events

AD....U  GET /v1/events
AD....U  GET /v1/event-log
A......  GET /v1/webhooks
A......  POST /v1/webhooks
A......  GET /v1/webhooks/{id}
A......  PATCH /v1/webhooks/{id}
A......  DELETE /v1/webhooks/{id}
A......  GET /v1/webhooks/{id}/history
A......  POST /v1/webhooks/{id}/replay
A......  GET /v1/webhooks/{id}/deliveries
A......  POST /v1/webhooks/{id}/deliveries/{number}/redeliver
ADLKV..  GET /v1/calendars
ADLKV..  POST /v1/calendars/volunteers/{id}
ADLKV..  POST /v1/calendars/teams/{id}
ADLKV..  DELETE /v1/calendars/links/{id}
open     GET /v1/calendars/volunteers/{id}.ics
open     GET /v1/calendars/teams/{id}.ics
AD.....  POST /v1/imports
AD.....  GET /v1/imports
AD.....  GET /v1/imports/template
AD.....  GET /v1/imports/{id}
AD....U  POST /v1/exports
AD....U  GET /v1/exports
AD....U  GET /v1/exports/{id}
AD....U  GET /v1/exports/{id}/file
"""
"""What is open in another way says so itself: calendars by the token in their link, searches by a setting."""


def _read(rows: str) -> dict[tuple[str, str], frozenset[Role] | None]:
    table: dict[tuple[str, str], frozenset[Role] | None] = {}
    for row in filter(None, rows.splitlines()):
        letters, method, path = row.split()
        assert (method, path) not in table, row
        if letters == OPEN:
            table[method, path] = None
            continue
        assert all(one in (letter, ".") for one, letter in zip(letters, LETTERS, strict=True)), row
        table[method, path] = frozenset(LETTERS[one] for one in letters if one != ".")
    return table


TABLE = _read(ROWS)
"""By method and path the roles that may; None where nobody signs in."""
