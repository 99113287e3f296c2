import { expect, test } from "vitest";
import { hashOf, routeOf, type Route } from "./routes";

test("every route is read back from its hash", () => {
  const routes: Route[] = [
    { screen: "accounts" },
    { screen: "access" },
    { screen: "activity" },
    { screen: "settings" },
    { screen: "settings", section: "about" },
    { screen: "how-it-works" },
  ];
  for (const route of routes) expect(routeOf(hashOf(route))).toEqual(route);
});

test("unknown hashes lead to the accounts", () => {
  for (const hash of ["", "#", "#/", "#/nothing", "#/__proto__", "#//access"]) {
    expect(routeOf(hash).screen, hash).toBe("accounts");
  }
});

test("an unknown section is the whole screen", () => {
  expect(routeOf("#/settings/nothing")).toEqual({ screen: "settings" });
});
