// What it means when the line will not be opened again by itself, and what people can do about it.
import { EPOCH_GONE, OTHER_PERSON } from "./room.mjs";

const BAD_COPY = 4400;
export const NO_RIGHT = 4403;
export const ROOM_FULL = 4413;

/** After these the text goes on in the form, and from there into a room anew. */
export const TURNS_TO_FORM = new Set([BAD_COPY, EPOCH_GONE, ROOM_FULL]);

const KINDS = {
  4401: { kind: "signed-out" },
  [NO_RIGHT]: { kind: "revoked", isReadOnly: true },
  4404: { kind: "retired", isReadOnly: true },
  [OTHER_PERSON]: { kind: "other" },
};

/** Return the problem behind a code, as the status of the editor shows it. */
export const problemFor = (code) => ({ isRetried: false, ...(KINDS[code] ?? { kind: "refused", detail: "" }) });
