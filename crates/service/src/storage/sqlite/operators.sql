-- Support staff. `email_key` is the address in lower case: nobody has it twice.
CREATE TABLE operators (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  password TEXT NOT NULL,
  totp BLOB NOT NULL,
  last_step INTEGER,
  active INTEGER NOT NULL DEFAULT 0,
  disabled INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  created_at INTEGER NOT NULL,
  last_login_at INTEGER
) STRICT;

-- `operator` is whom it is for, or who took it and has not sent a code yet.
CREATE TABLE invitations (
  digest BLOB PRIMARY KEY,
  role TEXT NOT NULL,
  operator TEXT,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE families (
  id TEXT PRIMARY KEY,
  operator TEXT NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
  newest INTEGER NOT NULL,
  rotated_at INTEGER NOT NULL,
  ended INTEGER NOT NULL
) STRICT;
CREATE INDEX families_by_operator ON families (operator);
