-- One row: which vault this is.
CREATE TABLE vault (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    created_at INTEGER NOT NULL,
    environment TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Master keys (named, not held), wrapped copies of them, and the trail's key.
CREATE TABLE key (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('master', 'passphrase', 'kit', 'bridge', 'trail')),
    created_at INTEGER NOT NULL,
    -- of a master key
    state TEXT CHECK (state IN ('current', 'next', 'previous')),
    fingerprint BLOB CHECK (length(fingerprint) = 32),
    -- of a copy or a bridge: the master key in it, and what the key of a passphrase comes from
    master BLOB REFERENCES key (id),
    parameters BLOB,
    wrapped BLOB,
    -- of a bridge, the trail's key and the public half of a kit: what it is sealed under
    key BLOB REFERENCES key (id),
    version INTEGER,
    sealed BLOB,
    CHECK ((kind = 'master') = (state IS NOT NULL AND fingerprint IS NOT NULL)),
    CHECK ((kind IN ('passphrase', 'kit')) = (wrapped IS NOT NULL AND parameters IS NOT NULL)),
    CHECK ((kind IN ('passphrase', 'kit', 'bridge')) = (master IS NOT NULL)),
    CHECK ((kind IN ('kit', 'bridge', 'trail')) = (key IS NOT NULL AND version IS NOT NULL AND sealed IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- At most one of each state.
CREATE UNIQUE INDEX key_state ON key (state) WHERE state IS NOT NULL;
CREATE UNIQUE INDEX key_trail ON key (kind) WHERE kind = 'trail';
