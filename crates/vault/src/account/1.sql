-- A Telegram account that is here. Sealed: name, username, phone, what its card says, and its
-- name here.
CREATE TABLE account (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    user_id INTEGER NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('active', 'removing')),
    health TEXT NOT NULL,
    health_since INTEGER NOT NULL,
    checked_at INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;

-- Its small picture, apart from it so that listing accounts does not read pictures.
CREATE TABLE photo (
    id BLOB PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    fetched_at INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;

-- What Telegram calls the devices that the last look found.
CREATE TABLE known_devices (
    id BLOB PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    looked_at INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;

-- What Telegram gave to shorten a later sign-in.
CREATE TABLE future_token (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    received_at INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX future_token_account ON future_token (account);
