-- What waits to be handed to a platform; after that, its receipt.
CREATE TABLE outbox (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    platform BLOB NOT NULL REFERENCES platform (id),
    -- None for a refusal: nothing was granted.
    account BLOB REFERENCES account (id) ON DELETE CASCADE,
    "grant" BLOB REFERENCES "grant" (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    delivered_at INTEGER,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL,
    CHECK ((account IS NULL) = ("grant" IS NULL))
) STRICT;
CREATE UNIQUE INDEX outbox_envelope ON outbox ("grant") WHERE kind = 'envelope';
CREATE INDEX outbox_due ON outbox (next_at) WHERE delivered_at IS NULL;
CREATE INDEX outbox_account ON outbox (account);
CREATE INDEX outbox_platform ON outbox (platform);
