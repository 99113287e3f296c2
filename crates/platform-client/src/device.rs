//! A person's installation of Signet at one platform.

mod enrolled;
mod visit;

pub use self::{
    enrolled::{Delivery, EnrolledDevice},
    visit::{Request, Visit},
};
