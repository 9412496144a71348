-- Jira's webhooks: which projects it told news of, and what is registered there so that it does.

-- When Jira last told that an issue of a project changed. What was read before is asked for again.
CREATE TABLE site_news (
    site    TEXT   NOT NULL,                          -- cloud id
    project TEXT   NOT NULL,                          -- key, in capitals
    at      BIGINT NOT NULL,
    PRIMARY KEY (site, project)
);

-- The one webhook that an account has on a site.
CREATE TABLE site_webhooks (
    account      TEXT   NOT NULL,
    site         TEXT   NOT NULL,
    webhook      BIGINT NOT NULL,                     -- Jira's id of it
    address      TEXT   NOT NULL,                     -- where Jira sends
    projects     TEXT   NOT NULL,                     -- keys, separated by one space
    refreshed_at BIGINT NOT NULL,                     -- Jira lets go of it 30 days later
    PRIMARY KEY (account, site)
);

CREATE INDEX site_webhooks_by_site ON site_webhooks (site);
