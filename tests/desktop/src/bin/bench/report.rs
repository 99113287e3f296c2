//! The table, `bench.json` and `bench.svg`.

use std::{fmt::Write, fs};

use serde_json::json;
use signet_test_desktop::{Trouble, target_folder};

/// One measurement.
pub struct Row {
    pub what: &'static str,
    pub unit: &'static str,
    pub signet: f64,
    /// What it is compared with, in the same run; nothing for a figure that only informs.
    pub against: Option<Against>,
}

/// The other side.
pub struct Against {
    pub what: &'static str,
    pub value: f64,
    pub budget: Budget,
}

/// What is allowed of the ratio of Signet to the other side.
#[derive(Clone, Copy)]
pub enum Budget {
    /// Of a cost.
    AtMost(f64),
    /// Of a rate.
    AtLeast(f64),
}

impl Budget {
    fn edge(self) -> f64 {
        match self {
            Self::AtMost(edge) | Self::AtLeast(edge) => edge,
        }
    }

    fn sign(self) -> char {
        match self {
            Self::AtMost(_) => '≤',
            Self::AtLeast(_) => '≥',
        }
    }
}

impl Row {
    /// A figure without another side.
    pub fn figure(what: &'static str, unit: &'static str, value: f64) -> Self {
        Self {
            what,
            unit,
            signet: value,
            against: None,
        }
    }

    fn against(&self) -> Option<&Against> {
        self.against.as_ref()
    }

    fn ratio(&self, against: &Against) -> f64 {
        self.signet / against.value
    }

    fn holds(&self, against: &Against) -> bool {
        match against.budget {
            Budget::AtMost(edge) => self.ratio(against) <= edge,
            Budget::AtLeast(edge) => self.ratio(against) >= edge,
        }
    }

    fn verdict(&self, against: &Against) -> &'static str {
        match (self.holds(against), against.budget) {
            (true, _) => "within",
            (false, Budget::AtMost(_)) => "OVER BUDGET",
            (false, Budget::AtLeast(_)) => "UNDER BUDGET",
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
        "{:44} {:>14} {:>14} {:>7} {:>9}",
        "", "signet", "other side", "ratio", "budget"
    );
    for row in rows {
        print!("{:44} {:>10.1} {:3}", row.what, row.signet, row.unit);
        match &row.against {
            Some(against) => println!(
                " {:>10.1} {:3} {:>6.2}× {} {:>5.2}×  {} ({})",
                against.value,
                row.unit,
                row.ratio(against),
                against.budget.sign(),
                against.budget.edge(),
                row.verdict(against),
                against.what
            ),
            None => println!(),
        }
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
            let mut json = json!({
                "what": row.what,
                "unit": row.unit,
                "signet": row.signet,
            });
            if let Some(against) = &row.against {
                json["against"] = against.what.into();
                json["other"] = against.value.into();
                json["ratio"] = row.ratio(against).into();
                json["budget"] = against.budget.edge().into();
                json["atLeast"] = matches!(against.budget, Budget::AtLeast(_)).into();
                json["holds"] = row.holds(against).into();
            }
            json
        })
        .collect()
}

/// One bar a comparison, a line at its budget; 1 is the other side.
fn svg(rows: &[Row]) -> String {
    const SCALE: f64 = 260.0;
    let compared = || {
        let both = |row| Some((row, Row::against(row)?));
        rows.iter().filter_map(both)
    };
    let height = compared().count() * 56 + 16;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 560 {height}\" \
         font-family=\"Inter, sans-serif\" font-size=\"13\">\n\
         <rect width=\"560\" height=\"{height}\" fill=\"#F6F3EC\"/>\n"
    );
    for (place, (row, against)) in (0u32..).zip(compared()) {
        let top = place * 56 + 16;
        let budget = against.budget;
        // A bar that is too long for the picture says so in its text.
        let ratio = (row.ratio(against) * SCALE).min(528.0);
        let fill = if row.holds(against) {
            "#A87A22"
        } else {
            "#B3261E"
        };
        let _ = write!(
            text,
            "<text x=\"16\" y=\"{}\" fill=\"#141B28\">{}: {:.2}× ({} {:.2}×)</text>\n\
             <rect x=\"16\" y=\"{}\" width=\"{ratio:.1}\" height=\"14\" rx=\"3\" fill=\"{fill}\"/>\n\
             <rect x=\"{:.1}\" y=\"{}\" width=\"2\" height=\"22\" fill=\"#141B28\"/>\n",
            top + 12,
            row.what,
            row.ratio(against),
            budget.sign(),
            budget.edge(),
            top + 22,
            16.0 + budget.edge() * SCALE,
            top + 18,
        );
    }
    text.push_str("</svg>\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(signet: f64, budget: Budget) -> Row {
        let against = Against {
            what: "an empty window",
            value: 100.0,
            budget,
        };
        Row {
            against: Some(against),
            ..Row::figure("start", "ms", signet)
        }
    }

    fn holds(row: &Row) -> bool {
        row.holds(row.against().unwrap())
    }

    #[test]
    fn a_budget_is_held_up_to_its_edge() {
        assert!(holds(&row(125.0, Budget::AtMost(1.25))));
        assert!(!holds(&row(126.0, Budget::AtMost(1.25))));
        assert!(holds(&row(80.0, Budget::AtLeast(0.8))));
        assert!(!holds(&row(79.0, Budget::AtLeast(0.8))));
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![9.0, 1.0, 5.0]), 5.0);
    }

    #[test]
    fn a_broken_budget_is_said_and_drawn() {
        let rows = [row(200.0, Budget::AtMost(1.25))];
        assert_eq!(json(&rows)[0]["holds"], false);
        assert!(svg(&rows).contains("#B3261E"));
        assert_eq!(rows[0].verdict(rows[0].against().unwrap()), "OVER BUDGET");
    }

    #[test]
    fn a_figure_has_no_bar_and_no_verdict() {
        let rows = [Row::figure("unlock", "ms", 3.0)];
        assert_eq!(json(&rows)[0].get("holds"), None);
        assert!(!svg(&rows).contains("unlock"));
    }
}
