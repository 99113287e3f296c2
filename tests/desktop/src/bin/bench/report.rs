//! The table, `bench.json` and `bench.svg`.

use std::{fmt::Write, fs};

use serde_json::json;
use signet_test_desktop::{Trouble, target_folder};

/// Both sides of one measurement.
pub struct Row {
    pub what: &'static str,
    pub unit: &'static str,
    pub signet: f64,
    pub empty: f64,
    /// The largest ratio that is allowed.
    pub budget: f64,
}

impl Row {
    fn ratio(&self) -> f64 {
        self.signet / self.empty
    }

    fn holds(&self) -> bool {
        self.ratio() <= self.budget
    }

    fn verdict(&self) -> &'static str {
        if self.holds() {
            "within"
        } else {
            "OVER BUDGET"
        }
    }
}

/// The middle of an odd number of measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

pub fn publish(rows: &[Row]) -> Result<(), Trouble> {
    println!(
        "{:36} {:>12} {:>12} {:>7} {:>8}",
        "", "signet", "empty window", "ratio", "budget"
    );
    for row in rows {
        println!(
            "{:36} {:>8.1} {:3} {:>8.1} {:3} {:>6.2}× {:>7.2}×  {}",
            row.what,
            row.signet,
            row.unit,
            row.empty,
            row.unit,
            row.ratio(),
            row.budget,
            row.verdict()
        );
    }
    let folder = target_folder()?.join("bench");
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|source| Trouble::Io {
                doing: format!("writing {}", path.display()),
                source,
            })?;
        println!("{}", path.display());
        Ok(())
    };
    write("bench.json", format!("{:#}\n", json(rows)))?;
    write("bench.svg", svg(rows))
}

fn json(rows: &[Row]) -> serde_json::Value {
    rows.iter()
        .map(|row| {
            json!({
                "what": row.what,
                "unit": row.unit,
                "signet": row.signet,
                "emptyWindow": row.empty,
                "ratio": row.ratio(),
                "budget": row.budget,
                "holds": row.holds(),
            })
        })
        .collect()
}

/// One bar a row, a line at its budget; 1 is the empty window.
fn svg(rows: &[Row]) -> String {
    const SCALE: f64 = 260.0;
    let height = rows.len() * 56 + 16;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 560 {height}\" \
         font-family=\"Inter, sans-serif\" font-size=\"13\">\n\
         <rect width=\"560\" height=\"{height}\" fill=\"#F6F3EC\"/>\n"
    );
    for (place, row) in (0u32..).zip(rows) {
        let top = place * 56 + 16;
        let (ratio, budget) = (row.ratio() * SCALE, row.budget * SCALE);
        let fill = if row.holds() { "#A87A22" } else { "#B3261E" };
        let _ = write!(
            text,
            "<text x=\"16\" y=\"{}\" fill=\"#141B28\">{}: {:.2}× of {:.2}×</text>\n\
             <rect x=\"16\" y=\"{}\" width=\"{ratio:.1}\" height=\"14\" rx=\"3\" fill=\"{fill}\"/>\n\
             <rect x=\"{:.1}\" y=\"{}\" width=\"2\" height=\"22\" fill=\"#141B28\"/>\n",
            top + 12,
            row.what,
            row.ratio(),
            row.budget,
            top + 22,
            16.0 + budget,
            top + 18,
        );
    }
    text.push_str("</svg>\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(signet: f64) -> Row {
        Row {
            what: "start",
            unit: "ms",
            signet,
            empty: 100.0,
            budget: 1.25,
        }
    }

    #[test]
    fn a_budget_is_held_up_to_its_edge() {
        assert!(row(125.0).holds());
        assert!(!row(126.0).holds());
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![9.0, 1.0, 5.0]), 5.0);
    }

    #[test]
    fn a_broken_budget_is_said_and_drawn() {
        let rows = [row(200.0)];
        assert_eq!(json(&rows)[0]["holds"], false);
        assert!(svg(&rows).contains("#B3261E"));
        assert_eq!(rows[0].verdict(), "OVER BUDGET");
    }
}
