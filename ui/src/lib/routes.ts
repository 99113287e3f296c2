// Where one can be, and how it stands behind the `#`.

export const sections = [
  "appearance",
  "security",
  "network",
  "notifications",
  "window",
  "about",
] as const;
export type Section = (typeof sections)[number];

/** The sides of one account. */
export const accountTabs = ["overview", "access", "devices", "activity"] as const;
export type AccountTab = (typeof accountTabs)[number];

export type Route =
  | { screen: "accounts"; account?: string; tab?: AccountTab }
  | { screen: "access" }
  | { screen: "activity" }
  | { screen: "settings"; section?: Section }
  | { screen: "how-it-works" }
  | { screen: "gallery" };

export type Screen = Route["screen"];

/** The kit on one page, for those who build it; a release does not even contain it. */
export const withGallery = import.meta.env.DEV || import.meta.env.MODE === "development";

/** As Rust writes ids; anything else names no account. */
const ID = /^[\da-f-]{1,64}$/;

/** The route a hash names. What it does not know leads to the accounts. */
export function routeOf(hash: string): Route {
  const [screen, section, tab] = hash.replace(/^#?\/?/, "").split("/");
  switch (screen) {
    case "accounts": {
      if (section === undefined || !ID.test(section)) return { screen };
      const known = accountTabs.find((name) => name === tab);
      return known ? { screen, account: section, tab: known } : { screen, account: section };
    }
    case "access":
    case "activity":
    case "how-it-works":
      return { screen };
    case "settings": {
      const known = sections.find((name) => name === section);
      return known ? { screen, section: known } : { screen };
    }
    case "gallery":
      return withGallery ? { screen } : { screen: "accounts" };
    default:
      return { screen: "accounts" };
  }
}

export function hashOf(route: Route): string {
  const parts: string[] = [route.screen];
  if (route.screen === "settings" && route.section) parts.push(route.section);
  if (route.screen === "accounts" && route.account) {
    parts.push(route.account);
    if (route.tab) parts.push(route.tab);
  }
  return `#/${parts.join("/")}`;
}
