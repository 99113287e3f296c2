// What can fail, and what that says to the person. A code or link problem without words does not
// type-check.

import { left } from "../kit/countdown";
import type { Failure, ImportProblem, KitProblem, LinkProblem } from "./contract";
import { isolated, ltr } from "./text";
import type { Words } from "./words/en";

/** A failure that Rust knows nothing of: its log holds no reference that support could look up. */
export type Unlogged = { code: "NO_ANSWER" } | { code: "WINDOW_STOPPED" };

/** A call got no answer that can be read. */
export const NO_ANSWER: Unlogged = { code: "NO_ANSWER" };

/** A mistake of this UI that nothing caught. */
export const WINDOW_STOPPED: Unlogged = { code: "WINDOW_STOPPED" };

export function isLogged(error: unknown): error is Failure {
  return typeof error === "object" && error !== null && "code" in error && "reference" in error;
}

export function isFailure(error: unknown): error is Failure | Unlogged {
  return error === NO_ANSWER || isLogged(error);
}

export interface FailureWords {
  /** What happened. */
  title: string;
  /** What to do next. */
  sentence: string;
  /** The label of the one button that does it. */
  action: string;
}

/** Words of which the sentence names something. */
type Naming<Thing extends unknown[]> = Omit<FailureWords, "sentence"> & {
  sentence: (...thing: Thing) => string;
};

/** Codes whose words need more than the code. */
interface Telling {
  DATA_FOLDER_UNUSABLE: Naming<[folder: string]>;
  /** While nothing is kept here yet, a passphrase does as well. */
  KEYCHAIN_ABSENT: Record<"fresh" | "kept", FailureWords>;
  VAULT_ELSEWHERE: Naming<[environment: string]>;
  PASSPHRASE_UNFIT: Naming<[fewest: number]>;
  KIT_INVALID: {
    count: Naming<[found: number, needed: number]>;
    word: Naming<[place: number]>;
    checksum: FailureWords;
  };
  LINK_INVALID: Record<LinkProblem, FailureWords>;
  TELEGRAM_REFUSED: Naming<[name: string]>;
  FLOOD_WAIT: Naming<[when: string]>;
  CODE_TOO_EARLY: Naming<[when: string]>;
  FRESH_RESET_FORBIDDEN: Naming<[when: string]>;
  IMPORT_INVALID: Record<ImportProblem, FailureWords>;
  FILE_NOT_WRITTEN: Naming<[folder: string]>;
  /** Its title is that of `INTERNAL`. */
  WINDOW_STOPPED: Omit<FailureWords, "title">;
}

/** Every code's words. */
export type FailureTable = {
  [Code in (Failure | Unlogged)["code"]]: Code extends keyof Telling ? Telling[Code] : FailureWords;
};

/** When trying again makes sense, in milliseconds since 1970, if a failure names a time. */
export function retryAt(failure: Failure | Unlogged): number | undefined {
  return "retryAt" in failure ? failure.retryAt : undefined;
}

/** What names a time says how far off that is now. */
export function failureWords(
  failure: Failure | Unlogged,
  words: Words,
  now = Date.now(),
): FailureWords {
  switch (failure.code) {
    case "DATA_FOLDER_UNUSABLE": {
      const { title, sentence, action } = words.failure.DATA_FOLDER_UNUSABLE;
      return { title, sentence: sentence(ltr(failure.folder)), action };
    }
    case "LINK_INVALID":
      return words.failure.LINK_INVALID[failure.problem];
    case "WINDOW_STOPPED":
      return { title: words.failure.INTERNAL.title, ...words.failure.WINDOW_STOPPED };
    case "KEYCHAIN_ABSENT":
      return words.failure.KEYCHAIN_ABSENT[failure.fresh ? "fresh" : "kept"];
    case "VAULT_ELSEWHERE": {
      const { title, sentence, action } = words.failure.VAULT_ELSEWHERE;
      return { title, sentence: sentence(isolated(failure.environment)), action };
    }
    case "PASSPHRASE_UNFIT": {
      const { title, sentence, action } = words.failure.PASSPHRASE_UNFIT;
      return { title, sentence: sentence(failure.fewest), action };
    }
    case "KIT_INVALID":
      return kitWords(failure.problem, words);
    case "IMPORT_INVALID":
      return words.failure.IMPORT_INVALID[failure.problem];
    case "TELEGRAM_REFUSED": {
      const { title, sentence, action } = words.failure.TELEGRAM_REFUSED;
      return { title, sentence: sentence(ltr(failure.name)), action };
    }
    case "FLOOD_WAIT":
    case "CODE_TOO_EARLY":
    case "FRESH_RESET_FORBIDDEN": {
      const { title, sentence, action } = words.failure[failure.code];
      return { title, sentence: sentence(words.when(left(failure.retryAt, now))), action };
    }
    case "FILE_NOT_WRITTEN": {
      const { title, sentence, action } = words.failure.FILE_NOT_WRITTEN;
      return { title, sentence: sentence(ltr(failure.folder)), action };
    }
    case "INTERNAL":
    case "DISK_FULL":
    case "SETTINGS_NOT_SAVED":
    case "KEYCHAIN_LOCKED":
    case "KEYCHAIN_SILENT":
    case "KEY_MISSING":
    case "KEY_WRONG":
    case "KEY_DOUBLED":
    case "VAULT_NEWER":
    case "VAULT_DAMAGED":
    case "VAULT_IN_USE":
    case "VAULT_FAILED":
    case "VAULT_CLOSED":
    case "PASSPHRASE_WRONG":
    case "OUT_OF_MEMORY":
    case "KIT_WRONG":
    case "KIT_DAMAGED":
    case "NO_ANSWER":
    case "TELEGRAM_UNREACHABLE":
    case "TELEGRAM_SILENT":
    case "TELEGRAM_GARBLED":
    case "PROXY_UNREACHABLE":
    case "PROXY_INVALID":
    case "PROXY_UNREADABLE":
    case "NO_API_ID":
    case "API_ID_INVALID":
    case "API_ID_PUBLISHED_FLOOD":
    case "UNUSABLE":
    case "PHONE_NUMBER_FLOOD":
    case "PHONE_NUMBER_INVALID":
    case "PHONE_NUMBER_UNOCCUPIED":
    case "PHONE_NUMBER_BANNED":
    case "PHONE_CODE_INVALID":
    case "PHONE_CODE_EXPIRED":
    case "SEND_CODE_UNAVAILABLE":
    case "OFFICIAL_APP_ONLY":
    case "UPDATE_APP_TO_LOGIN":
    case "EMAIL_INVALID":
    case "EMAIL_NOT_ALLOWED":
    case "PASSWORD_HASH_INVALID":
    case "PASSWORD_CHANGED":
    case "PASSWORD_RECOVERY_NA":
    case "SESSION_REVOKED":
    case "AUTH_KEY_DUPLICATED":
    case "SESSION_EXPIRED":
    case "SESSION_LOST":
    case "USER_DEACTIVATED":
    case "USER_RESTRICTED":
    case "SIGN_IN_ENDED":
    case "SIGN_IN_NOT_NOW":
    case "NOT_HERE":
    case "NAME_UNFIT":
      return words.failure[failure.code];
  }
}

function kitWords(problem: KitProblem, words: Words): FailureWords {
  const { count, word, checksum } = words.failure.KIT_INVALID;
  switch (problem.kind) {
    case "count":
      return { ...count, sentence: count.sentence(problem.found, problem.needed) };
    case "word":
      return { ...word, sentence: word.sentence(problem.place) };
    case "checksum":
      return checksum;
  }
}
