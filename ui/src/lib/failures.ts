// What can fail, and what that says to the person. A code or link problem without words does not
// type-check.

import type { Failure, LinkProblem } from "./contract";
import { ltr } from "./text";
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

/** Codes whose words need more than the code. */
interface Telling {
  DATA_FOLDER_UNUSABLE: Omit<FailureWords, "sentence"> & { sentence: (folder: string) => string };
  LINK_INVALID: Record<LinkProblem, FailureWords>;
  /** Its title is that of `INTERNAL`. */
  WINDOW_STOPPED: Omit<FailureWords, "title">;
}

/** Every code's words. */
export type FailureTable = {
  [Code in (Failure | Unlogged)["code"]]: Code extends keyof Telling ? Telling[Code] : FailureWords;
};

export function failureWords(failure: Failure | Unlogged, words: Words): FailureWords {
  switch (failure.code) {
    case "DATA_FOLDER_UNUSABLE": {
      const { title, sentence, action } = words.failure.DATA_FOLDER_UNUSABLE;
      return { title, sentence: sentence(ltr(failure.folder)), action };
    }
    case "LINK_INVALID":
      return words.failure.LINK_INVALID[failure.problem];
    case "WINDOW_STOPPED":
      return { title: words.failure.INTERNAL.title, ...words.failure.WINDOW_STOPPED };
    case "INTERNAL":
    case "DISK_FULL":
    case "SETTINGS_NOT_SAVED":
    case "NO_ANSWER":
      return words.failure[failure.code];
  }
}
