-- Sign-ins that failed, by the hash of the e-mail address that was typed, whether anybody has it or
-- not: what is answered must not tell. Strangers' addresses are not kept.
CREATE TABLE attempts (
  who BLOB PRIMARY KEY,
  failures INTEGER NOT NULL,
  locked_until INTEGER,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_time ON attempts (last_at);
ALTER TABLE operators DROP COLUMN failures;
ALTER TABLE operators DROP COLUMN locked_until;
