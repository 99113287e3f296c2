-- What a person allowed one service. Sealed: what the service is called and for whom it asked.
CREATE TABLE "grant" (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- None when the envelope went to a file.
    platform BLOB REFERENCES platform (id),
    service BLOB NOT NULL CHECK (length(service) = 16),
    state TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER,
    ended_at INTEGER,
    -- The hash by which Telegram's device list names the minted authorization.
    authorization INTEGER,
    session BLOB CHECK (length(session) = 16),
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX grant_account ON "grant" (account);
CREATE INDEX grant_platform ON "grant" (platform);
