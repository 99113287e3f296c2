// The route on screen, kept in step with the hash.

import { hashOf, routeOf, type Route } from "./routes";

let route = $state.raw<Route>(routeOf(location.hash));

window.addEventListener("hashchange", () => {
  route = routeOf(location.hash);
});

export const router = {
  get route(): Route {
    return route;
  },
  go(to: Route): void {
    location.hash = hashOf(to);
  },
};
