import { expect, test } from "vitest";
import type { Cause, Failure, LinkProblem } from "./contract";
import { failureWords, NO_ANSWER, WINDOW_STOPPED, type Unlogged } from "./failures";
import { catalogues, tongues } from "./words";

const problems: Record<LinkProblem, true> = {
  notALink: true,
  damaged: true,
  notHttps: true,
  privateAddress: true,
};

const causes: Cause[] = [
  { code: "INTERNAL" },
  { code: "DATA_FOLDER_UNUSABLE", folder: "/data" },
  { code: "DISK_FULL" },
  { code: "SETTINGS_NOT_SAVED" },
  ...Object.keys(problems).map((problem): Cause => ({
    code: "LINK_INVALID",
    problem: problem as LinkProblem,
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
