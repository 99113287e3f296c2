//! Which actions a filter of the person's means.

use signet_contract::ui::ActivityKind;
use signet_trail::Code;

/// By the codes that this vault's lines have, whoever writes them. What is in no kind is still
/// among all lines.
pub fn codes(kind: ActivityKind) -> Vec<Code> {
    let codes: &[&str] = match kind {
        ActivityKind::SignIns => &[
            "sign-in",
            "signed-in",
            "signed-in-again",
            "sign-in-lost",
            "import",
            "end-device",
            "end-other-devices",
            "confirm-device",
            "set-inactive-days",
            "remove-account",
        ],
        ActivityKind::Access => &["link", "mint", "seal", "deliver", "lease", "open", "revoke"],
        ActivityKind::Security => &[
            "rotate",
            "restore",
            "retire-kit",
            "prune",
            "trail-loss-seen",
        ],
        ActivityKind::Shown => &["reveal", "export"],
    };
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use signet_trail::{
        Action, Deliver, Export, Import, Lease, Link, Mint, Open, Prune, Restore, Reveal, Rotate,
        Seal, SignIn,
    };

    use super::*;

    fn all() -> Vec<Code> {
        use ActivityKind::{Access, Security, Shown, SignIns};
        let kinds = [SignIns, Access, Security, Shown];
        kinds.into_iter().flat_map(codes).collect()
    }

    #[test]
    fn every_sensitive_action_is_found_by_one_filter() {
        let all = all();
        let once: BTreeSet<_> = all.iter().map(Code::as_str).collect();
        assert_eq!(once.len(), all.len(), "no action is of two kinds");
        for code in [
            Link::CODE,
            Mint::CODE,
            Export::CODE,
            Seal::CODE,
            Deliver::CODE,
            SignIn::CODE,
            Reveal::CODE,
            Rotate::CODE,
            Import::CODE,
            Restore::CODE,
            Lease::CODE,
            Open::CODE,
            Prune::CODE,
        ] {
            assert!(once.contains(code), "{code}");
        }
        assert_eq!(once.len(), 24, "each code is one that the trail takes");
    }
}
