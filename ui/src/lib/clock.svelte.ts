// The time as far as sentences need it: "4 minutes ago" is looked at twice a minute.

const EVERY = 30_000;

/** For one component, while it is on screen. */
export function clock(): { readonly now: number } {
  let now = $state(Date.now());
  $effect(() => {
    const timer = setInterval(() => (now = Date.now()), EVERY);
    return () => clearInterval(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}
