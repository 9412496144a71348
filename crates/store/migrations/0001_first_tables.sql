-- Portable types alone (TEXT, BIGINT), so that this text serves SQLite and PostgreSQL.
-- Every time is a BIGINT: milliseconds since 1970, UTC.
-- A shipped migration is never edited: add the next number.

-- What an account let Inlay do: one row an account.
CREATE TABLE grants (
    id                  TEXT   NOT NULL PRIMARY KEY,  -- UUID; bound into both seals
    account             TEXT   NOT NULL UNIQUE,       -- Atlassian account id
    name                TEXT   NOT NULL,
    timezone            TEXT,                         -- IANA name, where Atlassian tells it
    access_sealed       TEXT   NOT NULL,
    refresh_sealed      TEXT   NOT NULL,
    refresh_fingerprint TEXT   NOT NULL,              -- SHA-256, base64url: which token is stored
    scopes              TEXT   NOT NULL,              -- separated by one space, as OAuth writes them
    access_expires_at   BIGINT NOT NULL,
    dead_since          BIGINT,                       -- NULL: healthy
    dead_reason         TEXT,
    generation          BIGINT NOT NULL,              -- counts consents, from 1
    created_at          BIGINT NOT NULL,
    refreshed_at        BIGINT NOT NULL,
    lease_holder        TEXT,                         -- who refreshes just now
    lease_until         BIGINT
);

-- The sites a grant reaches, in Atlassian's order.
CREATE TABLE grant_sites (
    grant_id TEXT   NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    site     TEXT   NOT NULL,                         -- cloud id, UUID
    position BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    url      TEXT   NOT NULL,
    scopes   TEXT   NOT NULL,
    PRIMARY KEY (grant_id, site)
);

CREATE INDEX grant_sites_by_site ON grant_sites (site);

-- Browsers and frames that are signed in. Only the hash of the secret is here.
CREATE TABLE sessions (
    hash       TEXT   NOT NULL PRIMARY KEY,           -- SHA-256, base64url
    kind       TEXT   NOT NULL,                       -- browser, frame
    account    TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- How a consent in a popup ended, waiting for the frame that opened it.
CREATE TABLE handovers (
    frame_hash TEXT   NOT NULL PRIMARY KEY,           -- of the frame's verifier
    code_hash  TEXT,                                  -- of the one-time code, where one was posted
    outcome    TEXT   NOT NULL,                       -- authorized, cancelled, wrong_site, failed
    account    TEXT,                                  -- of authorized
    detail     TEXT,                                  -- of wrong_site: the site; of failed: the sentence
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX handovers_by_expiry ON handovers (expires_at);

-- Saved charts. No reference to grants: a chart outlives its owner's grant.
CREATE TABLE charts (
    id         TEXT   NOT NULL PRIMARY KEY,
    owner      TEXT   NOT NULL,
    site       TEXT   NOT NULL,
    title      TEXT   NOT NULL,
    spec       TEXT   NOT NULL,                       -- JSON, in crates/chart's canonical form
    version    BIGINT NOT NULL,                       -- counts saves, from 1
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX charts_by_owner ON charts (owner);

-- Who did what. Written, read, never changed.
CREATE TABLE audit (
    id      TEXT   NOT NULL PRIMARY KEY,              -- UUID version 7: sorts by time
    at      BIGINT NOT NULL,
    actor   TEXT,                                     -- account id; NULL: Inlay itself
    action  TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    site    TEXT,
    detail  TEXT   NOT NULL                           -- JSON
);

CREATE INDEX audit_by_time ON audit (at);
