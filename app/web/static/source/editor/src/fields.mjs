// The header fields of the form, read and filled by name; every value is a list, as a form sends it.

const OURS = new Set(["body", "base_version", "csrf_token"]);

const isField = (control) => control.name && !OURS.has(control.name) && !["submit", "button", "image", "reset", "file"].includes(control.type);

/** Return the controls of the header: those inside [data-header], else all that are not ours. */
export function headerControls(form) {
  const inside = form.querySelector("[data-header]");
  return [...form.elements].filter((control) => isField(control) && (!inside || inside.contains(control)));
}

/** Return what the form would send for the header: `{title: ["…"], channels: ["phone", "email"]}`. */
export function readHeader(form) {
  const header = {};
  for (const control of headerControls(form)) {
    for (const value of valuesOf(control)) (header[control.name] ??= []).push(value);
  }
  return header;
}

function valuesOf(control) {
  if (control.disabled) return [];
  if (control.type === "checkbox" || control.type === "radio") return control.checked ? [control.value] : [];
  if (control.tagName === "SELECT") return [...control.selectedOptions].map((option) => option.value);
  return [control.value.replace(/\r\n?/g, "\n")];
}

/** Fill the header with values; fields that are not named are emptied, for that is what a form says by leaving them out. */
export function fillHeader(form, header) {
  const left = Object.fromEntries(Object.entries(header).map(([name, values]) => [name, [...values]]));
  for (const control of headerControls(form)) {
    const values = header[control.name] ?? [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (control.tagName === "SELECT") [...control.options].forEach((option) => { option.selected = values.includes(option.value); });
    else control.value = left[control.name]?.shift() ?? "";
  }
}

export const sameHeader = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

// Blanks around a value are none of its own: the server takes them away.
const sorted = (header) => Object.entries(header).map(([name, values]) => [name, values.map((value) => value.trim()).filter(Boolean)])
  .filter(([, values]) => values.length).sort(([a], [b]) => (a < b ? -1 : 1));

/** Return the words that label a field, its name where it has none. */
export function labelOf(form, name) {
  const control = headerControls(form).find((each) => each.name === name);
  const fieldset = control?.closest("fieldset:not([data-header])");
  const many = control && ["checkbox", "radio"].includes(control.type) && fieldset;
  const words = many ? fieldset.querySelector("legend")?.textContent : control?.labels?.[0]?.textContent;
  return (words ?? name).replace(/\s+/g, " ").trim();
}

/** Return one field's value, "" where there is none. */
export const headerValue = (form, name) => readHeader(form)[name]?.[0] ?? "";

/**
 * Take over a header that the server joined, but for fields changed since it was sent. Returns the header that counts as saved:
 * what the form now shows, for it may show less than the server holds, with the server's values for what was changed since.
 */
export function takeHeader(form, sent, joined) {
  const now = readHeader(form);
  const names = new Set([now, sent, joined].flatMap(Object.keys));
  const touched = [...names].filter((name) => !sameHeader({ [name]: now[name] ?? [] }, { [name]: sent[name] ?? [] }));
  fillHeader(form, { ...joined, ...Object.fromEntries(touched.map((name) => [name, now[name] ?? []])) });
  return { ...readHeader(form), ...Object.fromEntries(touched.map((name) => [name, joined[name] ?? []])) };
}
