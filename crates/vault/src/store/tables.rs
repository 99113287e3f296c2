//! Every table that holds secrets: what a rotation and the examination go through.

use super::desk::SealedTable;
use crate::trail;

pub(crate) const ALL: &[&SealedTable] = &[&trail::KEY];
