-- A platform that was consented to. Sealed, so that nobody can swap them: its pinned keys.
CREATE TABLE platform (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    origin TEXT NOT NULL UNIQUE,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;

-- This installation's own signing key at a platform.
CREATE TABLE device_key (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    platform BLOB NOT NULL UNIQUE REFERENCES platform (id) ON DELETE CASCADE,
    enrolled_at INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;
