"""The example of the documentation: two volunteers, three needs, and nobody who can cut hair."""

from typing import Any

EXAMPLE: dict[str, Any] = {
    "problem": {
        "first_day": "2026-11-24",
        "volunteers": [
            {
                "id": "V1",
                "home": {"at": {"lon_deg": 114.2186, "lat_deg": 30.5494}},
                "shifts": [{"opens_s": 28800, "closes_s": 43200}],
                "mode": "ebike",
                "specialities": {"companionship": 3, "delivery": 2},
                "languages": ["mandarin", "wuhan"],
            },
            {
                "id": "V2",
                "home": {"at": {"lon_deg": 114.2294, "lat_deg": 30.5561}},
                "shifts": [{"opens_s": 32400, "closes_s": 64800}],
                "specialities": {"medicine": 4},
                "qualifications": {"physician": "2028-06-30"},
                "limits": {"tasks": 3},
            },
        ],
        "needs": [
            {
                "id": "N1",
                "kind": "company",
                "place": {"at": {"lon_deg": 114.2231, "lat_deg": 30.5502}},
                "windows": [{"opens_s": 32400, "closes_s": 39600}],
                "service_s": 3600,
                "priority": 3,
                "crew": [{"speciality": "companionship"}],
                "language": "wuhan",
            },
            {
                "id": "N2",
                "kind": "home_visit",
                "place": {"at": {"lon_deg": 114.2252, "lat_deg": 30.5588}},
                "windows": [{"opens_s": 36000, "closes_s": 43200}],
                "service_s": 1800,
                "priority": 8,
                "crew": [{"speciality": "medicine", "level": 3, "qualifications": ["physician"]}],
            },
            {
                "id": "N3",
                "kind": "haircut",
                "place": {"at": {"lon_deg": 114.2205, "lat_deg": 30.5471}},
                "windows": [{"opens_s": 32400, "closes_s": 61200}],
                "service_s": 1800,
                "crew": [{"speciality": "hairdressing"}],
            },
        ],
    },
    "budget": {"seconds": 1},
    "seed": 1,
}
