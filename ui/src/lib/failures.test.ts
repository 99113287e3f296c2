import { expect, test } from "vitest";
import type { Cause, Failure, ImportProblem, LinkProblem } from "./contract";
import { failureWords, NO_ANSWER, WINDOW_STOPPED, type Unlogged } from "./failures";
import { catalogues, tongues } from "./words";

const problems: Record<LinkProblem, true> = {
  notALink: true,
  damaged: true,
  notHttps: true,
  privateAddress: true,
};

const imports: Record<ImportProblem, true> = { notASession: true, bot: true, elsewhere: true };

const causes: Cause[] = [
  { code: "INTERNAL" },
  { code: "DATA_FOLDER_UNUSABLE", folder: "/data" },
  { code: "DISK_FULL" },
  { code: "SETTINGS_NOT_SAVED" },
  ...Object.keys(problems).map((problem): Cause => ({
    code: "LINK_INVALID",
    problem: problem as LinkProblem,
  })),
  ...Object.keys(imports).map((problem): Cause => ({
    code: "IMPORT_INVALID",
    problem: problem as ImportProblem,
  })),
  { code: "KEYCHAIN_LOCKED", fresh: false },
  { code: "KEYCHAIN_ABSENT", fresh: true },
  { code: "KEYCHAIN_ABSENT", fresh: false },
  { code: "KEYCHAIN_SILENT", fresh: false },
  { code: "KEY_MISSING" },
  { code: "KEY_WRONG" },
  { code: "KEY_DOUBLED" },
  { code: "VAULT_NEWER" },
  { code: "VAULT_DAMAGED" },
  { code: "VAULT_ELSEWHERE", environment: "local" },
  { code: "VAULT_IN_USE" },
  { code: "VAULT_FAILED" },
  { code: "VAULT_CLOSED" },
  { code: "PASSPHRASE_WRONG" },
  { code: "PASSPHRASE_UNFIT", fewest: 12, most: 1024 },
  { code: "OUT_OF_MEMORY" },
  { code: "KIT_INVALID", problem: { kind: "count", found: 23, needed: 24 } },
  { code: "KIT_INVALID", problem: { kind: "word", place: 7 } },
  { code: "KIT_INVALID", problem: { kind: "checksum" } },
  { code: "KIT_WRONG" },
  { code: "KIT_DAMAGED" },
  { code: "TELEGRAM_REFUSED", name: "SOMETHING_NEW" },
  { code: "FLOOD_WAIT", retryAt: 0 },
  { code: "CODE_TOO_EARLY", retryAt: 0 },
  { code: "FRESH_RESET_FORBIDDEN", retryAt: 0 },
  { code: "FILE_NOT_WRITTEN", folder: "/downloads" },
  { code: "TELEGRAM_UNREACHABLE" },
  { code: "TELEGRAM_SILENT" },
  { code: "TELEGRAM_GARBLED" },
  { code: "PROXY_UNREACHABLE" },
  { code: "PROXY_INVALID" },
  { code: "PROXY_UNREADABLE" },
  { code: "NO_API_ID" },
  { code: "API_ID_INVALID" },
  { code: "API_ID_PUBLISHED_FLOOD" },
  { code: "UNUSABLE" },
  { code: "PHONE_NUMBER_FLOOD" },
  { code: "PHONE_NUMBER_INVALID" },
  { code: "PHONE_NUMBER_UNOCCUPIED" },
  { code: "PHONE_NUMBER_BANNED" },
  { code: "PHONE_CODE_INVALID" },
  { code: "PHONE_CODE_EXPIRED" },
  { code: "SEND_CODE_UNAVAILABLE" },
  { code: "OFFICIAL_APP_ONLY" },
  { code: "UPDATE_APP_TO_LOGIN" },
  { code: "EMAIL_INVALID" },
  { code: "EMAIL_NOT_ALLOWED" },
  { code: "PASSWORD_HASH_INVALID" },
  { code: "PASSWORD_CHANGED" },
  { code: "PASSWORD_RECOVERY_NA" },
  { code: "SESSION_REVOKED" },
  { code: "AUTH_KEY_DUPLICATED" },
  { code: "SESSION_EXPIRED" },
  { code: "SESSION_LOST" },
  { code: "USER_DEACTIVATED" },
  { code: "USER_RESTRICTED" },
  { code: "SIGN_IN_ENDED" },
  { code: "SIGN_IN_NOT_NOW" },
  { code: "NOT_HERE" },
  { code: "NAME_UNFIT" },
];

const unlogged: Unlogged[] = [NO_ANSWER, WINDOW_STOPPED];

test.each(tongues)("every failure says what happened and what to do in %s", (tongue) => {
  const failures = [
    ...causes.map((cause): Failure => ({ ...cause, reference: "7F3K-2Q9D" })),
    ...unlogged,
  ];
  const said = failures.map((failure) => failureWords(failure, catalogues[tongue]));
  for (const { title, sentence, action } of said)
    expect([title, sentence, action].every((words) => words.length > 1)).toBe(true);
  expect(new Set(said.map(({ sentence }) => sentence)).size).toBe(failures.length);
});

test.each(tongues)("nobody is sent to support without a reference in %s", (tongue) => {
  const { reference } = catalogues[tongue];
  for (const failure of unlogged)
    expect(failureWords(failure, catalogues[tongue]).sentence.toLowerCase()).not.toContain(
      reference.toLowerCase(),
    );
});

test("a failure about a folder names it", () => {
  const failure = {
    code: "DATA_FOLDER_UNUSABLE",
    folder: "/data",
    reference: "7F3K-2Q9D",
  } as const;
  for (const tongue of tongues)
    expect(failureWords(failure, catalogues[tongue]).sentence).toContain("/data");
});

test.each(tongues)("a failure with a time counts down in %s", (tongue) => {
  const retryAt = 1_800_000_000_000;
  const failure = { code: "FLOOD_WAIT", retryAt, reference: "7F3K-2Q9D" } as const;
  const { words, at } = { words: catalogues[tongue], at: (before: number) => retryAt - before };
  const said = [0, 102_000, 76_440_000, 900_000_000].map(
    (before) => failureWords(failure, words, at(before)).sentence,
  );
  expect(new Set(said).size).toBe(4);
  if (tongue === "en")
    expect(said.slice(0, 3)).toEqual([
      "The next works now.",
      "The next works in 1:42.",
      "The next works in 21 h 14 min.",
    ]);
  if (tongue === "fa") expect(said[1]).toContain("۱:۴۲");
});

test("a code and its words cannot be forgotten", () => {
  const known = new Set(causes.map(({ code }) => code));
  const said = Object.keys(catalogues.en.failure).filter(
    (code) => !unlogged.some((failure) => failure.code === code),
  );
  expect(said.filter((code) => !known.has(code as Cause["code"]))).toEqual([]);
});
