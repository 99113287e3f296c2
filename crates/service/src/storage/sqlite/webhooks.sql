-- `events` is a JSON list of kinds.
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  service TEXT,
  events TEXT NOT NULL,
  secret BLOB NOT NULL,
  old_secret BLOB,
  old_until INTEGER,
  created_at INTEGER NOT NULL,
  last_delivered_at INTEGER,
  last_failure TEXT,
  failing_since INTEGER
) STRICT;

CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_time ON messages (due_at);
CREATE INDEX messages_by_webhook ON messages (webhook, due_at);
