-- Signet's own authorization for an account: the current one, and an older one that still lives
-- because the current one is too young to end others.
CREATE TABLE home_session (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('current', 'former')),
    since INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX home_session_current ON home_session (account) WHERE role = 'current';
CREATE INDEX home_session_account ON home_session (account);
