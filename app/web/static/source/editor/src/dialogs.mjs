// Small dialogs made of fields: label above, help below it, error at the field. The browser keeps the focus inside and closes on Escape.
import { button, el, freshId } from "./dom.mjs";
import { t } from "./texts.mjs";

/**
 * Ask for values in a dialog; resolve to an object by field name, or null if it was closed.
 * A field: `{name, type, label, help, value, options, required, when, rows}`; types text, textarea, select, choice (one of few), box
 * (yes or no), note (only text) and `custom` with `{node, read, check}`. `when(values)` says whether a field is wanted now.
 */
export function ask({ title, intro = "", fields, submit = t("dialog.insert"), wide = false }) {
  return new Promise((resolve) => {
    const controls = fields.map(makeField);
    const summary = el("div", { class: "field-error", role: "alert" });
    const form = el("form", { method: "dialog", novalidate: true }, summary, controls.map((control) => control.node),
      el("div", { class: "actions" }, el("button", { class: "button" }, submit), button(t("dialog.cancel"), () => dialog.close(), { class: "button button--quiet" })));
    let isChanged = false;
    const guard = makeGuard(() => dialog, () => isChanged);
    const dialog = makeDialog({ title, intro, content: [form, guard.node], wide });
    dialog.addEventListener("input", () => { isChanged = true; });
    dialog.addEventListener("cancel", guard.onCancel);
    let result = null;
    const follow = () => showWanted(fields, controls);
    form.addEventListener("input", follow);
    form.addEventListener("change", follow);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      result = checked(fields, controls, summary);
      if (!result) return;
      dialog.close();
      end();
    });
    // What was asked for is there as soon as the dialog is gone, not a moment later.
    const end = () => { dialog.remove(); resolve(result); };
    dialog.addEventListener("close", end);
    follow();
    open(dialog);
  });
}

/** Make a dialog around some content; it is not yet open. */
export function makeDialog({ title, intro = "", content, wide = false }) {
  const heading = freshId("title");
  const about = intro ? freshId("intro") : null;
  return el("dialog", { class: `editor-dialog${wide ? " editor-dialog--wide" : ""}`, "aria-labelledby": heading, "aria-describedby": about },
    el("h2", { id: heading, text: title }), intro ? el("p", { class: "quiet", id: about, text: intro }) : "", content);
}

/** Make a question that stands between Escape and what was written in a dialog. */
export function makeGuard(dialog, isChanged) {
  const no = button(t("dialog.leave_no"), () => { node.hidden = true; dialog().querySelector("input, textarea, select")?.focus(); });
  const node = el("div", { class: "notice", role: "alert", hidden: true }, el("p", { text: t("dialog.leave") }),
    el("div", { class: "editor-buttons" }, button(t("dialog.leave_yes"), () => dialog().close()), no));
  const dismiss = () => {
    if (!isChanged()) return dialog().close();
    node.hidden = false;
    return no.focus();
  };
  const onCancel = (event) => {
    if (!isChanged()) return;
    event.preventDefault();
    dismiss();
  };
  return { node, dismiss, onCancel };
}

/** Show a dialog, its first field focused. */
export function open(dialog) {
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[autofocus], input:not([type=hidden]), textarea, select, button")?.focus();
}

const valuesOf = (fields, controls) => Object.fromEntries(fields.map((field, index) => [field.name, controls[index].read()]));

function showWanted(fields, controls) {
  const values = valuesOf(fields, controls);
  fields.forEach((field, index) => { controls[index].node.hidden = Boolean(field.when) && !field.when(values); });
}

function checked(fields, controls, summary) {
  const values = valuesOf(fields, controls);
  const wrong = controls.filter((control, index) => !control.node.hidden && !control.check(fields[index], values));
  summary.textContent = wrong.length ? t("dialog.correct") : "";
  if (!wrong.length) return values;
  wrong[0].focus();
  return null;
}

function makeField(field) {
  if (field.type === "custom") return { node: field.node, read: field.read, check: field.check ?? (() => true), focus: () => field.node.querySelector("input, textarea, select, button")?.focus() };
  if (field.type === "note") return { node: el("p", { class: "quiet", text: field.label }), read: () => null, check: () => true, focus: () => {} };
  return field.type === "choice" ? makeChoice(field) : makeSingle(field);
}

function makeSingle(field) {
  const id = freshId(field.name);
  const help = field.help ? `${id}-help` : "";
  const error = el("p", { class: "field-error", id: `${id}-error`, hidden: true });
  const input = makeInput(field, id, help);
  const label = el("label", { for: id }, field.label, field.required ? "" : optional(field));
  const isBox = field.type === "box";
  const node = el("div", { class: "field" },
    isBox ? el("label", { class: "option", for: id }, input, field.label) : label,
    help && el("p", { class: "field-help", id: help, text: field.help }), error, !isBox && input);
  const read = () => (isBox ? input.checked : input.value);
  return { node, read, focus: () => input.focus(), check: (own, values) => mark(node, input, error, help, problemOf(own, read(), values)) };
}

const optional = (field) => (field.type === "box" || field.type === "select" ? null : el("span", { class: "quiet" }, ` ${t("dialog.optional")}`));

function makeInput(field, id, help) {
  const common = { id, name: field.name, "aria-describedby": help || null, "aria-required": field.required ? "true" : null };
  switch (field.type) {
    case "textarea": return el("textarea", { ...common, rows: field.rows ?? 3, spellcheck: "true", lang: field.lang, value: field.value ?? "" });
    case "select": return makeSelect(field, common);
    case "box": { const box = el("input", { ...common, type: "checkbox" }); box.checked = Boolean(field.value); return box; }
    case "file": return el("input", { ...common, type: "file", accept: field.accept });
    default: return el("input", { ...common, type: "text", autocomplete: "off", spellcheck: "true", lang: field.lang, value: field.value ?? "", maxlength: field.most ?? 500 });
  }
}

/** Make a select; an option `{value, label}` or a group `{label, options}`. */
export function makeSelect(field, attributes = {}) {
  const option = ({ value, label }) => el("option", { value }, label);
  const select = el("select", attributes, field.options.map((each) => (each.options ? el("optgroup", { label: each.label }, each.options.map(option)) : option(each))));
  if (field.value !== undefined) select.value = field.value;
  return select;
}

function makeChoice(field) {
  const name = freshId(field.name);
  const boxes = field.options.map(({ value, label }) => {
    const box = el("input", { type: "radio", name, value });
    box.checked = value === field.value;
    return el("label", { class: "option" }, box, label);
  });
  const node = el("fieldset", { class: "field" }, el("legend", { text: field.label }), field.help && el("p", { class: "field-help", text: field.help }), boxes);
  const read = () => node.querySelector("input:checked")?.value ?? "";
  return { node, read, check: () => true, focus: () => node.querySelector("input").focus() };
}

function problemOf(field, value, values) {
  if (field.required && !String(field.type === "file" ? value : value).trim()) return field.missing ?? t("dialog.missing", { label: field.label });
  return field.problem?.(value, values) ?? "";
}

function mark(node, input, error, help, problem) {
  error.hidden = !problem;
  error.textContent = problem;
  node.classList.toggle("field--wrong", Boolean(problem));
  input.setAttribute("aria-invalid", problem ? "true" : "false");
  const described = [help, problem && error.id].filter(Boolean).join(" ");
  if (described) input.setAttribute("aria-describedby", described);
  return !problem;
}
