//! Looking at everything, beside the work.

use signet_contract::ids::AccountId;
use uuid::Uuid;

use super::{
    Store, check,
    column::Id,
    desk::{Desk, Sealed, SealedTable},
    shared::Closing,
    tables,
};
use crate::Error;

/// A row whose secret does not open: damaged, or put where it does not belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadableRow {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub row: Uuid,
}

impl Store {
    /// Checks every page of the database and opens every secret in it. [`Error::Damaged`] if the
    /// file itself is broken; otherwise the rows that do not open, none in a whole vault.
    ///
    /// It takes longer the more there is, so a start does not wait for it: the shell calls it
    /// once the accounts are on the screen. The trail has a check of its own
    /// ([`Activity::verify`](crate::Activity::verify)).
    pub async fn examine(&self) -> Result<Vec<UnreadableRow>, Error> {
        let closing = self.core.closing();
        self.core
            .read(move |desk| {
                check::all(desk.sql)?;
                let mut unreadable = Vec::new();
                for table in tables::ALL {
                    examine_table(desk, table, &closing, &mut unreadable)?;
                }
                Ok(unreadable)
            })
            .await
    }
}

fn examine_table(
    desk: &Desk<'_>,
    table: &SealedTable,
    closing: &Closing,
    unreadable: &mut Vec<UnreadableRow>,
) -> Result<(), Error> {
    let mut query = desk.sql.prepare(&format!(
        "SELECT id, {} AS account, key, version, sealed FROM \"{}\" WHERE {}",
        table.account, table.name, table.only
    ))?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        closing.not_yet()?;
        let Id(id) = row.get::<_, Id<Uuid>>("id")?;
        let account: Option<Id<AccountId>> = row.get("account")?;
        let account = account.map(|account| account.0);
        if desk
            .open(table, id, account, &Sealed::from_row(row)?)
            .is_err()
        {
            unreadable.push(UnreadableRow {
                table: table.name,
                row: id,
            });
        }
    }
    Ok(())
}
