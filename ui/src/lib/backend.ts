// The one door between the web view and Rust: every command and every event, typed.

import { invoke } from "@tauri-apps/api/core";
import { listen, type UnlistenFn } from "@tauri-apps/api/event";
import type {
  AppSnapshot,
  Failure,
  LinkSnapshot,
  ProblemSnapshot,
  SettingsChange,
  SettingsSnapshot,
} from "./contract";

/** Whole snapshots that Rust sends when something changed. */
interface Snapshots {
  settings: SettingsSnapshot;
  link: LinkSnapshot;
  problem: ProblemSnapshot;
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

/** Rejects with a `Failure` and nothing else. */
async function answer<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw isFailure(error) ? error : noAnswer;
  }
}

export function isFailure(error: unknown): error is Failure {
  return typeof error === "object" && error !== null && "code" in error && "reference" in error;
}

/** Rust refused or could not read the call itself: there is no reference in its log. */
const noAnswer: Failure = { code: "INTERNAL", reference: "0000-0000" };
