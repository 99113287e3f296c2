import { expect, test } from "vitest";
import { lasting } from "./lasting";

test("a span is said in its largest whole unit, never shorter than it is", () => {
  expect(lasting(7 * 86_400, "en")).toBe("7 days");
  expect(lasting(86_401, "en")).toBe("2 days");
  expect(lasting(7200, "de")).toBe("2 Stunden");
  expect(lasting(90, "en")).toBe("2 minutes");
  expect(lasting(1, "en")).toBe("1 second");
});
