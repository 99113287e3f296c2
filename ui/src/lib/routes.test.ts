import { expect, test } from "vitest";
import { hashOf, routeOf, type Route } from "./routes";

test("every_route_is_read_back_from_its_hash", () => {
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

test("unknown_hashes_lead_to_the_accounts", () => {
  for (const hash of ["", "#", "#/", "#/nothing", "#/__proto__", "#//access"]) {
    expect(routeOf(hash).screen, hash).toBe("accounts");
  }
});

test("an_unknown_section_is_the_whole_screen", () => {
  expect(routeOf("#/settings/nothing")).toEqual({ screen: "settings" });
});
