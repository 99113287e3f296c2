// The one door between the web view and Rust: every command and every event, typed.

import { invoke } from "@tauri-apps/api/core";
import { listen, type UnlistenFn } from "@tauri-apps/api/event";
import type {
  AccountsSnapshot,
  ActivityPage,
  ActivityQuery,
  AppSnapshot,
  DevicesSnapshot,
  DiagnosticsPreview,
  LinkSnapshot,
  NetworkSnapshot,
  ProblemSnapshot,
  RecoveryKitSheet,
  RevealedPhone,
  SettingsChange,
  SettingsSnapshot,
  SignInAct,
  SignInSnapshot,
  VaultSnapshot,
  WrittenFile,
} from "./contract";
import { isLogged, NO_ANSWER } from "./failures";

/** Whole snapshots that Rust sends when something changed. */
interface Snapshots {
  settings: SettingsSnapshot;
  link: LinkSnapshot;
  problem: ProblemSnapshot;
  vault: VaultSnapshot;
  "sign-in": SignInSnapshot;
  accounts: AccountsSnapshot;
  devices: DevicesSnapshot;
  network: NetworkSnapshot;
  /** The window was told to close, and the person is to be asked what that means. */
  closing: null;
}

export const backend = {
  app: () => call<AppSnapshot>("app_info"),

  settings: () => call<SettingsSnapshot>("settings"),
  changeSettings: (change: SettingsChange) => call<SettingsSnapshot>("change_settings", { change }),

  link: () => call<LinkSnapshot>("link"),
  openLink: (url: string) => call<LinkSnapshot>("open_link", { url }),
  continueLink: () => call<LinkSnapshot>("continue_link"),
  dismissLink: () => call<LinkSnapshot>("dismiss_link"),

  problem: () => call<ProblemSnapshot>("problem"),
  dismissProblem: () => call<ProblemSnapshot>("dismiss_problem"),

  vault: () => call<VaultSnapshot>("vault"),
  retryVault: () => call<VaultSnapshot>("retry_vault"),
  unlockVault: (passphrase: string) => call<VaultSnapshot>("unlock_vault", { passphrase }),
  choosePassphrase: (passphrase: string) =>
    call<VaultSnapshot>("choose_passphrase", { passphrase }),
  restoreVault: (words: string) => call<VaultSnapshot>("restore_vault", { words }),
  setVaultAside: () => call<VaultSnapshot>("set_vault_aside"),
  acceptTrail: () => call<VaultSnapshot>("accept_trail"),
  lockVault: () => call<VaultSnapshot>("lock_vault"),
  setPassphrase: (current: string | null, next: string) =>
    call<VaultSnapshot>("set_passphrase", { current, next }),
  removePassphrase: (current: string) => call<VaultSnapshot>("remove_passphrase", { current }),
  makeRecoveryKit: (current: string | null) =>
    call<RecoveryKitSheet>("make_recovery_kit", { current }),
  revokeRecoveryKit: (id: string) => call<VaultSnapshot>("revoke_recovery_kit", { id }),
  rotateKey: (current: string | null) => call<VaultSnapshot>("rotate_key", { current }),
  touchVault: () => call<null>("touch_vault"),

  signIn: () => call<SignInSnapshot>("sign_in"),
  beginSignIn: (account: string | null) => call<SignInSnapshot>("begin_sign_in", { account }),
  resumeSignIn: () => call<SignInSnapshot>("resume_sign_in"),
  discardSignIn: () => call<SignInSnapshot>("discard_sign_in"),
  submitPhone: (number: string) => call<SignInSnapshot>("submit_phone", { number }),
  submitCode: (code: string) => call<SignInSnapshot>("submit_code", { code }),
  submitEmail: (address: string) => call<SignInSnapshot>("submit_email", { address }),
  submitPassword: (password: string) => call<SignInSnapshot>("submit_password", { password }),
  actSignIn: (act: SignInAct) => call<SignInSnapshot>("act_sign_in", { act }),
  importSession: (text: string) => call<SignInSnapshot>("import_session", { text }),
  cancelSignIn: () => call<SignInSnapshot>("cancel_sign_in"),
  openFragment: () => call<SignInSnapshot>("open_fragment"),

  accounts: () => call<AccountsSnapshot>("accounts"),
  checkAccount: (account: string) => call<AccountsSnapshot>("check_account", { account }),
  renameAccount: (account: string, name: string | null) =>
    call<AccountsSnapshot>("rename_account", { account, name }),
  removeAccount: (account: string, now: boolean) =>
    call<AccountsSnapshot>("remove_account", { account, now }),
  accountPhoto: (account: string) => call<string | null>("account_photo", { account }),
  revealPhone: (account: string) => call<RevealedPhone>("reveal_phone", { account }),

  devices: (account: string) => call<DevicesSnapshot>("devices", { account }),
  endDevice: (account: string, device: string) =>
    call<DevicesSnapshot>("end_device", { account, device }),
  endOtherDevices: (account: string, services: boolean) =>
    call<DevicesSnapshot>("end_other_devices", { account, services }),
  confirmDevice: (account: string, device: string) =>
    call<DevicesSnapshot>("confirm_device", { account, device }),
  setInactiveDays: (account: string, days: number) =>
    call<DevicesSnapshot>("set_inactive_days", { account, days }),

  network: () => call<NetworkSnapshot>("network"),
  setProxy: (address: string) => call<NetworkSnapshot>("set_proxy", { address }),
  removeProxy: () => call<NetworkSnapshot>("remove_proxy"),

  activity: (query: ActivityQuery) => call<ActivityPage>("activity", { query }),
  exportActivity: () => call<WrittenFile>("export_activity"),
  verifyActivity: () => call<VaultSnapshot>("verify_activity"),

  diagnostics: () => call<DiagnosticsPreview>("diagnostics"),
  exportDiagnostics: () => call<WrittenFile>("export_diagnostics"),

  closeWindow: (stay: boolean, remember: boolean) => call<null>("close_window", { stay, remember }),
};

/** Hears every later snapshot of one kind. */
export function onSnapshot<K extends keyof Snapshots>(
  kind: K,
  hear: (snapshot: Snapshots[K]) => void,
): Promise<UnlistenFn> {
  return answer(listen<Snapshots[K]>(kind, (event) => hear(event.payload)));
}

function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  return answer(invoke<T>(command, args));
}

/** Rejects with a `Failure` or, where Rust refused or could not read the call, `NO_ANSWER`. */
async function answer<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw isLogged(error) ? error : NO_ANSWER;
  }
}
