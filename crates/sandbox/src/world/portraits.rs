//! Profile photos: three portraits, drawn for this crate, each kept on one DC.

use grammers_tl_types as tl;
use serde::{Deserialize, Serialize};

use crate::random;
use crate::world::Dc;

/// One size serves as small and big.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Portrait {
    Dawn,
    Lake,
    Moss,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Photo {
    pub(crate) id: i64,
    pub(crate) dc: u8,
    portrait: Portrait,
}

impl Photo {
    /// Away from the home DC when there is another, so that clients must go and fetch it.
    pub(crate) fn new(portrait: Portrait, home: u8, dcs: &[Dc]) -> Self {
        let away = dcs.iter().map(|dc| dc.id).find(|dc| *dc != home);
        Self {
            id: random::id(),
            dc: away.unwrap_or(home),
            portrait,
        }
    }

    pub(crate) fn bytes(self) -> &'static [u8] {
        match self.portrait {
            Portrait::Dawn => include_bytes!("../../portraits/dawn.jpg"),
            Portrait::Lake => include_bytes!("../../portraits/lake.jpg"),
            Portrait::Moss => include_bytes!("../../portraits/moss.jpg"),
        }
    }

    pub(crate) fn shown(self) -> tl::enums::UserProfilePhoto {
        tl::enums::UserProfilePhoto::Photo(tl::types::UserProfilePhoto {
            has_video: false,
            personal: false,
            photo_id: self.id,
            stripped_thumb: None,
            dc_id: i32::from(self.dc),
        })
    }
}
