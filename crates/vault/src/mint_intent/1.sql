-- A minting or an import under way. Sealed: the fresh key, which can end what it began, and the
-- imported session, which is to end itself.
CREATE TABLE mint_intent (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    -- Neither for an import: its account is not here yet.
    account BLOB REFERENCES account (id) ON DELETE CASCADE,
    "grant" BLOB REFERENCES "grant" (id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    -- The hash by which Telegram's device list names it, once it does.
    authorization INTEGER,
    until INTEGER,
    begun_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL,
    CHECK ((account IS NULL) = ("grant" IS NULL))
) STRICT;
CREATE INDEX mint_intent_account ON mint_intent (account);
CREATE INDEX mint_intent_grant ON mint_intent ("grant");
