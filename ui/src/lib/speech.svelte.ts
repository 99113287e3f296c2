// The words on screen now, in the language the person chose.

import { live } from "./live.svelte";
import { catalogues, direction, tongueFor, type Tongue, type Words } from "./words";

const tongue = $derived<Tongue>(tongueFor(live.language, navigator.languages));

export const speech = {
  get tongue(): Tongue {
    return tongue;
  },
  get words(): Words {
    return catalogues[tongue];
  },
  get direction(): "ltr" | "rtl" {
    return direction(tongue);
  },
};
