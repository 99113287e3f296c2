//! The tables: what each state takes, what happens by itself, what is listed.

use signet_telegram::login::InputKind as Kind;

use crate::login::places::Place;

/// An input that a state takes, where it leads, and the test that shows it.
pub const INPUTS: &[(Place, Kind, &str, &str)] = &[
    (
        Place::Phone,
        Kind::Phone,
        "Code, EmailSetup, EmailCode, Done, DeadEnd",
        "codes::a_number_and_its_code_sign_in",
    ),
    (
        Place::Phone,
        Kind::UseQr,
        "Qr",
        "qr::a_phone_that_scans_and_says_yes_signs_in",
    ),
    (
        Place::Qr,
        Kind::UsePhone,
        "Phone",
        "qr::from_the_qr_code_there_is_a_way_to_the_number",
    ),
    (
        Place::Code,
        Kind::Code,
        "Done, Password, DeadEnd",
        "codes::each_way_of_a_code_is_told_with_what_is_known_of_it",
    ),
    (
        Place::Code,
        Kind::Resend,
        "Code, EmailCode",
        "codes::a_code_is_sent_another_way_when_its_time_has_come",
    ),
    (
        Place::Code,
        Kind::NewCode,
        "Code",
        "codes::a_new_code_ends_the_old_one",
    ),
    (
        Place::Code,
        Kind::UsePhone,
        "Phone",
        "codes::another_number_cancels_the_code_of_the_first",
    ),
    (
        Place::Code,
        Kind::UseQr,
        "Qr",
        "cancel::from_any_state_a_qr_code_can_be_shown_instead",
    ),
    (
        Place::EmailSetup,
        Kind::Email,
        "EmailCode, to prove the address",
        "email::an_address_is_set_up_proven_and_used_on_the_way_in",
    ),
    (
        Place::EmailSetup,
        Kind::NewCode,
        "EmailSetup",
        "email::a_code_for_an_address_that_came_too_late_leads_to_a_new_one",
    ),
    (
        Place::EmailSetup,
        Kind::UsePhone,
        "Phone",
        "cancel::starting_over_at_any_state_begins_with_the_number_and_leaves_nothing_behind",
    ),
    (
        Place::EmailSetup,
        Kind::UseQr,
        "Qr",
        "cancel::from_any_state_a_qr_code_can_be_shown_instead",
    ),
    (
        Place::EmailProof,
        Kind::Code,
        "EmailCode, to sign in",
        "email::an_address_is_set_up_proven_and_used_on_the_way_in",
    ),
    (
        Place::EmailProof,
        Kind::Resend,
        "EmailCode, to prove the address",
        "email::a_wrong_address_can_be_given_again",
    ),
    (
        Place::EmailProof,
        Kind::NewCode,
        "EmailSetup",
        "email::a_code_for_an_address_that_came_too_late_leads_to_a_new_one",
    ),
    (
        Place::EmailProof,
        Kind::Back,
        "EmailSetup",
        "email::a_wrong_address_can_be_given_again",
    ),
    (
        Place::EmailProof,
        Kind::UsePhone,
        "Phone",
        "cancel::starting_over_at_any_state_begins_with_the_number_and_leaves_nothing_behind",
    ),
    (
        Place::EmailProof,
        Kind::UseQr,
        "Qr",
        "cancel::from_any_state_a_qr_code_can_be_shown_instead",
    ),
    (
        Place::EmailCode,
        Kind::Code,
        "Done, Password",
        "email::a_code_by_email_signs_in",
    ),
    (
        Place::EmailCode,
        Kind::Resend,
        "Code",
        "email::a_code_by_email_can_be_sent_another_way",
    ),
    (
        Place::EmailCode,
        Kind::NewCode,
        "EmailCode",
        "email::a_login_email_that_nobody_reads_is_done_without_in_time",
    ),
    (
        Place::EmailCode,
        Kind::ResetEmail,
        "EmailCode, Code",
        "email::a_login_email_that_nobody_reads_is_done_without_in_time",
    ),
    (
        Place::EmailCode,
        Kind::UsePhone,
        "Phone",
        "cancel::starting_over_at_any_state_begins_with_the_number_and_leaves_nothing_behind",
    ),
    (
        Place::EmailCode,
        Kind::UseQr,
        "Qr",
        "cancel::from_any_state_a_qr_code_can_be_shown_instead",
    ),
    (
        Place::Password,
        Kind::Password,
        "Done",
        "password::after_the_code_the_password_signs_in",
    ),
    (
        Place::Password,
        Kind::UsePhone,
        "Phone",
        "cancel::starting_over_at_any_state_begins_with_the_number_and_leaves_nothing_behind",
    ),
    (
        Place::Password,
        Kind::UseQr,
        "Qr",
        "cancel::from_any_state_a_qr_code_can_be_shown_instead",
    ),
    (
        Place::PasswordByQr,
        Kind::Password,
        "Done",
        "qr::with_a_password_the_scan_leads_to_it_here_and_elsewhere",
    ),
    (
        Place::PasswordByQr,
        Kind::UsePhone,
        "Phone",
        "cancel::starting_over_at_any_state_begins_with_the_number_and_leaves_nothing_behind",
    ),
    (
        Place::PasswordByQr,
        Kind::UseQr,
        "Qr",
        "cancel::from_any_state_a_qr_code_can_be_shown_instead",
    ),
    (
        Place::Recovery,
        Kind::Code,
        "Done",
        "password::a_forgotten_password_is_recovered_by_email",
    ),
    (
        Place::Recovery,
        Kind::Resend,
        "Recovery",
        "password::from_recovery_there_is_a_way_back_to_the_password",
    ),
    (
        Place::Recovery,
        Kind::Back,
        "Password",
        "password::from_recovery_there_is_a_way_back_to_the_password",
    ),
    (
        Place::Recovery,
        Kind::UsePhone,
        "Phone",
        "cancel::starting_over_at_any_state_begins_with_the_number_and_leaves_nothing_behind",
    ),
    (
        Place::Recovery,
        Kind::UseQr,
        "Qr",
        "cancel::from_any_state_a_qr_code_can_be_shown_instead",
    ),
    (
        Place::SignUp,
        Kind::UsePhone,
        "Phone",
        "dead_ends::a_number_that_nobody_has_is_told_to_sign_up_in_the_app",
    ),
    (
        Place::SignUp,
        Kind::UseQr,
        "Qr",
        "cancel::from_any_state_a_qr_code_can_be_shown_instead",
    ),
    (
        Place::Payment,
        Kind::UsePhone,
        "Phone",
        "dead_ends::a_number_that_must_pay_is_told_so",
    ),
    (
        Place::Payment,
        Kind::UseQr,
        "Qr",
        "dead_ends::from_a_dead_end_a_qr_code_leads_on",
    ),
    (
        Place::NotKept,
        Kind::Retry,
        "Done",
        "keeping::a_session_that_cannot_be_saved_is_saved_on_another_try",
    ),
    (
        Place::NotKept,
        Kind::UsePhone,
        "Phone, signed out",
        "cancel::starting_over_at_any_state_begins_with_the_number_and_leaves_nothing_behind",
    ),
    (
        Place::NotKept,
        Kind::UseQr,
        "Qr, signed out",
        "cancel::from_any_state_a_qr_code_can_be_shown_instead",
    ),
];

/// What every state takes.
pub const ALWAYS: &[(Kind, &str, &str)] = &[
    (
        Kind::Cancel,
        "Over",
        "cancel::cancelling_at_any_state_leaves_nothing_behind",
    ),
    (
        Kind::Proxy,
        "the same",
        "proxy::at_any_state_another_way_can_be_taken",
    ),
];

/// What the states of an account with more to it, or of a code that has ended, take beside.
pub const SOMETIMES: &[(&str, Kind, &str, &str)] = &[
    (
        "Password, with a recovery e-mail",
        Kind::Recover,
        "Recovery",
        "password::a_forgotten_password_is_recovered_by_email",
    ),
    (
        "Code, ended",
        Kind::NewCode,
        "Code",
        "codes::a_wrong_code_can_be_typed_again_until_it_is_dead",
    ),
    (
        "Qr, without a code to show",
        Kind::Retry,
        "Qr",
        "qr::a_transfer_that_ended_on_the_way_shows_a_new_code",
    ),
];

pub const EVENTS: &[(&str, &str, &str, &str)] = &[
    (
        "Qr",
        "the token is about to end",
        "Qr, with the next one",
        "qr::a_code_is_renewed_by_itself_before_it_ends",
    ),
    (
        "Qr",
        "a phone says yes",
        "Done",
        "qr::a_phone_that_scans_and_says_yes_signs_in",
    ),
    (
        "Qr",
        "a phone of another DC says yes",
        "Done",
        "qr::an_account_of_another_dc_is_taken_up_there",
    ),
    (
        "Qr",
        "a phone of an account with a password says yes",
        "Password",
        "qr::with_a_password_the_scan_leads_to_it_here_and_elsewhere",
    ),
    (
        "Qr",
        "a wait is demanded",
        "Qr, after it",
        "qr::a_wait_that_telegram_demands_is_kept",
    ),
    (
        "Qr, left",
        "a phone says yes",
        "signed out",
        "qr::a_scan_that_comes_after_leaving_leaves_nothing_behind",
    ),
    (
        "Code",
        "the resend time is reached",
        "Code, offering it",
        "codes::a_code_is_sent_another_way_when_its_time_has_come",
    ),
    (
        "Phone",
        "the number lives on another DC",
        "Code",
        "codes::a_number_of_another_dc_signs_in_there",
    ),
    (
        "Phone",
        "a future auth token is offered",
        "Done",
        "codes::a_token_from_signing_out_lets_in_without_a_code",
    ),
    (
        "any",
        "the handle is dropped",
        "nothing left",
        "cancel::dropping_the_handle_at_any_state_leaves_nothing_behind",
    ),
    (
        "any that is kept",
        "a restart",
        "the same",
        "resume::at_every_state_a_sign_in_is_taken_up_where_it_was",
    ),
    (
        "any that is kept",
        "a restart after it was signed in unnoticed",
        "Done",
        "resume::what_was_signed_in_unnoticed_is_done_after_the_restart",
    ),
    (
        "any that is kept",
        "a restart after too long",
        "Phone",
        "resume::one_that_is_too_old_is_ended_and_begins_with_the_number",
    ),
    (
        "any that is kept",
        "a restart without Telegram",
        "the same, then on",
        "resume::without_telegram_a_restart_shows_what_was_kept_and_goes_on_when_it_is_back",
    ),
    (
        "Password",
        "ended from another device, then a restart",
        "Phone",
        "resume::a_sign_in_that_was_ended_elsewhere_meanwhile_begins_with_the_number",
    ),
    (
        "Password",
        "the server forgot the key (-404, twice)",
        "Phone",
        "resume::a_key_that_the_server_forgot_meanwhile_begins_with_the_number",
    ),
    (
        "Code",
        "the connection is lost and comes back",
        "the same, offline meanwhile",
        "proxy::a_connection_that_is_lost_while_nothing_is_asked_is_told_and_so_is_its_return",
    ),
    (
        "Code",
        "the store cannot keep it",
        "Code; nothing signs in before it can",
        "keeping::what_cannot_be_kept_does_not_sign_in_until_it_can",
    ),
    (
        "any",
        "anything, in any order",
        "every promise holds",
        "machine::no_order_of_events_breaks_a_promise",
    ),
];

/// What telegram.md lists for a sign-in.
pub const LISTED: &[(&str, &str)] = &[
    (
        "auth.sendCode",
        "API_ID_INVALID API_ID_PUBLISHED_FLOOD PHONE_NUMBER_APP_SIGNUP_FORBIDDEN PHONE_NUMBER_BANNED PHONE_NUMBER_FLOOD PHONE_PASSWORD_PROTECTED SMS_CODE_CREATE_FAILED PHONE_NUMBER_INVALID PHONE_PASSWORD_FLOOD UPDATE_APP_TO_LOGIN AUTH_RESTART AUTH_RESTART_3 RECAPTCHA_CHECK_signup__6Ldm",
    ),
    (
        "auth.resendCode",
        "PHONE_CODE_EMPTY PHONE_CODE_EXPIRED PHONE_CODE_HASH_EMPTY PHONE_NUMBER_INVALID SEND_CODE_UNAVAILABLE",
    ),
    (
        "auth.signIn",
        "PHONE_CODE_EMPTY PHONE_CODE_EXPIRED PHONE_CODE_INVALID PHONE_NUMBER_UNOCCUPIED SESSION_PASSWORD_NEEDED PHONE_NUMBER_INVALID UPDATE_APP_TO_LOGIN AUTH_RESTART SIGN_IN_FAILED",
    ),
    (
        "auth.checkPassword",
        "PASSWORD_HASH_INVALID SRP_ID_INVALID SRP_PASSWORD_CHANGED AUTH_KEY_UNSYNCHRONIZED",
    ),
    (
        "auth.exportLoginToken",
        "AUTH_TOKEN_ALREADY_ACCEPTED AUTH_TOKEN_EXCEPTION AUTH_TOKEN_EXPIRED AUTH_TOKEN_INVALIDX",
    ),
    (
        "auth.requestPasswordRecovery",
        "PASSWORD_EMPTY PASSWORD_RECOVERY_NA",
    ),
    (
        "auth.recoverPassword",
        "CODE_INVALID PASSWORD_RECOVERY_EXPIRED",
    ),
];

/// Of those that any question may be answered with.
pub const ANYWHERE: &str = "PHONE_MIGRATE_3 NETWORK_MIGRATE_1 USER_MIGRATE_3 FLOOD_WAIT_60 \
                        AUTH_KEY_UNREGISTERED AUTH_KEY_INVALID AUTH_KEY_PERM_EMPTY SESSION_REVOKED \
                        SESSION_EXPIRED USER_DEACTIVATED USER_DEACTIVATED_BAN AUTH_KEY_DUPLICATED \
                        FROZEN_METHOD_INVALID FROZEN_PARTICIPANT_MISSING";

pub const ERRORS: &str = "refusals::every_error_of_telegram_leads_somewhere";
pub const FAULTS: &str = "faults::whatever_happens_to_whichever_question_there_is_a_way_on";
