// The record of what happened, in English.

export const activity = {
  title: "What has happened",
  empty: "Nothing yet. Every sign-in, every access and its end is written down here.",
  none: "Nothing of this kind.",
  loading: "Reading the record",
  older: "Show older",
  filter: "Show",
  kinds: {
    all: "Everything",
    signIns: "Sign-ins",
    access: "Access",
    security: "Security",
    shown: "Shown or written out",
  },
  trail: {
    checking: "Looking at every line.",
    whole: (when: string) => `Verified ${when}: every line is as it was written.`,
    openEnded: (when: string) =>
      `Verified ${when}: these lines are as they were written. Lines cut off the end would not be noticed.`,
    altered: (when: string) => `Checked ${when}: some lines are not as they were written.`,
    again: "Check again",
  },
  export: {
    open: "Export",
    done: "Written without names and numbers:",
  },
  actors: {
    person: "You",
    app: "Signet",
    operator: "Support",
    service: "A service",
  },
  outcomes: {
    begun: "Begun",
    done: "Done",
    refused: "Refused",
    failed: "Did not work",
  },
  /** By the code in the trail. What has no words here is shown as its code. */
  actions: {
    link: "Binding an account to a platform",
    mint: "Making a sign-in of its own for a service",
    export: "Making a recovery kit or a sealed file",
    seal: "Sealing a sign-in for a service",
    deliver: "Handing a sealed sign-in to a platform",
    reveal: "Showing a number in full",
    rotate: "Changing the key, or what keeps it",
    import: "Taking over a sign-in made elsewhere",
    restore: "Opening with a recovery kit",
    lease: "Lending a sign-in to a service",
    open: "Handing a sealed sign-in to its service",
    prune: "Removing old lines of this record",
    revoke: "Ending access",
    "retire-kit": "Revoking a recovery kit",
    "trail-loss-seen": "Going on though lines were missing",
  },
};
