import { expect, test } from "vitest";
import type { Cause, LinkProblem } from "./contract";
import { failureWords } from "./failures";
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
];

test.each(tongues)("every failure says what happened and what to do in %s", (tongue) => {
  const said = causes.map((cause) =>
    failureWords({ ...cause, reference: "7F3K-2Q9D" }, catalogues[tongue]),
  );
  for (const { title, sentence, action } of said)
    expect([title, sentence, action].every((words) => words.length > 1)).toBe(true);
  expect(new Set(said.map(({ sentence }) => sentence)).size).toBe(causes.length);
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
