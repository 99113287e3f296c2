import { expect, test } from "vitest";
import { hashOf, routeOf, type Route } from "./routes";

test("every route is read back from its hash", () => {
  const routes: Route[] = [
    { screen: "accounts" },
    { screen: "accounts", account: "0198a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b" },
    { screen: "accounts", account: "0198a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", tab: "devices" },
    { screen: "access" },
    { screen: "activity" },
    { screen: "settings" },
    { screen: "settings", section: "network" },
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

test("an unknown tab is the account, an impossible account is all of them", () => {
  expect(routeOf("#/accounts/0198a1/nothing")).toEqual({ screen: "accounts", account: "0198a1" });
  for (const hash of ["#/accounts/", "#/accounts/..", "#/accounts/<b>/devices"])
    expect(routeOf(hash), hash).toEqual({ screen: "accounts" });
});
