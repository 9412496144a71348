-- Charts to begin with, kept by accounts for themselves. No reference to grants: like a chart, a
-- template outlives its owner's grant.
CREATE TABLE templates (
    id         TEXT   NOT NULL PRIMARY KEY,
    owner      TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    spec       TEXT   NOT NULL,                       -- JSON, in crates/chart's canonical form
    created_at BIGINT NOT NULL,
    UNIQUE (owner, name)
);

-- Deleted charts, for as long as their deletion can be taken back. What was shared by an address or
-- ran as its owner ended with the deletion.
CREATE TABLE deleted_charts (
    id              TEXT   NOT NULL PRIMARY KEY,
    owner           TEXT   NOT NULL,
    site            TEXT   NOT NULL,
    title           TEXT   NOT NULL,
    spec            TEXT   NOT NULL,
    version         BIGINT NOT NULL,
    everybody       TEXT   NOT NULL,
    link_generation BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    expires_at      BIGINT NOT NULL                   -- from then on it is gone for good
);

CREATE INDEX deleted_charts_by_expiry ON deleted_charts (expires_at);

CREATE TABLE deleted_chart_people (
    chart_id TEXT   NOT NULL REFERENCES deleted_charts (id) ON DELETE CASCADE,
    account  TEXT   NOT NULL,
    role     TEXT   NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (chart_id, account)
);
