#!/usr/bin/env python3
"""Counts real Jira issues in plain Python, for tests/reference.rs to compare with.

    INLAY_REAL_DATA=/folder/of/issues python3 crates/chart/tests/reference/make.py

writes reference.json beside this file. Nothing here knows the crate: each cut says in Python what its spec
says in words, and the two must agree.
"""

import gzip
import json
import os
import pathlib
import statistics
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

DATA = pathlib.Path(os.environ["INLAY_REAL_DATA"])
# The moment that "now" means in the test.
NOW = datetime(2021, 12, 1, tzinfo=timezone.utc)
LISTED = 40
DAY = 86400.0

APP = ["TIMOB", "AC", "ALOY", "MOD", "DAEMON"]
DURA = ["DURACLOUD", "FCREPO", "ISLANDORA", "DS", "HYDRA"]


def issues(site, projects):
    for project in projects:
        with gzip.open(DATA / site / f"{project}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["fields"]


ISSUES = {"appcelerator": list(issues("appcelerator", APP)), "duraspace": list(issues("duraspace", DURA))}

# What an issue has: a list of keys, empty for nothing.


def name(field, of="name"):
    return lambda f: [f[field][of]] if f.get(field) else []


def names(field, of="name"):
    return lambda f: [item if isinstance(item, str) else item[of] for item in f.get(field) or []]


def category(f):
    return [f["status"]["statusCategory"]["name"]]


def instant(f, field):
    return datetime.strptime(f[field], "%Y-%m-%dT%H:%M:%S.%f%z") if f.get(field) else None


def day(field, zone="UTC"):
    def read(f):
        value = f.get(field)
        if not value:
            return None
        return date.fromisoformat(value) if len(value) == 10 else instant(f, field).astimezone(ZoneInfo(zone)).date()

    return read


def start(day, interval):
    if interval == "day":
        return day
    if interval == "week":
        return day - timedelta(days=day.weekday())
    if interval == "month":
        return day.replace(day=1)
    if interval == "quarter":
        return day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1)
    return day.replace(day=1, month=1)


def bucket(field, interval, zone="UTC", since=None, until=None):
    read = day(field, zone)

    def keys(f):
        found = read(f)
        if found is None:
            return [] if since is None and until is None else None
        if since and found < since or until and found > until:
            return None
        return [start(found, interval).isoformat()]

    return keys


def bins(field, width, origin=0):
    def keys(f):
        if f.get(field) is None:
            return []
        low = (f[field] - origin) // width * width + origin
        return [f"{low:g}"]

    return keys


def number(f, field):
    return f.get(field)


def number_key(field):
    return lambda f: [f"{f[field]:g}"] if f.get(field) is not None else []


def sprints(choice):
    def keys(f):
        all = f.get("customfield_10020") or []
        if choice == "active":
            return [s["name"] for s in all if s["state"] == "active"]
        if choice == "latest" and all:
            last = max(all, key=lambda s: (not s.get("startDate"), s.get("startDate") or "", int(s["id"])))
            return [last["name"]]
        return [s["name"] for s in all]

    return keys


def merged(keys, *groups):
    def all(f):
        found = keys(f)
        if found is None:
            return None
        found = found or ["(none)"]
        return [next((into for into, of in groups if key in of), key) for key in found]

    return all


def hidden(keys, *gone):
    def all(f):
        found = keys(f)
        if found is None:
            return None
        found = [key for key in (found or ["(none)"]) if key not in gone]
        return found or None

    return all


# Times in days.


def between(a, b):
    return lambda f: (instant(f, b) - instant(f, a)).total_seconds() / DAY if f.get(a) and f.get(b) else None


def resolution(include=False):
    def read(f):
        if f.get("resolutiondate"):
            return between("created", "resolutiondate")(f)
        return (NOW - instant(f, "created")).total_seconds() / DAY if include else None

    return read


def field(id, scale=1.0):
    return lambda f: f[id] / scale if f.get(id) is not None else None


def percentile(p):
    def of(values):
        ordered = sorted(values)
        rank = p / 100 * (len(ordered) - 1)
        low = int(rank)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (rank - low) * (ordered[high] - ordered[low])

    return of


count = (lambda f: 1, len)
STATISTICS = {
    "sum": sum,
    "average": statistics.fmean,
    "median": statistics.median,
    "min": min,
    "max": max,
}


def statistic(kind, quantity):
    return (quantity, STATISTICS[kind] if isinstance(kind, str) else kind)


def worked(members, of):
    """The number of some issues; members are lists of what the quantity gave."""
    return of(members) if members else None


CUTS = []


def cut(title, site, chart_by, keys, group_by=None, columns=None, measure=None, take=count, zone="UTC"):
    quantity, of = take
    rows, cols, cells, total = defaultdict(list), defaultdict(list), defaultdict(list), []
    for f in ISSUES[site]:
        on_rows = keys(f)
        on_columns = columns(f) if columns else ["value"]
        if on_rows is None or on_columns is None:
            continue
        value = quantity(f)
        if value is None:
            continue
        total.append(value)
        on_rows = {key.lower() for key in on_rows or ["(none)"]}
        on_columns = {key.lower() for key in on_columns or ["(none)"]}
        for row in on_rows:
            rows[row].append(value)
            for column in on_columns:
                cells[row, column].append(value)
        for column in on_columns:
            cols[column].append(value)
    out = {
        "title": title,
        "site": site,
        "timezone": zone,
        "chart_by": chart_by,
        "group_by": group_by,
        "measure": measure or {"type": "count"},
        "row_count": len(rows),
        "total": worked(total, of),
    }
    numbers = {row: worked(values, of) for row, values in rows.items()}
    listed = sorted(numbers, key=lambda row: (-numbers[row], row))[:LISTED]
    out["rows"] = {row: numbers[row] for row in listed}
    if columns:
        out["columns"] = {column: worked(values, of) for column, values in sorted(cols.items())}
        out["cells"] = [[row, column, worked(cells[row, column], of)] for row in listed for column in sorted(cols) if (row, column) in cells][:200]
    CUTS.append(out)


def ids(field_id, **more):
    return {"field": field_id, **more}


app, dura = "appcelerator", "duraspace"
status, priority, kind = name("status"), name("priority"), name("issuetype")
# Single values.
cut("status", app, ids("status"), status)
cut("status of the other site", dura, ids("status"), status)
cut("status category", app, ids("statusCategory"), category)
cut("priority with nulls beside a real None", app, ids("priority"), priority)
cut("type", dura, ids("issuetype"), kind)
cut("resolution", app, ids("resolution"), name("resolution"))
cut("project", app, ids("project"), name("project", "key"))
cut("assignee", app, ids("assignee"), name("assignee", "accountId"))
cut("reporter", dura, ids("reporter"), name("reporter", "accountId"))
cut("parent", dura, ids("parent"), name("parent", "key"))
# Several values.
cut("components", app, ids("components"), names("components"))
cut("labels", app, ids("labels"), names("labels"))
cut("fix versions", app, ids("fixVersions"), names("fixVersions"))
cut("affected versions", dura, ids("versions"), names("versions"))
cut("flagged", app, ids("customfield_10021"), names("customfield_10021", "value"))
cut("all sprints", app, ids("customfield_10020"), sprints("all"))
cut("active sprints", app, ids("customfield_10020", sprint="active"), sprints("active"))
cut("the latest sprint", app, ids("customfield_10020", sprint="latest"), sprints("latest"))
# Days, in zones.
for interval in ["day", "week", "month", "quarter", "year"]:
    cut(f"created by {interval}", dura, ids("created", interval=interval, show_empty=False), bucket("created", interval))
for zone in ["America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland"]:
    cut(f"created by day in {zone}", dura, ids("created", interval="day", show_empty=False), bucket("created", "day", zone), zone=zone)
cut("resolved by month in Berlin", app, ids("resolutiondate", interval="month", show_empty=False), bucket("resolutiondate", "month", "Europe/Berlin"), zone="Europe/Berlin")
cut("due by month", dura, ids("duedate", interval="month", show_empty=False), bucket("duedate", "month"))
cut("created in a range", app, ids("created", interval="quarter", show_empty=False, range={"from": "2015-02-10", "to": "2017-11-05"}),
    bucket("created", "quarter", "America/New_York", date(2015, 2, 10), date(2017, 11, 5)), zone="America/New_York")
cut("created in the last three years", app, ids("created", interval="month", show_empty=False, range={"from": "-3y", "to": "0d"}),
    bucket("created", "month", "UTC", date(2018, 12, 1), date(2021, 12, 1)))
# Numbers.
cut("story points, each", app, ids("customfield_10016"), number_key("customfield_10016"))
cut("story points in bins", app, ids("customfield_10016", bins={"width": 5}, show_empty=False), bins("customfield_10016", 5))
cut("story points in bins from 1", dura, ids("customfield_10016", bins={"width": 3, "from": 1}, show_empty=False), bins("customfield_10016", 3, 1))
# Edited values.
cut("merged priorities", app, ids("priority", merge=[{"name": "Urgent", "values": ["Critical", "High"]}, {"name": "Unset", "values": ["None", "(none)"]}]),
    merged(priority, ("Urgent", ["Critical", "High"]), ("Unset", ["None", "(none)"])))
cut("hidden priorities", app, ids("priority", hide=["(none)", "None"]), hidden(priority, "(none)", "None"))
cut("merged components", app, ids("components", merge=[{"name": "Mobile", "values": ["iOS", "Android"]}]),
    merged(names("components"), ("Mobile", ["iOS", "Android"])))
cut("hidden components", app, ids("components", hide=["iOS", "(none)"]), hidden(names("components"), "iOS", "(none)"))
# Two dimensions.
cut("priority and status", app, ids("priority"), priority, ids("status"), status)
cut("components and types", app, ids("components"), names("components"), ids("issuetype"), kind)
cut("years and resolutions", dura, ids("created", interval="year", show_empty=False), bucket("created", "year"), ids("resolution"), name("resolution"))
cut("labels and components", app, ids("labels"), names("labels"), ids("components"), names("components"))
# Measures.
points = "customfield_10016"
for of in STATISTICS:
    cut(f"{of} of story points by type", app, ids("issuetype"), kind, measure={"type": of, "of": points}, take=statistic(of, field(points)))
cut("story points by component, issues once in the total", dura, ids("components"), names("components"), measure={"type": "sum", "of": points}, take=statistic("sum", field(points)))
cut("story points by component and status", dura, ids("components"), names("components"), ids("status"), status,
    measure={"type": "sum", "of": points}, take=statistic("sum", field(points)))
for of in ["average", "median", "max"]:
    cut(f"{of} time to resolution by priority", app, ids("priority"), priority, measure={"type": of, "of": "resolution_time"}, take=statistic(of, resolution()))
cut("85th percentile of time to resolution", app, ids("priority"), priority, measure={"type": "percentile", "p": 85, "of": "resolution_time", "unit": "weeks"},
    take=(resolution(), lambda values: percentile(85)(values) / 7))
cut("time to resolution up to now", dura, ids("status"), status, measure={"type": "average", "of": "resolution_time", "unresolved": "include"}, take=statistic("average", resolution(True)))
cut("time from created to updated", dura, ids("issuetype"), kind, measure={"type": "median", "of": {"between": ["created", "updated"]}, "unit": "months"},
    take=(between("created", "updated"), lambda values: statistics.median(values) / (365.25 / 12)))
cut("age", dura, ids("project"), name("project", "key"), measure={"type": "average", "of": {"since": "created"}, "unit": "years"},
    take=(lambda f: (NOW - instant(f, "created")).total_seconds() / DAY, lambda values: statistics.fmean(values) / 365.25))
cut("spent hours", dura, ids("status"), status, measure={"type": "sum", "of": "timespent", "unit": "hours"}, take=statistic("sum", field("timespent", 3600)))
cut("estimated days", dura, ids("priority"), priority, measure={"type": "average", "of": "timeoriginalestimate"}, take=statistic("average", field("timeoriginalestimate", DAY)))
cut("different assignees by year", app, ids("created", interval="year", show_empty=False), bucket("created", "year"), measure={"type": "distinct", "of": "assignee"},
    take=(lambda f: f["assignee"]["accountId"] if f.get("assignee") else None, lambda values: len(set(values))))
cut("points for each issue", app, ids("project"), name("project", "key"),
    measure={"type": "formula", "a": {"type": "sum", "of": points}, "op": "/", "b": {"type": "count"}},
    take=(lambda f: (f.get(points) or 0), statistics.fmean))
cut("how much is resolved", app, ids("issuetype"), kind,
    measure={"type": "progress", "done": {"type": "distinct", "of": "summary"}, "of": {"type": "count"}},
    take=(lambda f: [f.get("summary")], lambda values: 100 * len({v[0] for v in values if v[0]}) / len(values)))

path = pathlib.Path(__file__).with_name("reference.json")
path.write_text(json.dumps({"now": NOW.isoformat(), "projects": {"appcelerator": APP, "duraspace": DURA}, "cuts": CUTS}, indent=1, sort_keys=True) + "\n")
print(f"{len(CUTS)} cuts in {path.name}")
