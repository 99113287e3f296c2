-- The description of a service as it was consented to, and its pinned identity key. Sealed, so
-- that nobody can swap them.
CREATE TABLE service_card (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    -- None for a card that came as a file.
    platform BLOB REFERENCES platform (id) ON DELETE CASCADE,
    service BLOB NOT NULL CHECK (length(service) = 16),
    kept_at INTEGER NOT NULL,
    key BLOB NOT NULL REFERENCES key (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sealed BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX service_card_service ON service_card (ifnull(platform, x''), service);
