// What a failure says to the person. A code or link problem without words does not type-check.

import type { Failure, LinkProblem } from "./contract";
import type { Words } from "./words/en";

export interface FailureWords {
  /** What happened. */
  title: string;
  /** What to do next. */
  sentence: string;
  /** The label of the one button that does it. */
  action: string;
}

/** Every code's words; a code that has kinds has words for each of them. */
export type FailureTable = {
  [Code in Failure["code"]]: Code extends "LINK_INVALID"
    ? Record<LinkProblem, FailureWords>
    : FailureWords;
};

export function failureWords(failure: Failure, words: Words): FailureWords {
  if (failure.code === "LINK_INVALID") return words.failure.LINK_INVALID[failure.problem];
  return words.failure[failure.code];
}
