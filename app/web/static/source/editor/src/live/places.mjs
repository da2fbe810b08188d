// In which step or field somebody is, and how that is said: pages send the short form, each says it in its own language.
import { algorithmOf, stepAtCursor } from "../algorithm_edits.mjs";
import { headerControls, labelOf } from "../fields.mjs";
import { t } from "../texts.mjs";

const PAUSE_MS = 400;

/** Tell the room where this page's writer is, a moment after it changed. */
export function tellPlace(editor, room) {
  const { form, view } = editor;
  let timer = 0;
  const tell = () => { room.presence.set({ place: placeNow(form, view) }); };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE_MS);
  };
  form.addEventListener("focusin", soon);
  form.addEventListener("focusout", soon);
  return { soon, stop: () => { clearTimeout(timer); form.removeEventListener("focusin", soon); form.removeEventListener("focusout", soon); } };
}

function placeNow(form, view) {
  const focused = document.activeElement;
  if (view.hasFocus) {
    const step = stepAtCursor(view.state, algorithmOf(view.state));
    return step >= 0 ? `step ${step + 1}` : "";
  }
  return headerControls(form).includes(focused) ? `field ${focused.name}` : "";
}

/** Say in words where somebody is, "" where that says nothing. */
export function placeInWords(form, place) {
  const [kind, name = ""] = String(place ?? "").split(" ");
  if (kind === "step" && /^\d{1,4}$/.test(name)) return t("people.step", { number: name });
  const isField = kind === "field" && headerControls(form).some((control) => control.name === name);
  return isField ? t("people.field", { field: labelOf(form, name) }) : "";
}
