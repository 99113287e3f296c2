-- The audit trail. Everything that is searched by is read from the event itself: a second copy
-- in columns could say something else.
CREATE TABLE trail (
    sequence INTEGER PRIMARY KEY NOT NULL CHECK (sequence > 0),
    event BLOB NOT NULL,
    link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;

-- At most one row: the last line that was pruned.
CREATE TABLE trail_anchor (
    one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;
