import { expect, test } from "vitest";
import { Latest } from "./latest.svelte";

test("an answer is taken", async () => {
  const latest = new Latest<string>();
  expect(await latest.take(Promise.resolve("read"))).toBe("read");
  expect(latest.value).toBe("read");
});

test("what is heard during a call is newer than its answer", async () => {
  const latest = new Latest<string>();
  let resolve: (answer: string) => void = () => undefined;
  const taken = latest.take(new Promise<string>((answer) => (resolve = answer)));
  latest.hear("sent");
  resolve("read");
  expect(await taken).toBe("read");
  expect(latest.value).toBe("sent");
});

test("a failed call changes nothing", async () => {
  const latest = new Latest<string>();
  latest.hear("sent");
  await expect(latest.take(Promise.reject(new Error("no")))).rejects.toThrow();
  expect(latest.value).toBe("sent");
});
