-- A sign-in that is under way. It names no account: there may be none yet.
CREATE TABLE pending_login (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    kept_at INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;
