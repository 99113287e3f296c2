// Every face of the sign-in, from made-up snapshots.

import type {
  Cause,
  CodeWay,
  QrPicture,
  SignInOffer,
  SignInSnapshot,
  SignInStep,
  SignInUnderWay,
} from "../lib/contract";

const now = Date.now();
const phone = "+4915 *** 4077";

/** Looks like a code and says nothing. */
function picture(): QrPicture {
  const size = 33;
  const eyes: [number, number][] = [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ];
  let state = 7;
  let path = "";
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      const eye = eyes.find(([ex, ey]) => x > ex - 2 && x < ex + 8 && y > ey - 2 && y < ey + 8);
      const ring = eye ? Math.max(Math.abs(x - eye[0] - 3), Math.abs(y - eye[1] - 3)) : 0;
      if (eye ? ring < 2 || ring === 3 : state > 1_073_741_824) path += `M${x} ${y}h1v1h-1z`;
    }
  return { size, path };
}

const leaving: SignInOffer[] = ["proxy", "cancel"];
const offered: Record<SignInStep["kind"], SignInOffer[]> = {
  phone: ["phone", "useQr", ...leaving],
  qr: ["usePhone", ...leaving],
  code: ["code", "newCode", "useQr", "usePhone", ...leaving],
  emailSetup: ["email", "newCode", "useQr", "usePhone", ...leaving],
  emailCode: ["code", "newCode", "resetEmail", "useQr", "usePhone", ...leaving],
  password: ["password", "recover", "useQr", "usePhone", ...leaving],
  recovery: ["code", "resend", "back", "useQr", "usePhone", ...leaving],
  deadEnd: ["useQr", "usePhone", ...leaving],
  import: ["usePhone", ...leaving],
  done: [],
};

type Rest = Partial<Omit<SignInUnderWay, "step" | "failure">> & { failure?: Cause };

function face(step: SignInStep, { failure, ...rest }: Rest = {}): SignInSnapshot {
  return {
    state: "underWay",
    step,
    busy: false,
    offline: false,
    failure: failure ? { ...failure, reference: "7F3K-2Q9D" } : null,
    offers: offered[step.kind],
    again: null,
    proxied: false,
    ...rest,
  };
}

function code(
  way: CodeWay,
  rest: Rest = {},
  step: Partial<Extract<SignInStep, { kind: "code" }>> = {},
): SignInSnapshot {
  return face(
    {
      kind: "code",
      way,
      phone,
      next: "sms",
      sentAt: now - 18_000,
      resendAt: now + 102_000,
      alive: true,
      ...step,
    },
    rest,
  );
}

function email(
  step: Partial<Extract<SignInStep, { kind: "emailCode" }>> = {},
  rest: Rest = {},
): SignInSnapshot {
  return face(
    {
      kind: "emailCode",
      phone,
      pattern: "m***d@lind.example",
      length: 6,
      setup: false,
      reset: { kind: "after", seconds: 7 * 86_400 },
      sentAt: now,
      resendAt: null,
      alive: true,
      ...step,
    },
    { offers: [...offered.emailCode, "resend"], ...rest },
  );
}

function dead(cause: Cause, rest: Rest = {}): SignInSnapshot {
  return face({ kind: "deadEnd", failure: { ...cause, reference: "7F3K-2Q9D" } }, rest);
}

const done = {
  kind: "done",
  account: "00000000-0000-7000-8000-000000000000",
  name: "Mara Lind",
  phone,
  listedAs: "Signet, Debian",
  again: false,
  reloginDays: null,
} as const;

const app: CodeWay = { kind: "app", length: 5 };
const qr = {
  kind: "qr",
  code: picture(),
  shownAt: now - 12_000,
  renewedAt: now + 18_000,
  scanned: false,
} as const;
const none = { code: null, shownAt: null, renewedAt: null };
const unreachable: Cause = { code: "TELEGRAM_UNREACHABLE" };

export const faces: Record<string, SignInSnapshot> = {
  kept: { state: "kept", phone, keptAt: now - 240_000 },
  "kept-qr": { state: "kept", phone: null, keptAt: now - 240_000 },

  phone: face({ kind: "phone", known: null }),
  "phone-busy": face({ kind: "phone", known: null }, { busy: true, offers: ["useQr", "cancel"] }),
  "phone-invalid": face(
    { kind: "phone", known: null },
    { failure: { code: "PHONE_NUMBER_INVALID" } },
  ),
  "phone-flood": face(
    { kind: "phone", known: null },
    { failure: { code: "FLOOD_WAIT", retryAt: now + 102_000 } },
  ),
  "phone-ended": face({ kind: "phone", known: null }, { failure: { code: "SIGN_IN_ENDED" } }),
  "phone-unreachable": face(
    { kind: "phone", known: null },
    { failure: unreachable, offline: true },
  ),
  "phone-proxied": face({ kind: "phone", known: null }, { proxied: true }),
  known: face({ kind: "phone", known: phone }, { again: "Mara Lind" }),
  again: face({ kind: "phone", known: null }, { again: "Mara Lind" }),

  qr: face(qr),
  "qr-fetching": face({ ...qr, ...none }, { busy: true }),
  "qr-scanned": face({ ...qr, ...none, scanned: true }, { busy: true }),
  "qr-offline": face({ ...qr, ...none }, { offline: true, offers: ["retry", ...offered.qr] }),
  "qr-unreachable": face(
    { ...qr, ...none },
    { offline: true, failure: unreachable, offers: ["retry", ...offered.qr] },
  ),

  "code-app": code(app),
  "code-app-busy": code(app, { busy: true, offers: ["usePhone", "useQr", "cancel"] }),
  "code-app-wrong": code(app, { failure: { code: "PHONE_CODE_INVALID" } }),
  "code-app-only": code(app, {}, { next: null, resendAt: null }),
  "code-app-resend": code(app, { offers: [...offered.code, "resend"] }, { resendAt: now - 1 }),
  "code-ended": code(app, { failure: { code: "PHONE_CODE_EXPIRED" } }, { alive: false }),
  "code-unreachable": code(app, { failure: unreachable, offline: true }),
  "code-offline": code(app, { offline: true }),
  "code-refused": code(app, { failure: { code: "TELEGRAM_REFUSED", name: "SOMETHING_NEW" } }),
  "code-sms": code({ kind: "sms", length: 5 }, {}, { next: "call" }),
  "code-call": code({ kind: "call", length: 6 }, {}, { next: "missedCall" }),
  "code-flash": code({ kind: "flashCall", pattern: "+7900***" }, {}, { next: null }),
  "code-missed": code({ kind: "missedCall", prefix: "+4930", length: 6 }),
  "code-fragment": code(
    { kind: "fragment", url: "https://fragment.com/login", length: 5 },
    {},
    { phone: "+888 *** 4077", next: null },
  ),
  "code-official": code({ kind: "officialApp" }),
  "code-word": code({ kind: "word", beginning: "b" }),
  "code-phrase": code({ kind: "phrase", beginning: "The old" }),
  "code-unmeasured": code({ kind: "sms", length: null }),

  "email-setup": face({ kind: "emailSetup", phone, alive: true }),
  "email-setup-refused": face(
    { kind: "emailSetup", phone, alive: true },
    { failure: { code: "EMAIL_NOT_ALLOWED" } },
  ),
  "email-setup-ended": face({ kind: "emailSetup", phone, alive: false }),
  "email-code": email(),
  "email-code-setup": email(
    { setup: true, reset: { kind: "no" } },
    { offers: ["code", "resend", "back", "usePhone", ...leaving] },
  ),
  "email-code-resetting": email({ reset: { kind: "at", time: now + 600_000_000 } }),

  password: face({ kind: "password", hint: "first bicycle", recovery: true }),
  "password-busy": face(
    { kind: "password", hint: "first bicycle", recovery: true },
    { busy: true, offers: ["usePhone", "useQr", "cancel"] },
  ),
  "password-wrong": face(
    { kind: "password", hint: "first bicycle", recovery: true },
    { failure: { code: "PASSWORD_HASH_INVALID" } },
  ),
  "password-plain": face(
    { kind: "password", hint: null, recovery: false },
    { offers: ["password", "usePhone", ...leaving] },
  ),
  recovery: face({ kind: "recovery", pattern: "m***d@lind.example" }),
  "recovery-wrong": face(
    { kind: "recovery", pattern: "m***d@lind.example" },
    { failure: { code: "PHONE_CODE_INVALID" } },
  ),

  import: face({ kind: "import" }),
  "import-busy": face({ kind: "import" }, { busy: true, offers: ["usePhone", "cancel"] }),
  "import-invalid": face(
    { kind: "import" },
    { failure: { code: "IMPORT_INVALID", problem: "notASession" } },
  ),
  "import-revoked": face({ kind: "import" }, { failure: { code: "SESSION_REVOKED" } }),

  "dead-unoccupied": dead({ code: "PHONE_NUMBER_UNOCCUPIED" }),
  "dead-banned": dead({ code: "PHONE_NUMBER_BANNED" }),
  "dead-official": dead({ code: "OFFICIAL_APP_ONLY" }),
  "dead-update": dead({ code: "UPDATE_APP_TO_LOGIN" }),
  "dead-api": dead({ code: "NO_API_ID" }, { offers: leaving }),
  "dead-unkept": dead({ code: "DISK_FULL" }, { offers: ["retry", "usePhone", "cancel"] }),

  done: face(done),
  "done-again": face({ ...done, again: true }),
  "done-unprotected": face({ ...done, reloginDays: 3 }),
};

export const hosts: Record<string, string> = { "done-link": "atlas.example" };
faces["done-link"] = face(done);
