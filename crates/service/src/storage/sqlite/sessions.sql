-- From links to sessions, leases, and what is to be told about them.
CREATE TABLE links (
  id TEXT PRIMARY KEY,
  token BLOB NOT NULL UNIQUE,
  grant_id TEXT UNIQUE,
  device TEXT,
  service TEXT NOT NULL REFERENCES services (id),
  expires_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX links_by_device ON links (device, service);
CREATE INDEX links_unredeemed ON links (expires_at) WHERE grant_id IS NULL;
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  grant_id TEXT NOT NULL UNIQUE,
  service TEXT NOT NULL REFERENCES services (id),
  user_id TEXT NOT NULL,
  account TEXT NOT NULL,
  device TEXT NOT NULL REFERENCES devices (id),
  reference TEXT NOT NULL,
  state TEXT NOT NULL,
  health TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id, service, id);
CREATE INDEX sessions_by_service ON sessions (service, id);
CREATE INDEX sessions_by_device ON sessions (device, id);
CREATE INDEX sessions_by_state ON sessions (state, id);
CREATE INDEX sessions_by_reference ON sessions (reference);
CREATE INDEX sessions_by_end ON sessions (expires_at) WHERE state = 'live';
CREATE TABLE envelopes (
  session TEXT PRIMARY KEY REFERENCES sessions (id),
  envelope TEXT NOT NULL
) STRICT;
CREATE TABLE leases (
  session TEXT PRIMARY KEY REFERENCES sessions (id),
  id TEXT NOT NULL UNIQUE,
  instance TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT;
