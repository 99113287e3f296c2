-- At most one row, named as the vault is: the proxy that leads to Telegram. Sealed: its address.
CREATE TABLE proxy (
    id BLOB PRIMARY KEY NOT NULL REFERENCES vault (id),
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;
