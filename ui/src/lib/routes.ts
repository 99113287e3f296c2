// Where one can be, and how it stands behind the `#`.

export const sections = ["appearance", "security", "about"] as const;
export type Section = (typeof sections)[number];

export type Route =
  | { screen: "accounts" }
  | { screen: "access" }
  | { screen: "activity" }
  | { screen: "settings"; section?: Section }
  | { screen: "how-it-works" }
  | { screen: "gallery" };

export type Screen = Route["screen"];

/** The kit on one page, for those who build it; a release does not even contain it. */
export const withGallery = import.meta.env.DEV || import.meta.env.MODE === "development";

/** The route a hash names. What it does not know leads to the accounts. */
export function routeOf(hash: string): Route {
  const [screen, section] = hash.replace(/^#?\/?/, "").split("/");
  switch (screen) {
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
  const section = "section" in route ? `/${route.section}` : "";
  return `#/${route.screen}${section}`;
}
