//! What may be wrapped around a call: layer, introduction, order, no updates.

use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable};
use tl::functions::{
    InitConnection, InvokeAfterMsg, InvokeAfterMsgs, InvokeWithLayer, InvokeWithoutUpdates,
};

use crate::messages::body;
use crate::messages::inbound::Turn;
use crate::rpc::error::RpcError;
use crate::rpc::layers::SERVED;
use crate::world::keys::Client;

/// Of one request, unpacked. TL nests without end and is read by recursion: what is longer could
/// need more than [`crate::sandbox::STACK`].
const LARGEST: usize = 64 * 1024;
/// Around one call. Clients use three or four.
const MOST_WRAPPERS: usize = 16;

#[derive(Default)]
pub(crate) struct Envelope {
    layer: Option<i32>,
    introduction: Option<InitConnection<Rest>>,
    without_updates: bool,
    pub(crate) query: Vec<u8>,
}

/// The bytes of a query that is not yet known.
pub(crate) struct Rest(Vec<u8>);

impl Deserializable for Rest {
    fn deserialize(cursor: &mut Cursor<'_>) -> tl::deserialize::Result<Self> {
        let mut rest = Vec::new();
        cursor.read_to_end(&mut rest)?;
        Ok(Self(rest))
    }
}

impl Envelope {
    pub(crate) fn open(body: &[u8]) -> Result<Self, RpcError> {
        if body.len() > LARGEST {
            return Err(RpcError::bad("INPUT_REQUEST_TOO_LONG"));
        }
        let mut envelope = Self {
            query: body.to_vec(),
            ..Self::default()
        };
        for _ in 0..=MOST_WRAPPERS {
            let Some(inner) = envelope.unwrapped()? else {
                return Ok(envelope);
            };
            envelope.query = inner.0;
        }
        Err(RpcError::bad("INPUT_FETCH_ERROR"))
    }

    fn unwrapped(&mut self) -> Result<Option<Rest>, RpcError> {
        let body = self.query.get(4..).unwrap_or_default();
        let inner = match body::constructor(&self.query) {
            InvokeWithLayer::<Rest>::CONSTRUCTOR_ID => {
                let wrapper: InvokeWithLayer<Rest> = read(body)?;
                self.layer = Some(wrapper.layer);
                wrapper.query
            }
            InitConnection::<Rest>::CONSTRUCTOR_ID => {
                let mut wrapper: InitConnection<Rest> = read(body)?;
                let inner = std::mem::replace(&mut wrapper.query, Rest(Vec::new()));
                self.introduction = Some(wrapper);
                inner
            }
            InvokeWithoutUpdates::<Rest>::CONSTRUCTOR_ID => {
                self.without_updates = true;
                read::<InvokeWithoutUpdates<Rest>>(body)?.query
            }
            // Calls are done in the order they come, which is what these ask for.
            InvokeAfterMsg::<Rest>::CONSTRUCTOR_ID => read::<InvokeAfterMsg<Rest>>(body)?.query,
            InvokeAfterMsgs::<Rest>::CONSTRUCTOR_ID => read::<InvokeAfterMsgs<Rest>>(body)?.query,
            _ => return Ok(None),
        };
        Ok(Some(inner))
    }

    /// Remembers what the client said of itself, with the key and in the device list.
    pub(crate) fn introduce(&self, turn: &mut Turn<'_>) -> Result<(), RpcError> {
        if let Some(layer) = self.layer.filter(|layer| !SERVED.contains(layer)) {
            let message = format!("SANDBOX_LAYER_{layer}_NOT_SERVED");
            return Err(RpcError::new(400, message));
        }
        let api_id = turn.world.api.id;
        let Some(key) = turn.world.keys.get_mut(turn.key) else {
            return Err(RpcError::internal());
        };
        if let Some(live) = key.live.get_mut(&turn.peer.connection) {
            live.updates |= !self.without_updates;
        }
        if let Some(introduction) = &self.introduction {
            if introduction.api_id != api_id {
                return Err(RpcError::bad("API_ID_INVALID"));
            }
            let known = key.client.as_ref().map(|client| client.layer);
            let Some(layer) = self.layer.or(known) else {
                return Err(RpcError::bad("CONNECTION_LAYER_INVALID"));
            };
            let client = Client {
                layer,
                api_id,
                device_model: introduction.device_model.clone(),
                system_version: introduction.system_version.clone(),
                app_version: introduction.app_version.clone(),
            };
            key.client = Some(client.clone());
            let login = key.login;
            turn.world.reintroduce(login, &client);
        } else if let (Some(layer), Some(client)) = (self.layer, &mut key.client) {
            client.layer = layer;
        }
        Ok(())
    }
}

fn read<T: Deserializable>(body: &[u8]) -> Result<T, RpcError> {
    T::from_bytes(body).map_err(|_| RpcError::bad("INPUT_FETCH_ERROR"))
}
