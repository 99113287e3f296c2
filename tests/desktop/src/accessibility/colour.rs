//! Colours as the engine writes them, and the contrast between two of them.

use serde_json::Value;

/// A text on its ground.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    pub words: String,
    pub ratio: f64,
    /// What WCAG's AA asks of a text of this size and weight.
    pub needed: f64,
}

impl Contrast {
    pub(super) fn read(text: &Value) -> Option<Self> {
        let colour = Colour::parse(text["colour"].as_str()?)?;
        let grounds: Option<Vec<Colour>> = text["grounds"]
            .as_array()?
            .iter()
            .map(|ground| Colour::parse(ground.as_str()?))
            .collect();
        // From the outside in, on the white that a web view has under everything.
        let ground = grounds?
            .iter()
            .rev()
            .fold(Colour::WHITE, |under, over| over.on(under));
        let (size, weight) = (text["size"].as_f64()?, text["weight"].as_f64()?);
        let large = size >= 24.0 || (size >= 18.66 && weight >= 700.0);
        Some(Self {
            words: text["words"].as_str()?.to_owned(),
            ratio: contrast(colour.on(ground), ground),
            needed: if large { 3.0 } else { 4.5 },
        })
    }

    pub fn holds(&self) -> bool {
        self.ratio >= self.needed
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Colour {
    /// Red, green, blue, each from 0 to 1.
    parts: [f64; 3],
    alpha: f64,
}

impl Colour {
    const WHITE: Self = Self {
        parts: [1.0; 3],
        alpha: 1.0,
    };

    /// `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)` and `color(srgb 0.1 0.2 0.3 / 0.5)`.
    fn parse(text: &str) -> Option<Self> {
        let (space, inside) = text.strip_suffix(')')?.split_once('(')?;
        let (inside, scale) = match space {
            "rgb" | "rgba" => (inside, 255.0),
            "color" => (inside.strip_prefix("srgb ")?, 1.0),
            _ => return None,
        };
        let numbers: Vec<f64> = inside
            .split([' ', ',', '/'])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        let (&[red, green, blue], alpha) = numbers.split_first_chunk()?;
        Some(Self {
            parts: [red / scale, green / scale, blue / scale],
            alpha: alpha.first().copied().unwrap_or(1.0),
        })
    }

    fn on(self, under: Self) -> Self {
        let mut parts = under.parts;
        for (part, over) in parts.iter_mut().zip(self.parts) {
            *part = over * self.alpha + *part * (1.0 - self.alpha);
        }
        Self { parts, alpha: 1.0 }
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.parts.map(|part| {
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ratio(colour: &str, grounds: &[&str]) -> f64 {
        let text =
            json!({ "words": "", "colour": colour, "grounds": grounds, "size": 14, "weight": 400 });
        Contrast::read(&text).unwrap().ratio
    }

    #[test]
    fn black_on_white_is_21() {
        assert!((ratio("rgb(0, 0, 0)", &["rgb(255, 255, 255)"]) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn a_clear_ground_shows_what_is_under_it() {
        let through = ratio(
            "rgb(255, 255, 255)",
            &["rgba(0, 0, 0, 0)", "color(srgb 0 0 0)"],
        );
        assert!((through - 21.0).abs() < 1e-9);
    }

    #[test]
    fn a_half_clear_text_has_half_the_way() {
        assert!(ratio("rgba(0, 0, 0, 0.5)", &["rgb(255, 255, 255)"]) < 4.0);
    }

    #[test]
    fn an_unknown_notation_is_not_guessed() {
        assert_eq!(Colour::parse("lab(50 40 30)"), None);
    }
}
