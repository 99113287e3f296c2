import { expect, test } from "vitest";
import { Latest } from "./latest.svelte";

test("an_answer_is_taken", async () => {
  const latest = new Latest<string>();
  expect(await latest.take(Promise.resolve("read"))).toBe("read");
  expect(latest.value).toBe("read");
});

test("what_is_heard_during_a_call_is_newer_than_its_answer", async () => {
  const latest = new Latest<string>();
  let resolve: (answer: string) => void = () => undefined;
  const taken = latest.take(new Promise<string>((answer) => (resolve = answer)));
  latest.hear("sent");
  resolve("read");
  expect(await taken).toBe("read");
  expect(latest.value).toBe("sent");
});

test("a_failed_call_changes_nothing", async () => {
  const latest = new Latest<string>();
  latest.hear("sent");
  await expect(latest.take(Promise.reject(new Error("no")))).rejects.toThrow();
  expect(latest.value).toBe("sent");
});
