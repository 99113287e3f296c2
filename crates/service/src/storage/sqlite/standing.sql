-- Whether this database agrees with the ledger beside it: how many of its lines were applied, and
-- whether this file is a copy that was put back.
CREATE TABLE standing (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  applied INTEGER NOT NULL,
  copied INTEGER NOT NULL
) STRICT;
INSERT INTO standing (only, applied, copied) VALUES (1, 0, 0);
