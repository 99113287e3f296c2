//! What axe finds on a screen, and every text's contrast as the engine computed it.

mod colour;

use std::fs;

use serde_json::Value;

pub use colour::Contrast;

use crate::{Desktop, Trouble, repository, trouble::sure};

/// One rule that a screen breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub rule: String,
    pub help: String,
    /// The elements, as selectors.
    pub places: Vec<String>,
}

const RUN_AXE: &str = "const tell = arguments[arguments.length - 1]; \
    axe.run(document, { resultTypes: ['violations'] }).then( \
      (found) => tell(found.violations.map(({ id, help, nodes }) => \
        ({ id, help, places: nodes.map((node) => node.target.join(' ')) }))), \
      (error) => tell(String(error)))";

/// Every visible text with its colour and the grounds under it, from the inside out.
const READ_TEXTS: &str = r"
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const words = walker.currentNode.data.trim();
      const place = walker.currentNode.parentElement;
      if (!words || !place.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (place.closest('[disabled], [aria-disabled=true], script, style')) continue;
      const box = place.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      const style = getComputedStyle(place);
      const grounds = [];
      for (let ground = place; ground; ground = ground.parentElement)
        grounds.push(getComputedStyle(ground).backgroundColor);
      texts.push({ words, colour: style.color, grounds,
        size: parseFloat(style.fontSize), weight: Number(style.fontWeight) });
    }
    return texts;";

impl Desktop {
    /// Runs axe on the screen as it stands.
    #[track_caller]
    pub fn axe(&self) -> Vec<Finding> {
        let path = repository().join("ui/node_modules/axe-core/axe.min.js");
        let doing = format!("reading {} (npm ci in ui/ puts it there)", path.display());
        let axe = sure(fs::read_to_string(&path).map_err(Trouble::io(doing)));
        // The wrapper of a script is a function: `axe` has to be put where the next one finds it.
        self.script(&format!("if (!window.axe) {{ {axe}\n }}"), &[]);
        let found = self.script_with_callback(RUN_AXE, &[]);
        match found.as_array() {
            Some(found) => found.iter().map(finding).collect(),
            None => panic!("axe did not run: {found}"),
        }
    }

    /// The contrast of each text on the screen.
    #[track_caller]
    pub fn contrasts(&self) -> Vec<Contrast> {
        let texts = self.script(READ_TEXTS, &[]);
        let texts = texts.as_array().into_iter().flatten();
        texts
            .map(|text| match Contrast::read(text) {
                Some(contrast) => contrast,
                None => panic!("a colour that this test cannot read: {text}"),
            })
            .collect()
    }
}

fn finding(value: &Value) -> Finding {
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let places = value["places"].as_array().into_iter().flatten();
    Finding {
        rule: text("id"),
        help: text("help"),
        places: places
            .filter_map(|place| place.as_str().map(str::to_owned))
            .collect(),
    }
}
