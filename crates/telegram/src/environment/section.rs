//! One table of a TOML file, taken apart key by key, each with its line.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::Problem;
use crate::Error;

/// How much of an unknown key is repeated.
const MAX_KEY: usize = 40;

/// A table whose keys are taken one by one.
pub(super) struct Section<'t> {
    text: &'t str,
    line: usize,
    rest: DeTable<'t>,
}

/// A value and its line.
pub(super) struct Found<T> {
    pub(super) value: T,
    pub(super) line: usize,
}

impl<T> Found<T> {
    pub(super) fn wrong(&self, problem: Problem) -> Error {
        wrong(self.line, problem)
    }
}

impl<'t> Section<'t> {
    /// The whole file.
    pub(super) fn parse(text: &'t str) -> Result<Self, Error> {
        match DeTable::parse(text) {
            Ok(table) => Ok(Self {
                text,
                line: 1,
                rest: table.into_inner(),
            }),
            Err(error) => Err(Error::Environment {
                line: error.span().map(|span| line_at(text, &span)),
                problem: Problem::Syntax(error.message().to_owned()),
            }),
        }
    }

    /// Refuses every key but these. Asked first: a misspelt key is then called that, not missing.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Error> {
        let unknown = self
            .rest
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()));
        let first = unknown.min_by_key(|key| key.span().start);
        first.map_or(Ok(()), |key| {
            let name = key.get_ref().chars().take(MAX_KEY).collect();
            Err(wrong(
                line_at(self.text, &key.span()),
                Problem::UnknownKey(name),
            ))
        })
    }

    /// A problem with the table as a whole.
    pub(super) fn wrong(&self, problem: Problem) -> Error {
        wrong(self.line, problem)
    }

    fn take(&mut self, key: &'static str) -> Option<Found<DeValue<'t>>> {
        let value = self.rest.remove(key)?;
        let line = line_at(self.text, &value.span());
        Some(Found {
            value: value.into_inner(),
            line,
        })
    }

    fn need(&mut self, key: &'static str) -> Result<Found<DeValue<'t>>, Error> {
        self.take(key)
            .ok_or_else(|| self.wrong(Problem::Missing(key)))
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, key: &'static str) -> Result<Found<String>, Error> {
        let found = self.need(key)?;
        let DeValue::String(text) = &found.value else {
            return Err(found.wrong(Problem::Type {
                key,
                wanted: "a text",
            }));
        };
        Ok(Found {
            value: text.clone().into_owned(),
            line: found.line,
        })
    }

    /// True or false, and must be there.
    pub(super) fn truth(&mut self, key: &'static str) -> Result<bool, Error> {
        let found = self.need(key)?;
        let DeValue::Boolean(truth) = found.value else {
            return Err(found.wrong(Problem::Type {
                key,
                wanted: "true or false",
            }));
        };
        Ok(truth)
    }

    /// A whole number between these, if it is there.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        low: u64,
        high: u64,
    ) -> Result<Option<u64>, Error> {
        let Some(found) = self.take(key) else {
            return Ok(None);
        };
        let DeValue::Integer(number) = &found.value else {
            return Err(found.wrong(Problem::Type {
                key,
                wanted: "a whole number",
            }));
        };
        u64::from_str_radix(number.as_str(), number.radix())
            .ok()
            .filter(|number| (low..=high).contains(number))
            .map(Some)
            .ok_or_else(|| found.wrong(Problem::Range { key, low, high }))
    }

    /// A positive number of this type, and must be there.
    pub(super) fn id<N: TryFrom<u64>>(
        &mut self,
        key: &'static str,
        high: N,
    ) -> Result<Found<N>, Error>
    where
        u64: TryFrom<N>,
    {
        let line = self.line_of(key);
        let high = u64::try_from(high).unwrap_or(u64::MAX);
        let number = self
            .number(key, 1, high)?
            .ok_or_else(|| self.wrong(Problem::Missing(key)))?;
        match N::try_from(number) {
            Ok(value) => Ok(Found { value, line }),
            Err(_) => Err(self.wrong(Problem::Range { key, low: 1, high })),
        }
    }

    /// A table, if it is there.
    pub(super) fn section(&mut self, key: &'static str) -> Result<Option<Self>, Error> {
        let Some(Found { value, line }) = self.take(key) else {
            return Ok(None);
        };
        let DeValue::Table(rest) = value else {
            return Err(wrong(
                line,
                Problem::Type {
                    key,
                    wanted: "a table",
                },
            ));
        };
        Ok(Some(Self {
            text: self.text,
            line,
            rest,
        }))
    }

    /// The tables of an array, one at least.
    pub(super) fn sections(&mut self, key: &'static str, max: usize) -> Result<Vec<Self>, Error> {
        const TYPE: &str = "a list of tables";
        let Found { value, line } = self.need(key)?;
        let DeValue::Array(values) = value else {
            return Err(wrong(line, Problem::Type { key, wanted: TYPE }));
        };
        if values.is_empty() {
            return Err(wrong(line, Problem::Missing(key)));
        }
        let mut sections = Vec::new();
        for value in values {
            let line = line_at(self.text, &value.span());
            let DeValue::Table(rest) = value.into_inner() else {
                return Err(wrong(line, Problem::Type { key, wanted: TYPE }));
            };
            let section = Self {
                text: self.text,
                line,
                rest,
            };
            if sections.len() == max {
                return Err(section.wrong(Problem::TooMany { key, max }));
            }
            sections.push(section);
        }
        Ok(sections)
    }

    fn line_of(&self, key: &str) -> usize {
        self.rest
            .get(key)
            .map_or(self.line, |value| line_at(self.text, &value.span()))
    }
}

pub(super) fn wrong(line: usize, problem: Problem) -> Error {
    Error::Environment {
        line: Some(line),
        problem,
    }
}

/// The line, from 1, in which this stretch of text begins.
fn line_at(text: &str, span: &Range<usize>) -> usize {
    let before = text.as_bytes().get(..span.start).unwrap_or_default();
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}
