//! Lists in pages: how much, from where on, and where the next page begins.

use std::{fmt::Display, str::FromStr};

use signet_contract::platform::Page;

use crate::{Error, Refused};

const USUAL: u16 = 50;
const MOST: u16 = 200;

/// What a caller asked for. A cursor is the id of the last item that was shown.
pub struct Asked<I> {
    before: Option<I>,
    limit: u16,
}

impl<I: FromStr + Copy> Asked<I> {
    pub fn new(limit: Option<u16>, cursor: Option<&str>) -> Result<Self, Error> {
        let limit = limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(Refused::field("limit", "1 to 200").into());
        }
        let before = cursor.map(str::parse).transpose();
        let wrong = |_| Refused::field("cursor", "not the cursor of an earlier page");
        Ok(Self {
            before: before.map_err(wrong)?,
            limit,
        })
    }

    /// Only what comes after this in the list.
    pub fn before(&self) -> Option<I> {
        self.before
    }

    /// One more than fits, so that a full page knows whether there is another one.
    pub fn fetch(&self) -> u16 {
        self.limit + 1
    }

    /// The page of what was fetched.
    pub fn page<T, D: Display>(&self, mut items: Vec<T>, id: impl Fn(&T) -> D) -> Page<T> {
        let more = items.len() > usize::from(self.limit);
        items.truncate(self.limit.into());
        let last = items.last().filter(|_| more);
        Page {
            next_cursor: last.map(|item| id(item).to_string()),
            items,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(limit: Option<u16>, cursor: Option<&str>) -> Result<Asked<u32>, Error> {
        Asked::new(limit, cursor)
    }

    #[test]
    fn a_full_page_names_the_next_one_and_the_last_does_not() {
        let asked = asked(Some(2), Some("9")).unwrap();
        assert_eq!((asked.before(), asked.fetch()), (Some(9), 3));
        let page = asked.page(vec![8, 7, 6], |id| *id);
        assert_eq!(
            (page.items, page.next_cursor),
            (vec![8, 7], Some("7".to_owned()))
        );
        let page = asked.page(vec![8, 7], |id| *id);
        assert_eq!((page.items, page.next_cursor), (vec![8, 7], None));
        assert_eq!(asked.page(Vec::<u32>::new(), |id| *id).next_cursor, None);
    }

    #[test]
    fn odd_limits_and_cursors_are_refused() {
        assert!(asked(Some(0), None).is_err());
        assert!(asked(Some(201), None).is_err());
        assert!(asked(None, Some("x")).is_err());
        assert!(asked(None, None).is_ok());
    }
}
