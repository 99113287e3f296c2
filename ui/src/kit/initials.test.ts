import { expect, test } from "vitest";
import { initials } from "./initials";

test("a name gives its first and last letter", () => {
  expect(initials("Mara Lind")).toBe("ML");
  expect(initials("  ana maria de souza ")).toBe("AS");
  expect(initials("Atlas")).toBe("A");
  expect(initials("")).toBe("");
});

test("a letter is what a reader counts as one", () => {
  expect(initials("👩‍🚀 Lind")).toBe("👩‍🚀L");
  expect(initials("é́lan")).toBe("É́");
});
