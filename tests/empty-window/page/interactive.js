// The same mark as Signet's: the second frame after the page stands is on the screen.
requestAnimationFrame(() =>
  requestAnimationFrame(() => performance.mark("interactive")),
);
