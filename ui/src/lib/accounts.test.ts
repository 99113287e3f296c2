import { expect, test } from "vitest";
import { nameOf, removalOf } from "./accounts";
import type { Failure, Standing } from "./contract";
import { isLost, remedyOf, toneOf } from "./health";

const failure: Failure = { code: "TELEGRAM_UNREACHABLE", reference: "7F3K-2Q9D" };
const standings: Record<Standing, true> = {
  active: true,
  revoked: true,
  duplicated: true,
  expired: true,
  keyLost: true,
  deactivated: true,
  banned: true,
  frozen: true,
  unreachable: true,
};

test("an account is called as its owner calls it", () => {
  expect(nameOf({ name: "Mara Lind", localName: null })).toBe("Mara Lind");
  expect(nameOf({ name: "Mara Lind", localName: "Work" })).toBe("Work");
});

test("access ends before the sign-in that could end it does", () => {
  const leaving = { kind: "leaving", failure: null, nextAt: null } as const;
  expect(removalOf({ ...leaving, access: 2 })).toEqual({
    ending: "doing",
    signingOut: "waiting",
    forgetting: "waiting",
  });
  expect(removalOf({ ...leaving, access: 0 })).toEqual({
    ending: "done",
    signingOut: "doing",
    forgetting: "waiting",
  });
});

test("what failed is the step that is next", () => {
  const leaving = { kind: "leaving", failure, nextAt: 1 } as const;
  expect(removalOf({ ...leaving, access: 2 }).ending).toBe("failed");
  expect(removalOf({ ...leaving, access: 0 }).signingOut).toBe("failed");
});

test("only what works is green, and everything else has a way on", () => {
  for (const standing of Object.keys(standings) as Standing[]) {
    const works = standing === "active";
    expect(toneOf(standing, { kind: "here" }) === "done", standing).toBe(works);
    expect(remedyOf(standing) === "none", standing).toBe(works);
  }
});

test("an account on its way out is waited for, whatever its health", () => {
  const leaving = { kind: "leaving", access: 0, failure: null, nextAt: null } as const;
  expect(toneOf("active", leaving)).toBe("wait");
  expect(toneOf("revoked", leaving)).toBe("wait");
});

test("a lost sign-in is not tried again but signed in again", () => {
  expect(isLost({ code: "SESSION_REVOKED", reference: "7F3K-2Q9D" })).toBe(true);
  expect(isLost(failure)).toBe(false);
});
