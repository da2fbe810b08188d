// The bars above the text: one tab stop each, arrow keys inside. Words instead of signs.
import { openSearchPanel } from "@codemirror/search";
import { heading, list, wrap } from "./commands.mjs";
import { button, el } from "./dom.mjs";
import { TABLE_DEEDS } from "./tables.mjs";
import { t } from "./texts.mjs";

/** Make a bar of controls with one tab stop; Escape in it calls `leave`. */
export function makeBar(label, groups, leave, attributes = {}) {
  const bar = el("div", { role: "toolbar", "aria-label": label, class: "editor-bar", ...attributes }, groups.map((group) => el("div", { class: "editor-bar-group" }, group)));
  const controls = () => [...bar.querySelectorAll("button")].filter((each) => each.getAttribute("role") !== "menuitem" && !each.hidden);
  const rove = (chosen) => controls().forEach((each) => { each.tabIndex = each === chosen ? 0 : -1; });
  rove(controls()[0]);
  bar.addEventListener("focusin", (event) => { if (controls().includes(event.target)) rove(event.target); });
  bar.addEventListener("keydown", (event) => {
    const all = controls();
    const at = all.indexOf(event.target);
    if (at >= 0 && event.key === "Escape") leave();
    const go = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || go === undefined) return;
    event.preventDefault();
    all[(go + all.length) % all.length].focus();
  });
  return bar;
}

/** Make the toolbar of an editor; `menu` is the insert menu. */
export function makeToolbar(editor, menu, controls) {
  const deed = (name, run, attributes = {}) => button(t(`toolbar.${name}`), () => { run(editor.view); editor.view.focus(); }, attributes);
  const steps = button(t("toolbar.steps"), () => editor.editSteps(), { "data-steps": "" });
  const bar = makeBar(t("toolbar.label"), [
    [menu.node, steps],
    [deed("bold", wrap("**", t("sample.bold")), { class: "editor-button is-bold" }), deed("italic", wrap("*", t("sample.italic")), { class: "editor-button is-italic" }), deed("heading", heading(2)), deed("subheading", heading(3)),
      deed("list", list(false)), deed("numbered", list(true)), button(t("toolbar.link"), () => editor.insertLink()),
      ...(editor.comments.begin ? [button(t("toolbar.comment"), () => editor.comments.begin())] : [])],
    [deed("undo", () => editor.undo()), deed("redo", () => editor.redo()), button(t("toolbar.find"), () => openSearchPanel(editor.view)), button(t("toolbar.keys"), () => editor.showKeys())],
  ], () => editor.view.focus(), { "aria-controls": controls });
  return { bar, follow: () => { steps.hidden = editor.kind() !== "situation"; } };
}

/** Make the bar that appears while the cursor is in a table. */
export function makeTableBar(editor) {
  const deeds = Object.entries(TABLE_DEEDS).map(([name, run]) => button(t(`table.${name}`), () => run(editor.view)));
  return makeBar(t("table.label"), [el("span", { class: "editor-bar-title", text: t("table.label") }), deeds], () => editor.view.focus(), { hidden: true });
}
