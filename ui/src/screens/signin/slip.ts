// A failure that belongs to what was typed stands at its field.

import type { Failure } from "../../lib/contract";
import { failureWords, type Unlogged } from "../../lib/failures";
import type { Words } from "../../lib/words";

type Code = (Failure | Unlogged)["code"];

export const slips = {
  phone: ["PHONE_NUMBER_INVALID", "UNUSABLE"],
  code: ["PHONE_CODE_INVALID", "UNUSABLE"],
  email: ["EMAIL_INVALID", "EMAIL_NOT_ALLOWED", "UNUSABLE"],
  password: ["PASSWORD_HASH_INVALID", "PASSWORD_CHANGED", "UNUSABLE"],
  bring: ["IMPORT_INVALID", "UNUSABLE"],
  proxy: ["PROXY_INVALID", "UNUSABLE"],
} as const satisfies Record<string, readonly Code[]>;

/** What the field says, if the failure is one of its own. */
export function slipOf(
  failure: Failure | Unlogged | undefined,
  field: keyof typeof slips,
  words: Words,
): string | undefined {
  const own: readonly Code[] = slips[field];
  if (!failure || !own.includes(failure.code)) return undefined;
  const { title, sentence } = failureWords(failure, words);
  return `${title}. ${sentence}`;
}
