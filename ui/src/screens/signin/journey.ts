// What follows from where a sign-in is: pure, so that no screen decides it twice.

import type {
  Cause,
  CodeWay,
  SignInAct,
  SignInOffer,
  SignInSnapshot,
  SignInStep,
  SignInUnderWay,
} from "../../lib/contract";

export type Step<Kind extends SignInStep["kind"]> = Extract<SignInStep, { kind: Kind }>;

/** Phone or QR, code, password, done. */
export const STAGES = 4;

export function stageOf(step: SignInStep): number | undefined {
  switch (step.kind) {
    case "phone":
    case "qr":
    case "import":
      return 0;
    case "code":
    case "emailSetup":
    case "emailCode":
      return 1;
    case "password":
    case "recovery":
      return 2;
    case "done":
      return 3;
    case "deadEnd":
      return undefined;
  }
}

/** Names a face: another one comes in anew and takes the focus. A new code is a new face. */
export function faceOf(snapshot: SignInSnapshot): string {
  if (snapshot.state !== "underWay") return snapshot.state;
  const { step } = snapshot;
  switch (step.kind) {
    case "code":
      return `code ${step.way.kind} ${step.sentAt}`;
    case "emailCode":
      return `emailCode ${step.setup} ${step.sentAt}`;
    case "deadEnd":
      return `deadEnd ${step.failure.reference}`;
    case "phone":
    case "qr":
    case "emailSetup":
    case "password":
    case "recovery":
    case "import":
    case "done":
      return step.kind;
  }
}

/** What Back does. */
export type Back = "back" | "usePhone" | "cancel";

/** The nearest there is to go back to. Whoever is done leaves by the button that says so. */
export function backOf({ step, offers }: SignInUnderWay): Back | undefined {
  if (step.kind === "done") return undefined;
  const ways: Back[] = ["back", "usePhone", "cancel"];
  return ways.find((way) => offers.includes(way));
}

/** What leaving would lose; asked about first. */
export type Loss = "code" | "password" | "scanned" | "unkept";

export function lossOf(underWay: SignInUnderWay, way: Back): Loss | undefined {
  const { step, offers } = underWay;
  switch (step.kind) {
    case "code":
      return step.alive && step.way.kind !== "officialApp" ? "code" : undefined;
    case "emailCode":
    case "emailSetup":
      return step.alive && way !== "back" ? "code" : undefined;
    case "password":
    case "recovery":
      return way === "back" ? undefined : "password";
    case "qr":
      return step.scanned ? "scanned" : undefined;
    case "deadEnd":
      return offers.includes("retry") ? "unkept" : undefined;
    case "phone":
    case "import":
    case "done":
      return undefined;
  }
}

/** A box for each digit, or a line to type in. */
export type CodeShape = { boxes: number } | { boxes: null; digits: boolean };

/** More boxes than this do not fit beside each other. */
const MOST_BOXES = 8;

export function shapeOf(way: CodeWay): CodeShape | undefined {
  switch (way.kind) {
    case "app":
    case "sms":
    case "call":
    case "missedCall":
    case "fragment":
      return digitsOf(way.length);
    case "flashCall":
      return { boxes: null, digits: true };
    case "word":
    case "phrase":
      return { boxes: null, digits: false };
    case "officialApp":
      return undefined;
  }
}

export function digitsOf(length: number | null): CodeShape {
  if (length === null || length < 1 || length > MOST_BOXES) return { boxes: null, digits: true };
  return { boxes: length };
}

type Code = Cause["code"] | "NO_ANSWER" | "WINDOW_STOPPED";

/** What the button of a failure does; the others lead back to what was typed. */
const remedies: Partial<Record<Code, SignInAct | SignInAct[]>> = {
  PHONE_NUMBER_FLOOD: "useQr",
  SEND_CODE_UNAVAILABLE: "useQr",
  OFFICIAL_APP_ONLY: "useQr",
  PHONE_NUMBER_UNOCCUPIED: "usePhone",
  PHONE_NUMBER_BANNED: "usePhone",
  UPDATE_APP_TO_LOGIN: "usePhone",
  USER_DEACTIVATED: "usePhone",
  USER_RESTRICTED: "usePhone",
  SIGN_IN_ENDED: "usePhone",
  SESSION_REVOKED: "usePhone",
  AUTH_KEY_DUPLICATED: "usePhone",
  SESSION_EXPIRED: "usePhone",
  SESSION_LOST: "usePhone",
  PHONE_CODE_EXPIRED: ["newCode", "resend"],
  PASSWORD_HASH_INVALID: "recover",
  PASSWORD_RECOVERY_NA: "back",
};

/** Only what is offered now; what could not be done is tried again where that is offered. */
export function remedyFor(code: Code, offers: readonly SignInOffer[]): SignInAct | undefined {
  const named = [remedies[code] ?? []].flat().find((act) => offers.includes(act as SignInOffer));
  if (named) return named;
  return offers.includes("retry") ? "retry" : undefined;
}

/** Whether the way to a proxy is worth showing; two steps have it anyway. */
export function proxyHelps({ step, offers }: SignInUnderWay): boolean {
  return offers.includes("proxy") && step.kind !== "phone" && step.kind !== "qr";
}

/** Failures that say that the way to Telegram is shut, as `offline` does. */
export function isRoad(code: Code): boolean {
  return code === "TELEGRAM_UNREACHABLE" || code === "PROXY_UNREACHABLE";
}
