-- Who may speak to the platform: services, their keys and cards, devices, and what was revoked.
-- What is searched by has a column; the rest stands in the body as JSON.
CREATE TABLE services (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  service TEXT NOT NULL REFERENCES services (id),
  prefix TEXT NOT NULL,
  hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT;
CREATE INDEX api_keys_by_service ON api_keys (service, id);
CREATE TABLE cards (
  hash BLOB PRIMARY KEY,
  service TEXT NOT NULL REFERENCES services (id),
  key_id TEXT NOT NULL,
  card TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cards_by_service ON cards (service, issued_at);
CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  disabled INTEGER NOT NULL,
  last_seen_at INTEGER,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE assertions (
  device TEXT NOT NULL,
  jti TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (device, jti)
) STRICT, WITHOUT ROWID;
CREATE INDEX assertions_by_end ON assertions (until);
CREATE TABLE revoked (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT;
