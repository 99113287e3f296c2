//! Lists as files: CSV that no spreadsheet runs, with persons and addresses masked.

/// The lines of a CSV file (RFC 4180), the first of them its columns' names.
pub struct Csv(String);

impl Csv {
    pub fn new(columns: &[&str]) -> Self {
        let mut csv = Self(String::new());
        csv.line(columns.iter().map(|column| (*column).to_owned()));
        csv
    }

    pub fn line(&mut self, cells: impl IntoIterator<Item = String>) {
        for (at, text) in cells.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            self.0.push_str(&cell(&text));
        }
        self.0.push_str("\r\n");
    }

    pub fn into_text(self) -> String {
        self.0
    }
}

/// Always quoted. What a spreadsheet would take for a formula gets an apostrophe before it, also
/// behind blanks, which some of them skip.
fn cell(text: &str) -> String {
    let formula = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%'])
        || text.starts_with(['\t', '\r', '\n']);
    let quoted = text.replace('"', "\"\"");
    if formula {
        format!("\"'{quoted}\"")
    } else {
        format!("\"{quoted}\"")
    }
}

/// `m…@lind.example`: enough to recognise a colleague.
pub fn masked_email(email: &str) -> String {
    match email.split_once('@') {
        Some((name, host)) => {
            let first: String = name.chars().take(1).collect();
            format!("{first}…@{host}")
        }
        None => "…".to_owned(),
    }
}

/// The network of an address, not the household: `192.0.2.x`, `2001:db8:1:x`.
pub fn masked_address(address: &str) -> String {
    match address.parse() {
        Ok(std::net::IpAddr::V4(address)) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.x")
        }
        Ok(std::net::IpAddr::V6(address)) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:x")
        }
        Err(_) => "…".to_owned(),
    }
}

/// `usr_…`: the first four characters of an id that a service gave to a person.
pub fn masked_id(id: &str) -> String {
    let first: String = id.chars().take(4).collect();
    format!("{first}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut csv = Csv::new(&["a"]);
        csv.line([text.to_owned()]);
        csv.into_text()
    }

    #[test]
    fn cells_are_quoted_and_lines_end_as_they_should() {
        let mut csv = Csv::new(&["a", "b"]);
        csv.line(["say \"hi\", twice\nplease".to_owned(), String::new()]);
        assert_eq!(
            csv.into_text(),
            "\"a\",\"b\"\r\n\"say \"\"hi\"\", twice\nplease\",\"\"\r\n"
        );
    }

    #[test]
    fn nothing_is_a_formula() {
        for text in [
            "=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1", "|x", "%x",
        ] {
            assert_eq!(
                written(text),
                format!("\"a\"\r\n\"'{text}\"\r\n"),
                "{text:?}"
            );
        }
        assert_eq!(written("1+1"), "\"a\"\r\n\"1+1\"\r\n");
    }

    #[test]
    fn persons_are_masked() {
        assert_eq!(masked_email("mara@lind.example"), "m…@lind.example");
        assert_eq!(masked_email("mara"), "…");
        assert_eq!(masked_address("192.0.2.17"), "192.0.2.x");
        assert_eq!(masked_address("2001:db8:1:2:3:4:5:6"), "2001:db8:1:x");
        assert_eq!(masked_address("mara"), "…");
        assert_eq!(masked_id("usr_8F21"), "usr_…");
    }
}
