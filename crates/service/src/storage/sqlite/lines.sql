-- The trail. What is searched by stands beside the event, but only the event is chained.
CREATE TABLE lines (
  sequence INTEGER PRIMARY KEY,
  event BLOB NOT NULL,
  link BLOB NOT NULL,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL
) STRICT;
CREATE INDEX lines_by_subject ON lines (subject, sequence);
