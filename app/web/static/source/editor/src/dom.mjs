// Making elements. Nothing here reads HTML, so nothing typed can become markup.

let count = 0;
export const freshId = (stem) => `editor-${stem}-${(count += 1)}`;

/** Make an element: attributes by name, `on…` for listeners, `class`, `text`; children are nodes or texts. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const button = (text, onclick, attributes = {}) => el("button", { type: "button", class: "editor-button", onclick, ...attributes }, text);

let live = null;

/** Let screen readers say a sentence; nothing is seen. */
export function announce(text) {
  if (!live) {
    live = el("div", { class: "visually-hidden", role: "status" });
    document.body.append(live);
  }
  // The same sentence twice would not be said again.
  live.textContent = live.textContent === text ? `${text}\u00a0` : text;
}

/** Put a text on the clipboard, also where the page is not served by https. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = el("textarea", { class: "visually-hidden", "aria-hidden": "true", value: text });
    (document.querySelector("dialog[open]") ?? document.body).append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    return isDone;
  }
}
