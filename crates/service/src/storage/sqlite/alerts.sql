CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  times INTEGER NOT NULL,
  reference TEXT NOT NULL,
  session TEXT,
  service TEXT,
  raised_at INTEGER NOT NULL,
  claimed_by TEXT,
  claimed_at INTEGER,
  settled_by TEXT,
  settled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX alerts_open ON alerts (kind, about) WHERE settled_at IS NULL;

-- Where services called from.
CREATE TABLE service_addresses (
  service TEXT NOT NULL,
  network TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  PRIMARY KEY (service, network)
) STRICT, WITHOUT ROWID;
