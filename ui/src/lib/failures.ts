// What a failure says to the person. A code or link problem without words does not type-check.

import type { Failure, LinkProblem } from "./contract";
import { ltr } from "./text";
import type { Words } from "./words/en";

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
}

/** Every code's words. */
export type FailureTable = {
  [Code in Failure["code"]]: Code extends keyof Telling ? Telling[Code] : FailureWords;
};

export function failureWords(failure: Failure, words: Words): FailureWords {
  switch (failure.code) {
    case "DATA_FOLDER_UNUSABLE": {
      const { title, sentence, action } = words.failure.DATA_FOLDER_UNUSABLE;
      return { title, sentence: sentence(ltr(failure.folder)), action };
    }
    case "LINK_INVALID":
      return words.failure.LINK_INVALID[failure.problem];
    case "INTERNAL":
    case "DISK_FULL":
    case "SETTINGS_NOT_SAVED":
      return words.failure[failure.code];
  }
}
