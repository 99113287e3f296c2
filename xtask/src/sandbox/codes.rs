//! The codes that were told already, so that each is told once.

use std::collections::BTreeMap;

use serde_json::Value;

/// Under which name control has it, and what a person calls it.
const KINDS: [(&str, &str); 2] = [("code", "code"), ("emailCode", "e-mail code")];

#[derive(Default)]
pub struct Codes {
    told: BTreeMap<(String, &'static str), String>,
}

impl Codes {
    /// A line for each code that has come since the last look.
    pub fn new_in(&mut self, accounts: &Value) -> Vec<String> {
        let mut lines = Vec::new();
        for account in accounts.as_array().into_iter().flatten() {
            let phone = account["phone"].as_str().unwrap_or_default();
            for (key, name) in KINDS {
                let Some(code) = account[key].as_str() else {
                    continue;
                };
                let before = self.told.insert((phone.to_owned(), key), code.to_owned());
                if before.as_deref() != Some(code) {
                    lines.push(format!("    +{phone}  {name} {code}"));
                }
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Codes;

    #[test]
    fn each_code_is_told_once() {
        let mut codes = Codes::default();
        let none = json!([{ "phone": "1", "code": null, "emailCode": null }]);
        let one = json!([{ "phone": "1", "code": "11111", "emailCode": null }]);
        let next = json!([{ "phone": "1", "code": "22222", "emailCode": "333" }]);
        assert_eq!(codes.new_in(&none), [""; 0]);
        assert_eq!(codes.new_in(&one), ["    +1  code 11111"]);
        assert_eq!(codes.new_in(&one), [""; 0]);
        assert_eq!(
            codes.new_in(&next),
            ["    +1  code 22222", "    +1  e-mail code 333"]
        );
    }
}
