//! The keyboard of a window.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use serde_json::json;

use super::window::Window;

impl Window {
    /// Presses a key with the focus where it is.
    pub async fn key(&self, key: &str) {
        let script = "(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true, cancelable: true}))";
        self.client.execute(script, vec![json!(key)]).await.expect("pressed");
    }

    /// Types keys as a keyboard does, wherever the focus is, on nothing in particular perhaps: `\u{E004}` is Tab,
    /// `\u{E007}` Enter, `\u{E009}` Ctrl, `\u{E00C}` Esc.
    pub async fn type_keys(&self, keys: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for key in keys.chars() {
            actions = actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        }
        self.client.perform_actions(actions).await.expect("typed");
    }

    /// Holds keys together, `\u{E009}` and a letter.
    pub async fn type_chord(&self, keys: &[char]) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for key in keys {
            actions = actions.then(KeyAction::Down { value: *key });
        }
        for key in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *key });
        }
        self.client.perform_actions(actions).await.expect("typed");
    }

    /// Goes on with Tab until the control of this name has the focus, as somebody without a mouse does.
    pub async fn tab_to(&self, name: &str) {
        let focused = "const at = document.activeElement; const label = at?.labels?.[0]; \
            return (at?.getAttribute('aria-label') || label?.textContent || at?.textContent || '').trim()";
        let mut passed = Vec::new();
        for _ in 0..60 {
            let at = self.evaluate(focused).await.as_str().unwrap_or_default().to_owned();
            if at.starts_with(name) {
                return;
            }
            passed.push(at);
            self.type_keys("\u{E004}").await;
        }
        self.picture("failed").await;
        panic!("Tab never comes to {name}; it passed {passed:?}");
    }
}
