-- Who invited; nothing for whoever runs commands on this machine. Who made the invitations of
-- before is not known, so they are over.
DELETE FROM invitations;
ALTER TABLE invitations ADD COLUMN made_by TEXT;
CREATE INDEX invitations_by_maker ON invitations (made_by);

-- Those whose maker still has the power to make them.
CREATE VIEW good_invitations AS
  SELECT invitations.* FROM invitations LEFT JOIN operators maker ON maker.id = made_by
  WHERE made_by IS NULL OR (maker.active AND NOT maker.disabled AND maker.role = 'admin');
