//! The window outlives the process that draws it.

use signet_test_desktop::{Desktop, Options};

#[test]
fn a_window_whose_web_process_died_is_drawn_by_another() {
    let mut desktop = Desktop::without_window(Options::default()).unwrap();
    let launch = desktop.launch().unwrap();
    launch.painted().unwrap();
    launch.lose_web_process().unwrap();
    launch.painted().unwrap();
    launch.end().unwrap();
}
