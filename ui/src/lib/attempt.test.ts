import { expect, test } from "vitest";
import { Attempt } from "./attempt.svelte";
import type { Failure } from "./contract";

const full: Failure = { code: "DISK_FULL", reference: "7F3K-2Q9D" };

test("a failure stays until the next try", async () => {
  const attempt = new Attempt();
  expect(await attempt.run(() => Promise.reject(full))).toBe(false);
  expect(attempt.failure).toEqual(full);
  expect(attempt.busy).toBe(false);
  expect(await attempt.run(() => Promise.resolve())).toBe(true);
  expect(attempt.failure).toBeUndefined();
});

test("an overtaken try says nothing", async () => {
  const attempt = new Attempt();
  let fail: (failure: Failure) => void = () => undefined;
  const first = attempt.run(() => new Promise((_, reject) => (fail = reject)));
  const second = attempt.run(() => Promise.resolve());
  fail(full);
  expect([await first, await second]).toEqual([false, true]);
  expect(attempt.failure).toBeUndefined();
});

test("a mistake of ours is not shown as a failure", async () => {
  const attempt = new Attempt();
  await expect(attempt.run(() => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
  expect(attempt.busy).toBe(false);
});
