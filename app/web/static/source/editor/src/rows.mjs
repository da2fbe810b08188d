// A list of like rows in a form: one can be added below, each can be taken out again.
import { announce, button, el, freshId } from "./dom.mjs";
import { t } from "./texts.mjs";

/** Make a field for `ask`: `makeRow(value)` gives `{node, read, check}`; empty rows are left out of what is read. */
export function makeRows({ name, legend, help = "", values, makeRow, add, when }) {
  const rows = [];
  const list = el("div", { class: "editor-rows" });
  const error = el("p", { class: "field-error", hidden: true });
  const node = el("fieldset", { class: "field editor-row-field" }, el("legend", { text: legend }), help && el("p", { class: "field-help", text: help }), error, list,
    button(add, () => append(undefined, true)));

  const append = (value, isNew = false) => {
    const row = makeRow(value);
    const remove = button(t("rows.remove"), () => {
      rows.splice(rows.indexOf(row), 1);
      holder.remove();
      announce(t("rows.removed"));
      node.querySelector(":scope > button").focus();
    }, { class: "editor-button editor-button--remove" });
    const holder = el("div", { class: "editor-row", role: "group", "aria-label": t("rows.row", { number: rows.length + 1 }) }, row.node, remove);
    rows.push(row);
    list.append(holder);
    if (isNew) holder.querySelector("input, textarea, select").focus();
  };
  values.forEach((value) => append(value));

  return {
    name, type: "custom", node, when,
    read: () => rows.map((row) => row.read()).filter(Boolean),
    check: (_field, all) => {
      const problem = when && !when(all) ? "" : rows.map((row) => row.check?.() ?? "").find(Boolean) ?? "";
      error.textContent = problem;
      error.hidden = !problem;
      return !problem;
    },
  };
}

/** Put a small label above a control; the control may be exchanged later if it keeps its id. */
export function labelled(label, control) {
  control.id ||= freshId("row");
  return el("div", { class: "editor-row-label" }, el("label", { for: control.id, text: label }), control);
}
