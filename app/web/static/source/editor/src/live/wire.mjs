// What goes over the line: the messages of y-websocket, and two of ours, the receipt and the server's notice. Pure.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

const SYNC = 0;
const AWARENESS = 1;
const QUERY = 3;
const RECEIPT = 5;
const NOTICE = 6;
const STEPS = ["state", "missing", "update"];

const frame = (write) => encoding.encode(write);

/** Ask for what is missing here: our state vector. */
export const stateFrame = (vector) => syncFrame(0, vector);
/** Give what the other side said it was missing. */
export const missingFrame = (update) => syncFrame(1, update);
export const updateFrame = (update) => syncFrame(2, update);
export const awarenessFrame = (update) => frame((encoder) => {
  encoding.writeVarUint(encoder, AWARENESS);
  encoding.writeVarUint8Array(encoder, update);
});
/** Ask for a receipt: the same number comes back once everything sent before it is stored. */
export const receiptFrame = (number) => frame((encoder) => {
  encoding.writeVarUint(encoder, RECEIPT);
  encoding.writeVarUint(encoder, number);
});
export const queryFrame = () => frame((encoder) => encoding.writeVarUint(encoder, QUERY));

const syncFrame = (step, bytes) => frame((encoder) => {
  encoding.writeVarUint(encoder, SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
});

/** Read a message of the server: `{kind, bytes | number | notice}`; null for a kind that is not known here. */
export function readFrame(data) {
  const decoder = decoding.createDecoder(new Uint8Array(data));
  const kind = decoding.readVarUint(decoder);
  if (kind === SYNC) return { kind: STEPS[decoding.readVarUint(decoder)], bytes: decoding.readVarUint8Array(decoder) };
  if (kind === AWARENESS) return { kind: "awareness", bytes: decoding.readVarUint8Array(decoder) };
  if (kind === RECEIPT) return { kind: "receipt", number: decoding.readVarUint(decoder) };
  if (kind === NOTICE) return { kind: "notice", notice: JSON.parse(decoding.readVarString(decoder)) };
  if (kind === QUERY) return { kind: "query" };
  return null;
}
