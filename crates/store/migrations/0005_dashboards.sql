-- Many charts at one address. No reference to charts: a chart that is gone leaves its place empty.
CREATE TABLE dashboards (
    id              TEXT   NOT NULL PRIMARY KEY,
    owner           TEXT   NOT NULL,
    site            TEXT   NOT NULL,
    title           TEXT   NOT NULL,
    spec            TEXT   NOT NULL,                   -- JSON, in crates/chart's canonical form
    version         BIGINT NOT NULL,
    everybody       TEXT   NOT NULL DEFAULT 'none',    -- what everybody with access to the site may do
    link_on         BIGINT NOT NULL DEFAULT 0,         -- 1: whoever has the signed address sees it
    link_generation BIGINT NOT NULL DEFAULT 0,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    gone_at         BIGINT                             -- deleted: until then it can come back
);

CREATE INDEX dashboards_by_owner ON dashboards (owner);
CREATE INDEX dashboards_by_site ON dashboards (site);
