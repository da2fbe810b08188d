// The keys of the editor, and the dialog that tells them.
import { button, el } from "./dom.mjs";
import { makeDialog, open } from "./dialogs.mjs";
import { t } from "./texts.mjs";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const command = isMac ? "⌘" : () => t("keys.ctrl");
const named = (keys) => keys.replace("Mod", typeof command === "string" ? command : command()).replace("Shift", t("keys.shift")).replace("Esc", t("keys.escape")).replace("Space", t("keys.space"));

const KEYS = [
  ["Esc, Tab", "leave"], ["Alt+F10", "toolbar"], ["Mod+Enter", "insert"], ["Mod+S", "save"], ["Mod+B", "bold"], ["Mod+I", "italic"], ["Mod+K", "link"],
  ["Mod+Z", "undo"], [isMac ? "Mod+Shift+Z" : "Mod+Y", "redo"], ["Mod+F", "find"], ["F8", "next"], ["Shift+F8", "previous"], ["Ctrl+Space", "complete"],
  ["Tab", "cell"], ["Mod+]", "indent"], ["Alt+↑ Alt+↓", "move"], ["Mod+/", "help"],
];

/** Show all keys in a dialog. */
export function showKeys(onClose) {
  const rows = KEYS.map(([keys, name]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", { text: named(keys) })), el("td", { text: t(`keys.${name}`) })));
  const table = el("table", { class: "editor-keys" }, el("caption", { class: "visually-hidden", text: t("keys.title") }), el("tbody", {}, rows));
  const dialog = makeDialog({ title: t("keys.title"), content: [table, el("div", { class: "actions" }, button(t("dialog.close"), () => dialog.close(), { class: "button", autofocus: true }))] });
  dialog.addEventListener("close", () => { dialog.remove(); onClose(); });
  open(dialog);
}
