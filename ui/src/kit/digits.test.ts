import { expect, test } from "vitest";
import { asciiDigits, codeIn } from "./digits";

test("digits of every script become ASCII", () => {
  expect(asciiDigits("۰۱۲۳۴۵۶۷۸۹")).toBe("0123456789");
  expect(asciiDigits("٠٩ and ०९ and ９")).toBe("09 and 09 and 9");
  expect(asciiDigits("𝟘𝟡")).toBe("09");
});

test("a pasted code keeps its digits", () => {
  expect(codeIn("4-0-9-1-2", 5)).toBe("40912");
  expect(codeIn(" 409 12\n", 5)).toBe("40912");
  expect(codeIn("۴۰۹۱۲", 5)).toBe("40912");
});

test("a whole message gives the run that fits", () => {
  expect(codeIn("Login code: 40912. Valid for 5 minutes.", 5)).toBe("40912");
  expect(codeIn("In 24 hours: 123-456", 6)).toBe("123456");
});

test("more digits than boxes are cut, fewer are kept", () => {
  expect(codeIn("4091277", 5)).toBe("40912");
  expect(codeIn("409", 5)).toBe("409");
  expect(codeIn("no digits", 5)).toBe("");
});
