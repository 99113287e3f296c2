import { describe, expect, test } from "vitest";
import { faces } from "../../gallery/sign-in-faces";
import type { SignInSnapshot, SignInUnderWay } from "../../lib/contract";
import { backOf, digitsOf, faceOf, isRoad, lossOf, remedyFor, shapeOf, stageOf } from "./journey";

function underWay(name: string): SignInUnderWay {
  const snapshot = faces[name];
  if (snapshot?.state !== "underWay") throw new Error(name);
  return snapshot;
}

describe("the face", () => {
  test("stays while the same code is typed, checked and wrong", () => {
    const names = ["code-app", "code-app-busy", "code-app-wrong", "code-offline"];
    const seen = names.map((name) => faceOf(faces[name] as SignInSnapshot));
    expect(new Set(seen).size).toBe(1);
  });

  test("is another one for a new code, even one that went the same way", () => {
    const { step, ...rest } = underWay("code-app");
    if (step.kind !== "code") throw new Error();
    const newer = { ...rest, step: { ...step, sentAt: step.sentAt + 1 } };
    expect(faceOf({ state: "underWay", ...newer })).not.toBe(
      faceOf(faces["code-app"] as SignInSnapshot),
    );
  });

  test("stays while a QR code renews itself", () => {
    const names = ["qr", "qr-fetching", "qr-scanned", "qr-offline"];
    expect(new Set(names.map((name) => faceOf(faces[name] as SignInSnapshot))).size).toBe(1);
  });
});

describe("how far it has come", () => {
  test("grows from number to done", () => {
    const path = ["phone", "code-app", "password", "done"];
    expect(path.map((name) => stageOf(underWay(name).step))).toEqual([0, 1, 2, 3]);
    expect(stageOf(underWay("qr").step)).toBe(0);
    expect(stageOf(underWay("dead-banned").step)).toBeUndefined();
  });
});

describe("back", () => {
  test("goes the shortest way that is offered", () => {
    expect(backOf(underWay("recovery"))).toBe("back");
    expect(backOf(underWay("code-app"))).toBe("usePhone");
    expect(backOf(underWay("phone"))).toBe("cancel");
    expect(backOf(underWay("dead-api"))).toBe("cancel");
  });

  test("is there at every step but the last", () => {
    for (const snapshot of Object.values(faces))
      if (snapshot.state === "underWay")
        expect(backOf(snapshot) === undefined).toBe(snapshot.step.kind === "done");
  });

  test("asks first where something would be lost", () => {
    const loss = (name: string) => {
      const at = underWay(name);
      return lossOf(at, backOf(at) ?? "cancel");
    };
    expect(loss("code-app")).toBe("code");
    expect(loss("email-setup")).toBe("code");
    expect(loss("password")).toBe("password");
    expect(loss("qr-scanned")).toBe("scanned");
    expect(loss("dead-unkept")).toBe("unkept");
  });

  test("does not ask where nothing is lost", () => {
    for (const name of ["phone", "qr", "code-ended", "code-official", "dead-banned"])
      expect(lossOf(underWay(name), "cancel")).toBeUndefined();
    expect(lossOf(underWay("recovery"), "back")).toBeUndefined();
    expect(lossOf(underWay("recovery"), "cancel")).toBe("password");
  });
});

describe("a code", () => {
  test("has boxes where its length is known and they fit", () => {
    expect(shapeOf({ kind: "app", length: 5 })).toEqual({ boxes: 5 });
    expect(shapeOf({ kind: "missedCall", prefix: "+49", length: 6 })).toEqual({ boxes: 6 });
    expect(digitsOf(null)).toEqual({ boxes: null, digits: true });
    expect(digitsOf(0)).toEqual({ boxes: null, digits: true });
    expect(digitsOf(12)).toEqual({ boxes: null, digits: true });
  });

  test("of words is a line, and one that will not come is nothing", () => {
    expect(shapeOf({ kind: "word", beginning: null })).toEqual({ boxes: null, digits: false });
    expect(shapeOf({ kind: "flashCall", pattern: "" })).toEqual({ boxes: null, digits: true });
    expect(shapeOf({ kind: "officialApp" })).toBeUndefined();
  });
});

describe("the button of a failure", () => {
  test("does what it says where that is offered", () => {
    expect(remedyFor("PHONE_NUMBER_FLOOD", ["phone", "useQr"])).toBe("useQr");
    expect(remedyFor("PHONE_CODE_EXPIRED", ["newCode", "usePhone"])).toBe("newCode");
    expect(remedyFor("PHONE_NUMBER_BANNED", ["usePhone", "cancel"])).toBe("usePhone");
  });

  test("tries again what could not be done", () => {
    expect(remedyFor("DISK_FULL", ["retry", "cancel"])).toBe("retry");
    expect(remedyFor("TELEGRAM_UNREACHABLE", ["retry", "usePhone"])).toBe("retry");
  });

  test("leads back to what was typed where nothing else does", () => {
    expect(remedyFor("TELEGRAM_UNREACHABLE", ["phone", "useQr"])).toBeUndefined();
    expect(remedyFor("PHONE_NUMBER_FLOOD", ["phone"])).toBeUndefined();
  });

  test("knows which failures a proxy may mend", () => {
    expect(isRoad("TELEGRAM_UNREACHABLE")).toBe(true);
    expect(isRoad("PHONE_CODE_INVALID")).toBe(false);
  });
});
