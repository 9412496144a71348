"""PyPI `jira`, which nobody here wrote, drives the sandbox as it would drive Jira Cloud.

Reads {"server": ..., "tokens": {person: token}} and writes what it saw as JSON.
"""

import json
import sys

from jira import JIRA, JIRAError

given = json.load(sys.stdin)


def client(person):
    return JIRA(server=given["server"], token_auth=given["tokens"][person], max_retries=0)


def refusal(call):
    try:
        call()
    except JIRAError as error:
        return {"status": error.status_code, "text": error.text}
    return None


maya, priya = client("maya"), client("priya")
jql = "project = FIN ORDER BY created ASC"
everything = maya.enhanced_search_issues(jql, maxResults=0, fields="status,created,labels")
posted = maya.enhanced_search_issues(jql, maxResults=90, fields="Story Points", use_post=True)
issue = maya.issue(everything[2].key, expand="changelog")

json.dump(
    {
        "me": maya.myself()["displayName"],
        "cloud": maya.server_info()["deploymentType"],
        "count": maya.approximate_issue_count(jql),
        "keys": [one.key for one in everything],
        "statuses": sorted({one.fields.status.name for one in everything}),
        "posted": [one.key for one in posted],
        "theirs": priya.approximate_issue_count("created >= -1000d"),
        "all": maya.approximate_issue_count("created >= -1000d"),
        "projects": sorted(project.key for project in maya.projects()),
        "fields": [field["name"] for field in maya.fields()],
        "priorities": [priority.name for priority in maya.priorities()],
        "histories": len(issue.changelog.histories),
        "wrong": refusal(lambda: maya.enhanced_search_issues("project = NOSUCH")),
        "missing": refusal(lambda: maya.issue("FIN-999999")),
        "old_name": [one.key for one in maya.search_issues(jql, maxResults=2)],
        "old_path": refusal(lambda: maya._get_json("search", {"jql": "project = FIN"})),
    },
    sys.stdout,
)
