// What Rust last said about itself. Screens show this and keep no truth of their own.

import { backend, onSnapshot } from "./backend";
import type {
  AccountsSnapshot,
  ActivityPage,
  ActivityQuery,
  AppSnapshot,
  DevicesSnapshot,
  DiagnosticsPreview,
  Language,
  LinkSnapshot,
  NetworkSnapshot,
  ProblemSnapshot,
  RecoveryKitSheet,
  RevealedPhone,
  SettingsChange,
  SettingsSnapshot,
  SignInAct,
  SignInSnapshot,
  Theme,
  VaultSnapshot,
  WrittenFile,
} from "./contract";
import { Latest } from "./latest.svelte";

const app = new Latest<AppSnapshot>();
const settings = new Latest<SettingsSnapshot>();
const link = new Latest<LinkSnapshot>();
const problem = new Latest<ProblemSnapshot>();
const vault = new Latest<VaultSnapshot>();
const signIn = new Latest<SignInSnapshot>();
const accounts = new Latest<AccountsSnapshot>();
const devices = new Latest<DevicesSnapshot>();
const network = new Latest<NetworkSnapshot>();

/** Whether the person is asked what closing the window means. */
let closing = $state(false);

/** The theme the person just chose, until Rust has saved or refused it. */
let wanted = $state<Theme>();

/** Subscribes before it reads, so that no snapshot falls between the two. */
let subscribed: Promise<unknown> | undefined;
function subscribe(): Promise<unknown> {
  subscribed ??= Promise.all([
    onSnapshot("settings", settings.hear),
    onSnapshot("link", link.hear),
    onSnapshot("problem", problem.hear),
    onSnapshot("vault", vault.hear),
    onSnapshot("sign-in", signIn.hear),
    onSnapshot("accounts", accounts.hear),
    onSnapshot("devices", devices.hear),
    onSnapshot("network", network.hear),
    onSnapshot("closing", () => (closing = true)),
  ]).catch((error: unknown) => {
    subscribed = undefined;
    throw error;
  });
  return subscribed;
}

/** Everything is there. */
export interface Live {
  app: AppSnapshot;
  settings: SettingsSnapshot;
  link: LinkSnapshot;
  problem: ProblemSnapshot;
  vault: VaultSnapshot;
  signIn: SignInSnapshot;
  accounts: AccountsSnapshot;
  network: NetworkSnapshot;
}

export const live = {
  async start(): Promise<void> {
    await subscribe();
    await Promise.all([
      app.take(backend.app()),
      settings.take(backend.settings()),
      link.take(backend.link()),
      problem.take(backend.problem()),
      vault.take(backend.vault()),
      signIn.take(backend.signIn()),
      accounts.take(backend.accounts()),
      network.take(backend.network()),
    ]);
  },

  /** All snapshots, or nothing while one is still missing. */
  get now(): Live | undefined {
    if (!app.value || !settings.value || !link.value || !problem.value || !vault.value)
      return undefined;
    if (!signIn.value || !accounts.value || !network.value) return undefined;
    return {
      app: app.value,
      settings: wanted ? { ...settings.value, theme: wanted } : settings.value,
      link: link.value,
      problem: problem.value,
      vault: vault.value,
      signIn: signIn.value,
      accounts: accounts.value,
      network: network.value,
    };
  },

  /** The devices somebody looks at, once somebody did. */
  get devices(): DevicesSnapshot | undefined {
    return devices.value;
  },

  get closing(): boolean {
    return closing;
  },

  get language(): Language {
    return settings.value?.language ?? "system";
  },

  get theme(): Theme {
    return wanted ?? settings.value?.theme ?? "system";
  },

  /** Shows at once; when saving fails the old theme is back. */
  async setTheme(theme: Theme): Promise<void> {
    wanted = theme;
    try {
      await settings.take(backend.changeSettings({ theme }));
    } finally {
      if (wanted === theme) wanted = undefined;
    }
  },

  async setLanguage(language: Language): Promise<void> {
    await settings.take(backend.changeSettings({ language }));
  },

  changeSettings: (change: SettingsChange): Promise<SettingsSnapshot> =>
    settings.take(backend.changeSettings(change)),

  openLink: (url: string): Promise<LinkSnapshot> => link.take(backend.openLink(url)),
  continueLink: (): Promise<LinkSnapshot> => link.take(backend.continueLink()),
  dismissLink: (): Promise<LinkSnapshot> => link.take(backend.dismissLink()),
  dismissProblem: (): Promise<ProblemSnapshot> => problem.take(backend.dismissProblem()),

  retryVault: (): Promise<VaultSnapshot> => vault.take(backend.retryVault()),
  unlockVault: (passphrase: string): Promise<VaultSnapshot> =>
    vault.take(backend.unlockVault(passphrase)),
  choosePassphrase: (passphrase: string): Promise<VaultSnapshot> =>
    vault.take(backend.choosePassphrase(passphrase)),
  restoreVault: (words: string): Promise<VaultSnapshot> => vault.take(backend.restoreVault(words)),
  setVaultAside: (): Promise<VaultSnapshot> => vault.take(backend.setVaultAside()),
  acceptTrail: (): Promise<VaultSnapshot> => vault.take(backend.acceptTrail()),
  lockVault: (): Promise<VaultSnapshot> => vault.take(backend.lockVault()),
  setPassphrase: (current: string | null, next: string): Promise<VaultSnapshot> =>
    vault.take(backend.setPassphrase(current, next)),
  removePassphrase: (current: string): Promise<VaultSnapshot> =>
    vault.take(backend.removePassphrase(current)),
  makeRecoveryKit: (current: string | null): Promise<RecoveryKitSheet> =>
    backend.makeRecoveryKit(current),
  revokeRecoveryKit: (id: string): Promise<VaultSnapshot> =>
    vault.take(backend.revokeRecoveryKit(id)),
  rotateKey: (current: string | null): Promise<VaultSnapshot> =>
    vault.take(backend.rotateKey(current)),
  verifyActivity: (): Promise<VaultSnapshot> => vault.take(backend.verifyActivity()),
  touchVault: (): Promise<unknown> => backend.touchVault(),

  beginSignIn: (account: string | null): Promise<SignInSnapshot> =>
    signIn.take(backend.beginSignIn(account)),
  resumeSignIn: (): Promise<SignInSnapshot> => signIn.take(backend.resumeSignIn()),
  discardSignIn: (): Promise<SignInSnapshot> => signIn.take(backend.discardSignIn()),
  submitPhone: (number: string): Promise<SignInSnapshot> =>
    signIn.take(backend.submitPhone(number)),
  submitCode: (code: string): Promise<SignInSnapshot> => signIn.take(backend.submitCode(code)),
  submitEmail: (address: string): Promise<SignInSnapshot> =>
    signIn.take(backend.submitEmail(address)),
  submitPassword: (password: string): Promise<SignInSnapshot> =>
    signIn.take(backend.submitPassword(password)),
  actSignIn: (act: SignInAct): Promise<SignInSnapshot> => signIn.take(backend.actSignIn(act)),
  importSession: (text: string): Promise<SignInSnapshot> =>
    signIn.take(backend.importSession(text)),
  cancelSignIn: (): Promise<SignInSnapshot> => signIn.take(backend.cancelSignIn()),
  openFragment: (): Promise<SignInSnapshot> => signIn.take(backend.openFragment()),
  accountPhoto: (account: string): Promise<string | null> => backend.accountPhoto(account),

  readAccounts: (): Promise<AccountsSnapshot> => accounts.take(backend.accounts()),
  checkAccount: (account: string): Promise<AccountsSnapshot> =>
    accounts.take(backend.checkAccount(account)),
  renameAccount: (account: string, name: string | null): Promise<AccountsSnapshot> =>
    accounts.take(backend.renameAccount(account, name)),
  removeAccount: (account: string, now: boolean): Promise<AccountsSnapshot> =>
    accounts.take(backend.removeAccount(account, now)),

  revealPhone: (account: string): Promise<RevealedPhone> => backend.revealPhone(account),

  lookAtDevices: (account: string): Promise<DevicesSnapshot> =>
    devices.take(backend.devices(account)),
  endDevice: (account: string, device: string): Promise<DevicesSnapshot> =>
    devices.take(backend.endDevice(account, device)),
  endOtherDevices: (account: string, services: boolean): Promise<DevicesSnapshot> =>
    devices.take(backend.endOtherDevices(account, services)),
  confirmDevice: (account: string, device: string): Promise<DevicesSnapshot> =>
    devices.take(backend.confirmDevice(account, device)),
  setInactiveDays: (account: string, days: number): Promise<DevicesSnapshot> =>
    devices.take(backend.setInactiveDays(account, days)),

  readNetwork: (): Promise<NetworkSnapshot> => network.take(backend.network()),
  setProxy: (address: string): Promise<NetworkSnapshot> => network.take(backend.setProxy(address)),
  removeProxy: (): Promise<NetworkSnapshot> => network.take(backend.removeProxy()),

  activity: (query: ActivityQuery): Promise<ActivityPage> => backend.activity(query),
  exportActivity: (): Promise<WrittenFile> => backend.exportActivity(),
  diagnostics: (): Promise<DiagnosticsPreview> => backend.diagnostics(),
  exportDiagnostics: (): Promise<WrittenFile> => backend.exportDiagnostics(),

  /** The window stays, and nothing was answered. */
  keepOpen: (): void => void (closing = false),
  /** The question goes once Rust has its answer. */
  async closeWindow(stay: boolean, remember: boolean): Promise<void> {
    await backend.closeWindow(stay, remember);
    closing = false;
  },
};
