-- What was done and has no line of the trail yet, kept in the transaction that did it.
CREATE TABLE told (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reference TEXT NOT NULL
) STRICT;
