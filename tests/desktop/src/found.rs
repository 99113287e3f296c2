//! Finding things by role and name, as the engine tells them to a screen reader.

use std::time::Duration;

use fantoccini::{
    elements::{Element, ElementRef},
    error::CmdError,
    wd::WebDriverCompatibleCommand,
};
use http::Method;
use serde_json::Value;
use url::{ParseError, Url};

use crate::{Desktop, Trouble, trouble::sure, wait::wait_for};

/// How long a thing may take to appear.
const APPEARING: Duration = Duration::from_secs(8);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Alert,
    AlertDialog,
    Button,
    Combobox,
    Dialog,
    /// What opens and closes the rest of a `details`.
    Disclosure,
    Heading,
    Link,
    Navigation,
    Option,
    Radio,
    Status,
    Switch,
    Tab,
    Textbox,
}

impl Role {
    /// As WebDriver's computed role spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::AlertDialog => "alertdialog",
            Self::Button => "button",
            Self::Combobox => "combobox",
            Self::Dialog => "dialog",
            Self::Disclosure => "disclosure",
            Self::Heading => "heading",
            Self::Link => "link",
            Self::Navigation => "navigation",
            Self::Option => "option",
            Self::Radio => "radio",
            Self::Status => "status",
            Self::Switch => "switch",
            Self::Tab => "tab",
            Self::Textbox => "textbox",
        }
    }

    /// The engine calls a native `select` a button, and has no word for a disclosure.
    fn is(self, computed: &str) -> bool {
        match self {
            Self::Combobox => ["combobox", "button"].contains(&computed),
            Self::Disclosure => computed.is_empty(),
            Self::Alert
            | Self::AlertDialog
            | Self::Button
            | Self::Dialog
            | Self::Heading
            | Self::Link
            | Self::Navigation
            | Self::Option
            | Self::Radio
            | Self::Status
            | Self::Switch
            | Self::Tab
            | Self::Textbox => computed == self.name(),
        }
    }

    /// Everything that could have this role; the engine decides.
    fn candidates(self) -> String {
        let native = match self {
            Self::Button => "button, input[type=button], input[type=submit], ",
            Self::Combobox => "select, input[list], ",
            Self::Dialog | Self::AlertDialog => "dialog, ",
            Self::Disclosure => "summary, ",
            Self::Heading => "h1, h2, h3, h4, h5, h6, ",
            Self::Link => "a[href], area[href], ",
            Self::Navigation => "nav, ",
            Self::Option => "option, ",
            Self::Radio => "input[type=radio], ",
            Self::Status => "output, ",
            Self::Switch => "input[type=checkbox], ",
            Self::Textbox => "input, textarea, ",
            Self::Alert | Self::Tab => "",
        };
        format!("{native}[role={}]", self.name())
    }
}

/// A thing on the screen.
pub struct Found<'a> {
    desktop: &'a Desktop,
    element: Element,
    what: String,
}

impl Desktop {
    #[track_caller]
    pub fn button(&self, name: &str) -> Found<'_> {
        self.find(Role::Button, name)
    }

    #[track_caller]
    pub fn heading(&self, name: &str) -> Found<'_> {
        self.find(Role::Heading, name)
    }

    #[track_caller]
    pub fn link(&self, name: &str) -> Found<'_> {
        self.find(Role::Link, name)
    }

    /// Waits for a visible thing of this role and name.
    #[track_caller]
    pub fn find(&self, role: Role, name: &str) -> Found<'_> {
        let what = format!("a {} named “{name}”", role.name());
        let found = wait_for(&what, APPEARING, || {
            let mut things = self.things(role)?;
            let place = things.iter().position(|(seen, _)| seen == name);
            Ok(place.map(|place| things.swap_remove(place).1))
        });
        match found {
            Ok(element) => Found {
                desktop: self,
                element,
                what,
            },
            Err(trouble) => panic!("{trouble}; there are {:?}", self.names(role)),
        }
    }

    /// Waits until nothing visible has this role and name.
    #[track_caller]
    pub fn wait_until_gone_from_screen(&self, role: Role, name: &str) {
        let what = format!("the {} named “{name}” to go", role.name());
        sure(wait_for(&what, APPEARING, || {
            let stays = self.things(role)?.iter().any(|(seen, _)| seen == name);
            Ok((!stays).then_some(()))
        }));
    }

    /// The names of all visible things of a role, in document order.
    #[track_caller]
    pub fn names(&self, role: Role) -> Vec<String> {
        let things = sure(self.things(role));
        things.into_iter().map(|(name, _)| name).collect()
    }

    /// Waits until the page's visible text has this in it.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        let what = format!("the text “{text}”");
        if let Err(trouble) = wait_for(&what, APPEARING, || {
            Ok(self.visible_text()?.contains(text).then_some(()))
        }) {
            panic!("{trouble}; the page says: {}", self.text());
        }
    }

    /// What the page says, with runs of white space as one space.
    #[track_caller]
    pub fn text(&self) -> String {
        sure(self.visible_text())
    }

    fn visible_text(&self) -> Result<String, Trouble> {
        let text = self.evaluate("return document.body.innerText", &[])?;
        Ok(plain(text.as_str().unwrap_or_default()))
    }

    /// Role and name of what has the keyboard.
    #[track_caller]
    pub fn focused(&self) -> (String, String) {
        sure(self.ask(async |client| {
            let element = client.active_element().await?;
            Ok((
                computed(&element, "computedrole").await?,
                computed(&element, "computedlabel").await?,
            ))
        }))
    }

    fn things(&self, role: Role) -> Result<Vec<(String, Element)>, Trouble> {
        let things = self.ask(async |client| {
            // What one types into may lie unseen over what it is drawn as.
            let script = "return [...document.querySelectorAll(arguments[0])].filter((one) => \
                one.checkVisibility({ visibilityProperty: true, \
                  opacityProperty: !one.matches('input') }))";
            let candidates = client
                .execute(script, vec![role.candidates().into()])
                .await?;
            let mut things = Vec::new();
            for candidate in references(&candidates) {
                let element = Element::from_element_id(client.clone(), candidate);
                if role.is(&computed(&element, "computedrole").await?) {
                    let name = computed(&element, "computedlabel").await?;
                    things.push((name, element));
                }
            }
            Ok(things)
        });
        match things {
            // The screen changed while we looked: look again.
            Err(Trouble::Window(error)) if error.is_stale_element_reference() => Ok(Vec::new()),
            other => other,
        }
    }
}

impl Found<'_> {
    #[track_caller]
    pub fn click(&self) {
        self.obey(async |_| self.element.click().await);
        self.desktop.settle();
    }

    /// Gives it the keyboard.
    #[track_caller]
    pub fn focus(&self) {
        let element = serde_json::json!(self.element);
        self.obey(async |client| client.execute("arguments[0].focus()", vec![element]).await);
    }

    #[track_caller]
    pub fn type_text(&self, text: &str) {
        self.obey(async |_| self.element.send_keys(text).await);
    }

    #[track_caller]
    pub fn clear(&self) {
        self.obey(async |_| self.element.clear().await);
    }

    /// The value an attribute has now.
    #[track_caller]
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.obey(async |_| self.element.attr(name).await)
    }

    /// What the engine made of a style.
    #[track_caller]
    pub fn style(&self, property: &str) -> String {
        let script = "return getComputedStyle(arguments[0]).getPropertyValue(arguments[1])";
        let element = serde_json::json!(self.element);
        let value =
            self.obey(async |client| client.execute(script, vec![element, property.into()]).await);
        value.as_str().unwrap_or_default().to_owned()
    }

    #[track_caller]
    fn obey<T>(&self, question: impl AsyncFnOnce(fantoccini::Client) -> Result<T, CmdError>) -> T {
        match self.desktop.ask(question) {
            Ok(value) => value,
            Err(trouble) => panic!("{}: {trouble}", self.what),
        }
    }
}

fn references(value: &Value) -> Vec<ElementRef> {
    let ids = value.as_array().into_iter().flatten();
    ids.filter_map(|one| one.as_object()?.values().next()?.as_str())
        .map(|id| ElementRef::from(id.to_owned()))
        .collect()
}

/// WebDriver's `computedrole` and `computedlabel`, which the client does not know.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!(
            "session/{session}/element/{}/{}",
            self.element, self.what
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

async fn computed(element: &Element, what: &'static str) -> Result<String, CmdError> {
    let question = Computed {
        element: element.element_id().to_string(),
        what,
    };
    let answer = element.clone().client().issue_cmd(question).await?;
    Ok(plain(answer.as_str().unwrap_or_default()))
}

/// Without the marks that only steer the direction of writing, and with one space for many.
fn plain(text: &str) -> String {
    let text = text.replace(
        |one| matches!(one, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}'),
        "",
    );
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
