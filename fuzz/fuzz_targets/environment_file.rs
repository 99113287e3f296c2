//! Environment files: an error names a line of the file, and a good file is complete.

#![no_main]

use libfuzzer_sys::fuzz_target;
use signet_telegram::{Environment, Error};

fuzz_target!(|text: &str| {
    match Environment::custom(text) {
        Ok(environment) => {
            assert!(!environment.is_production());
            assert!(environment.data_centre(environment.home_dc()).is_some());
            assert!(environment.api().is_some());
            assert!(!environment.keys().is_empty());
        }
        Err(error @ Error::Environment { line, .. }) => {
            let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
            assert!(
                line.is_none_or(|line| (1..=lines).contains(&line)),
                "{error}"
            );
        }
    }
});
