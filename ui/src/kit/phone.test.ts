import { expect, test } from "vitest";
import { international, moved, odd, settled, typed } from "./phone";

/** Types one character after the other at the end. */
function type(text: string, country?: "DE" | "US" | "CA") {
  let state = { text: "", caret: 0, country: country as string | undefined };
  for (const key of text) {
    const next = state.text.slice(0, state.caret) + key + state.text.slice(state.caret);
    state = typed(state.text, next, state.caret + 1, state.country as "DE" | undefined);
  }
  return state;
}

test("a number is drawn while it is typed", () => {
  const state = type("+4915123454077");
  expect(state.text).toBe("+49 1512 3454077");
  expect(state.caret).toBe(state.text.length);
  expect(state.country).toBe("DE");
});

test("a national number belongs to the chosen country", () => {
  expect(international(type("015123454077", "DE").text, "DE")).toBe("+4915123454077");
});

test("a dial code that countries share keeps the one chosen", () => {
  expect(type("+1", "CA").country).toBe("CA");
  expect(type("+1", "DE").country).toBe("US");
  expect(type("+12042345678").country).toBe("CA");
});

test("deleting a space deletes the digit before it", () => {
  const was = "+49 1512 3454077";
  const next = typed(was, "+49 15123454077", 8, "DE");
  expect(next.text).toBe("+49 1513 454077");
  expect(international(next.text, "DE")).toBe("+491513454077");
});

test("a digit typed in the middle keeps the caret behind it", () => {
  const next = typed("+49 151", "+49 9151", 5, "DE");
  expect(next.text.replaceAll(" ", "")).toBe("+499151");
  expect(next.text.slice(0, next.caret).replaceAll(" ", "")).toBe("+499");
});

test.each([
  ["+49 151 2345 4077"],
  ["0049 151 23454077"],
  ["0151/2345-4077"],
  ["(0151) 23454077"],
  ["+49 (0)151 23454077"],
  ["tel:+49-151-2345-4077"],
  ["۰۰۴۹ ۱۵۱ ۲۳۴۵۴۰۷۷"],
])("%s is one and the same number", (pasted) => {
  const { text, country } = settled(pasted, "DE");
  expect(text).toBe("+49 1512 3454077");
  expect(country).toBe("DE");
  expect(international(text, country)).toBe("+4915123454077");
});

test("a plus behind a bare dial code begins another number", () => {
  const next = typed("+49 ", "+49 +33 6 12 34 56 78", 21, "DE");
  expect(next.text).toBe("+33 6 12 34 56 78");
  expect(next.country).toBe("FR");
  expect(typed("+49 151", "+49 151+", 8, "DE").text).toBe("+49 151");
});

test("a foreign number brings its country", () => {
  expect(settled("+33 6 12 34 56 78", "DE")).toEqual({ text: "+33 6 12 34 56 78", country: "FR" });
});

test("an odd number is named and still given on", () => {
  expect(odd("+49 1512", "DE")).toBe(true);
  expect(international("+49 1512", "DE")).toBe("+491512");
  expect(odd("+49 1512 3454077", "DE")).toBe(false);
});

test("Telegram's own +888 numbers are not odd", () => {
  expect(odd("+888 0123 4567")).toBe(false);
  expect(international("+888 0123 4567")).toBe("+88801234567");
});

test("a dial code that no country has is named and still given on", () => {
  expect(international("+999 66 2 0001")).toBe("+9996620001");
  expect(international("+999 66 2 0001", "DE")).toBe("+9996620001");
  expect(odd("+999 66 2 0001")).toBe(true);
  for (const begun of ["+", "+9", "+999", "+49"]) expect(international(begun)).toBe("");
});

test("nothing typed is not odd and not a number", () => {
  expect(odd("", "DE")).toBe(false);
  expect(odd("+49 ", "DE")).toBe(false);
  expect(international("", "DE")).toBe("");
});

test("another country keeps the digits after the dial code", () => {
  expect(moved("", undefined, "DE")).toBe("+49 ");
  expect(moved("+49 ", "DE", "FR")).toBe("+33 ");
  expect(moved("+49 612345678", "DE", "FR")).toBe("+33 6 12 34 56 78");
});
