-- Who may see what: accesses that end alone, people of charts, runs as the owner, signed and
-- single-use ways in, and what a site's administrators forbid.
-- Columns are only added, each with a default or NULL, so that the previous version goes on working.

-- One access for each row: this grant may be used on this site. What has ended is not here but
-- in ended_accesses, so that a version that knows nothing of ending never uses it.
ALTER TABLE grant_sites ADD COLUMN since BIGINT;              -- NULL: since the grant was made
ALTER TABLE grant_sites ADD COLUMN used_at BIGINT;            -- NULL: never; else to 10 minutes

ALTER TABLE grants ADD COLUMN profile_at BIGINT;              -- when name and zone were read; NULL: at created_at

CREATE INDEX grants_by_refresh ON grants (refreshed_at);

-- Accesses that were taken away. No reference to grants: the memory outlives the last access,
-- with which the grant goes.
CREATE TABLE ended_accesses (
    account  TEXT   NOT NULL,
    site     TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    url      TEXT   NOT NULL,
    ended_at BIGINT NOT NULL,
    ended_by TEXT   NOT NULL,                                 -- self, administrator, uninstall
    PRIMARY KEY (account, site)
);

-- When Atlassian was last asked whether an account still exists.
CREATE TABLE account_reports (
    account     TEXT   NOT NULL PRIMARY KEY,
    reported_at BIGINT NOT NULL
);

-- A session of the Confluence app's: one chart on one Confluence site. Its account is '' where
-- nobody is logged in to Confluence, because the column has been NOT NULL from the beginning.
ALTER TABLE sessions ADD COLUMN chart TEXT;
ALTER TABLE sessions ADD COLUMN site TEXT;

-- Tickets with which the Confluence app opens one chart for one viewer, once.
CREATE TABLE embed_grants (
    hash       TEXT   NOT NULL PRIMARY KEY,                   -- SHA-256, base64url
    chart      TEXT   NOT NULL,
    site       TEXT   NOT NULL,                               -- the Confluence site's cloud id
    account    TEXT,                                          -- NULL: not logged in to Confluence
    expires_at BIGINT NOT NULL
);

CREATE INDEX embed_grants_by_expiry ON embed_grants (expires_at);

-- What may happen once: tokens and deliveries that were taken already.
CREATE TABLE seen (
    purpose    TEXT   NOT NULL,
    id_hash    TEXT   NOT NULL,                               -- SHA-256, base64url
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (purpose, id_hash)
);

CREATE INDEX seen_by_expiry ON seen (expires_at);

ALTER TABLE charts ADD COLUMN everybody TEXT NOT NULL DEFAULT 'viewer';  -- none, viewer, editor
ALTER TABLE charts ADD COLUMN link_generation BIGINT NOT NULL DEFAULT 1; -- signed addresses of an older one are void

CREATE INDEX charts_by_site ON charts (site);

-- Whom a chart is shared with by name.
CREATE TABLE chart_people (
    chart_id TEXT   NOT NULL REFERENCES charts (id) ON DELETE CASCADE,
    account  TEXT   NOT NULL,
    role     TEXT   NOT NULL,                                 -- editor, viewer
    added_at BIGINT NOT NULL,
    PRIMARY KEY (chart_id, account)
);

CREATE INDEX chart_people_by_account ON chart_people (account);

-- Charts that run as their owner. The end of a run keeps no row.
CREATE TABLE owner_runs (
    chart_id         TEXT   NOT NULL PRIMARY KEY REFERENCES charts (id) ON DELETE CASCADE,
    audience         TEXT   NOT NULL,                         -- confluence, site, link
    confluence_sites TEXT   NOT NULL,                         -- of confluence: cloud ids, separated by one space
    until            BIGINT,                                  -- NULL: no end date
    lists            BIGINT NOT NULL,                         -- 1: the owner lets it list
    fingerprint      TEXT   NOT NULL,                         -- of what the owner confirmed
    paused_since     BIGINT,                                  -- NULL: it runs
    paused_reason    TEXT,                                    -- filter_changed, chart_changed, access_ended
    switched_on_at   BIGINT NOT NULL,
    confirmed_at     BIGINT NOT NULL
);

-- What a site's administrators forbid there. No row: nothing.
CREATE TABLE site_rules (
    site                 TEXT   NOT NULL PRIMARY KEY,
    owner_runs_forbidden BIGINT NOT NULL,
    links_forbidden      BIGINT NOT NULL,
    changed_by           TEXT   NOT NULL,
    changed_at           BIGINT NOT NULL
);

CREATE INDEX audit_by_site ON audit (site, id);
CREATE INDEX audit_by_actor ON audit (actor, id);
CREATE INDEX audit_by_subject ON audit (subject, id);
