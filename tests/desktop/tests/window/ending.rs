//! Closing the window ends everything.

use std::fs;

use signet_test_desktop::{Options, run};

#[test]
fn closing_the_window_ends_every_process_of_the_program() {
    run(Options::default(), |desktop| {
        let program = desktop.program_process().unwrap();
        let family: Vec<u32> = signet_test_desktop::processes::tree(program.id)
            .into_iter()
            .map(|process| process.id)
            .collect();
        assert!(family.len() >= 3, "{family:?}");
        desktop.close_window();
        // The web view's processes notice a moment later that nobody is there.
        for _ in 0..100 {
            let left: Vec<_> = desktop
                .processes()
                .into_iter()
                .filter(|process| family.contains(&process.id))
                .collect();
            if left.is_empty() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("{:?} are left", desktop.processes());
    });
}

#[test]
fn what_was_done_is_in_the_log_without_the_link() {
    let token = "0123456789abcdef-_XY";
    let options = Options {
        arguments: vec![format!("signet://link?p=https://atlas.example&t={token}")],
        ..Options::default()
    };
    run(options, |desktop| {
        desktop.heading("atlas.example");
        desktop.close_window();
        let logs: Vec<String> = fs::read_dir(desktop.data_folder().join("logs"))
            .unwrap()
            .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        assert!(logs.iter().any(|log| log.contains("starting")), "{logs:?}");
        assert!(!logs.iter().any(|log| log.contains(token)), "{logs:?}");
    });
}

/// The bus may not have noticed yet that the program is gone, and its place may still be taken.
#[test]
fn a_start_right_after_the_end_opens_the_window() {
    run(Options::default(), |desktop| {
        for _ in 0..5 {
            desktop.close_window();
            desktop.open().unwrap();
            desktop.heading("Keep your Telegram sign-ins safe. Decide who may use them.");
        }
    });
}
