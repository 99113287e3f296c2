-- The ending of a grant. Sealed: the reason, which people write.
CREATE TABLE revocation (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    "grant" BLOB NOT NULL UNIQUE REFERENCES "grant" (id) ON DELETE CASCADE,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    asked_by TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    -- Empty until the trail has its line.
    line INTEGER,
    next_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX revocation_account ON revocation (account);

CREATE TABLE revocation_step (
    revocation BLOB NOT NULL REFERENCES revocation (id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (revocation, step)
) STRICT, WITHOUT ROWID;
