import { describe, expect, test, vi } from "vitest";
import { faces } from "../../gallery/sign-in-faces";
import type { SignInSnapshot } from "../../lib/contract";
import { Doing, type Door } from "./doing.svelte";

function journey(snapshot: SignInSnapshot | undefined) {
  if (!snapshot) throw new Error();
  const answers: ((snapshot: SignInSnapshot) => void)[] = [];
  const asked = vi.fn(() => new Promise<SignInSnapshot>((answer) => answers.push(answer)));
  const door = { submitCode: asked, actSignIn: asked, cancelSignIn: asked } as unknown as Door;
  const at = { snapshot };
  return { doing: new Doing(door, () => at.snapshot), asked, answers, at };
}

const failed = { code: "SIGN_IN_NOT_NOW", reference: "7F3K-2Q9D" } as const;

describe("a sign-in on screen", () => {
  test("a code goes out once however often it is handed in", async () => {
    const { doing, asked, answers } = journey(faces["code-app"]);
    const first = doing.run((door) => door.submitCode("40912"));
    expect(await doing.run((door) => door.submitCode("40912"))).toBe(false);
    expect(asked).toHaveBeenCalledTimes(1);
    answers[0]?.(faces["password"] as SignInSnapshot);
    expect(await first).toBe(true);
  });

  test("nothing goes out while Rust waits for Telegram", async () => {
    const { doing, asked } = journey(faces["code-app-busy"]);
    expect(doing.busy).toBe(true);
    expect(await doing.run((door) => door.submitCode("40912"))).toBe(false);
    expect(asked).not.toHaveBeenCalled();
  });

  test("leaving does not wait for what is under way", () => {
    const { doing, asked } = journey(faces["code-app-busy"]);
    doing.act("resend");
    expect(asked).not.toHaveBeenCalled();
    doing.act("usePhone");
    doing.leave((door) => door.cancelSignIn());
    expect(asked).toHaveBeenCalledTimes(2);
  });

  test("what a call was refused for stands before what Telegram said, until another face", async () => {
    const { doing } = journey(faces["code-app-wrong"]);
    expect(doing.failure?.code).toBe("PHONE_CODE_INVALID");
    await doing.run(() => Promise.reject(failed));
    expect(doing.failure?.code).toBe("SIGN_IN_NOT_NOW");
    doing.arrive();
    expect(doing.failure?.code).toBe("PHONE_CODE_INVALID");
  });
});
