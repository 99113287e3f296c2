-- The separate authorization of a grant, until it is shredded. Named for its grant.
CREATE TABLE minted_session (
    id BLOB PRIMARY KEY NOT NULL REFERENCES "grant" (id) ON DELETE CASCADE,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    minted_at INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX minted_session_account ON minted_session (account);
