// What a state means. Each tone has an icon of its own: colour alone says nothing.

import Circle from "@lucide/svelte/icons/circle";
import CircleAlert from "@lucide/svelte/icons/circle-alert";
import CircleCheck from "@lucide/svelte/icons/circle-check";
import Clock from "@lucide/svelte/icons/clock";

export type Tone = "neutral" | "wait" | "done" | "danger";

export const toneIcon = {
  neutral: Circle,
  wait: Clock,
  done: CircleCheck,
  danger: CircleAlert,
} as const satisfies Record<Tone, unknown>;
