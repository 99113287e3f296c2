//! Which licences may come in. The list is `deny.toml`'s, so that there is only one.

use spdx::{Expression, LicenseReq, ParseMode};

/// The licences that any dependency may have, and those that a single crate may.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    everybody: Vec<String>,
    exceptions: Vec<(String, String)>,
}

impl Allowed {
    pub fn read(deny: &str) -> Result<Self, toml::de::Error> {
        let deny: toml::Table = deny.parse()?;
        let licences = deny.get("licenses").and_then(toml::Value::as_table);
        let list = |table: Option<&toml::Table>| -> Vec<String> {
            let values = table.and_then(|table| table.get("allow")?.as_array());
            let values = values.into_iter().flatten();
            values
                .filter_map(|one| one.as_str().map(str::to_owned))
                .collect()
        };
        let exceptions = licences.and_then(|table| table.get("exceptions")?.as_array());
        let exceptions = exceptions
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_table);
        Ok(Self {
            everybody: list(licences),
            exceptions: exceptions
                .flat_map(|exception| {
                    let name = ["crate", "name"]
                        .iter()
                        .find_map(|key| exception.get(*key)?.as_str());
                    let name = name.unwrap_or_default().to_owned();
                    list(Some(exception))
                        .into_iter()
                        .map(move |licence| (name.clone(), licence))
                })
                .collect(),
        })
    }

    pub fn is_empty(&self) -> bool {
        self.everybody.is_empty()
    }

    /// Whether a crate with this licence expression may be used.
    pub fn admits(&self, name: &str, expression: &str) -> bool {
        let Ok(expression) = Expression::parse_mode(expression, ParseMode::LAX) else {
            return false;
        };
        expression.evaluate(|licence| self.has(name, licence))
    }

    fn has(&self, name: &str, licence: &LicenseReq) -> bool {
        let licence = licence.to_string();
        let excepted = self.exceptions.iter();
        self.everybody.contains(&licence)
            || excepted
                .into_iter()
                .any(|(one, allowed)| one == name && *allowed == licence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed() -> Allowed {
        Allowed::read(
            r#"
            [licenses]
            allow = ["MIT", "Apache-2.0 WITH LLVM-exception"]
            [[licenses.exceptions]]
            crate = "odd"
            allow = ["MPL-2.0"]
            "#,
        )
        .unwrap()
    }

    #[test]
    fn one_allowed_choice_is_enough() {
        assert!(allowed().admits("any", "GPL-3.0-only OR MIT"));
        assert!(allowed().admits("any", "Unlicense/MIT"));
        assert!(allowed().admits("any", "Apache-2.0 WITH LLVM-exception"));
    }

    #[test]
    fn every_demand_must_be_allowed() {
        for refused in [
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "Apache-2.0",
            "",
            "my own",
        ] {
            assert!(!allowed().admits("any", refused), "{refused}");
        }
    }

    #[test]
    fn an_exception_is_for_its_crate_alone() {
        assert!(allowed().admits("odd", "MPL-2.0"));
        assert!(!allowed().admits("even", "MPL-2.0"));
    }
}
