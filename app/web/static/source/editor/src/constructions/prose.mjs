// Inserting what any text may have: call-outs, passages for one kind of customers, links, scripts, footnotes, tables, pictures.
import { ask, makeSelect } from "../dialogs.mjs";
import { announce, el, freshId } from "../dom.mjs";
import { addToStep, algorithmOf, stepAtCursor, writeBack } from "../algorithm_edits.mjs";
import { oneLine } from "../language.mjs";
import { insertBlock, insertInline } from "../placing.mjs";
import { Refused } from "../server.mjs";
import { stepsOf } from "../steps.mjs";
import { emptyTable } from "../tables.mjs";
import { t } from "../texts.mjs";
import { placeField } from "./wording.mjs";

const CALL_OUTS = ["note", "tip", "warning", "legal", "why"];

export async function insertCallOut(editor) {
  const values = await ask({
    title: t("insert.callout"), intro: t("callout.intro"),
    fields: [
      { name: "kind", type: "choice", label: t("callout.kind"), value: "note", options: CALL_OUTS.map((value) => ({ value, label: t(`callout.${value}`) })) },
      { name: "text", type: "textarea", label: t("callout.text"), required: true, lang: editor.language() },
    ],
  });
  if (!values) return editor.view.focus();
  const [first, ...rest] = values.text.trim().split("\n");
  insertBlock(editor.view, [`> [!${values.kind}] ${first}`, ...rest.map((line) => `> ${line}`.trimEnd())]);
}

/** Make a passage for one variant: of the selected lines, or of a text asked for. */
export const insertPassage = (variant) => async (editor) => {
  const { state } = editor.view;
  const { from, to, empty } = state.selection.main;
  if (!empty) {
    const [first, last] = [state.doc.lineAt(from), state.doc.lineAt(to)];
    const changes = [{ from: first.from, insert: `::: ${variant}\n` }, { from: last.to, insert: "\n:::" }];
    editor.view.dispatch({ changes, userEvent: "input" });
    announce(t("passage.wrapped"));
    return editor.view.focus();
  }
  const values = await ask({
    title: t(`insert.${variant}`), intro: t("passage.intro"),
    fields: [{ name: "text", type: "textarea", label: t("passage.text"), required: true, rows: 4, lang: editor.language() }],
  });
  if (values) insertBlock(editor.view, [`::: ${variant}`, ...values.text.trim().split("\n"), ":::"]);
  return editor.view.focus();
};

/** Make a field that chooses a document from a list that can be narrowed by typing. */
function documentField({ documents, label }) {
  const filter = freshId("filter");
  const id = freshId("document");
  const error = el("p", { class: "field-error", id: `${id}-error` });
  const input = el("input", { id: filter, type: "search", autocomplete: "off", oninput: () => draw() });
  const holder = el("div");
  const draw = () => {
    const wanted = input.value.toLowerCase();
    const found = documents.filter(({ title, slug }) => `${title} ${slug}`.toLowerCase().includes(wanted));
    const old = holder.firstChild?.value;
    holder.replaceChildren(makeSelect({ options: found.map(({ slug, title, kind }) => ({ value: slug, label: `${title} (${t(`kind.${kind}`)})` })) }, { id, size: "7", class: "editor-document-list" }));
    holder.firstChild.value = found.some(({ slug }) => slug === old) ? old : found[0]?.slug ?? "";
  };
  draw();
  return {
    name: "slug", type: "custom", read: () => holder.firstChild.value,
    node: el("div", { class: "field" }, error, el("label", { for: filter }, t("document.filter")), input, el("label", { for: id }, label), holder),
    check: () => { error.textContent = holder.firstChild.value ? "" : t("document.missing"); return !error.textContent; },
  };
}

export async function insertLink(editor) {
  const { state } = editor.view;
  const words = oneLine(state.sliceDoc(state.selection.main.from, state.selection.main.to));
  const { documents } = editor.known();
  const isOurs = (all) => all.kind === "ours";
  const values = await ask({
    title: t("insert.link"),
    fields: [
      { name: "kind", type: "choice", label: t("link.kind"), value: documents.length ? "ours" : "web", options: ["ours", "web"].map((value) => ({ value, label: t(`link.${value}`) })) },
      { ...documentField({ documents, label: t("link.document") }), when: isOurs },
      { name: "address", type: "text", label: t("link.address"), help: t("link.address_help"), required: true, when: (all) => !isOurs(all), problem: (value) => (/^(https?:\/\/|mailto:|tel:)\S+$/.test(value.trim()) ? "" : t("link.address_wrong")) },
      { name: "words", type: "text", label: t("link.words"), help: t("link.words_help"), value: words, most: 200, lang: editor.language() },
    ],
  });
  if (!values) return editor.view.focus();
  const text = oneLine(values.words).replace(/[[\]]/g, "");
  if (values.kind === "ours") return insertInline(editor.view, text ? `[[${values.slug}|${text}]]` : `[[${values.slug}]]`);
  const address = values.address.trim().replaceAll("(", "%28").replaceAll(")", "%29");
  return insertInline(editor.view, text ? `[${text}](${address})` : `<${address}>`);
}

export async function insertEmbed(editor) {
  const kinds = editor.kind() === "standard" ? ["script", "situation"] : ["script"];
  const documents = editor.known().documents.filter(({ kind, slug }) => kinds.includes(kind) && slug !== editor.slug());
  const algorithm = algorithmOf(editor.view.state);
  const steps = algorithm ? stepsOf(algorithm) : [];
  const values = await ask({
    title: t("insert.embed"), intro: t("embed.intro"),
    fields: [documentField({ documents, label: t("embed.which") }), steps.length > 0 && placeField(steps, stepAtCursor(editor.view.state, algorithm))].filter(Boolean),
  });
  if (!values) return editor.view.focus();
  const step = steps[Number(values.place ?? -1)];
  if (!step) return insertBlock(editor.view, [`![[${values.slug}]]`]);
  addToStep(step, { type: "embed", slug: values.slug });
  return writeBack(editor.view, algorithm, step);
}

export async function insertFootnote(editor) {
  const { view } = editor;
  const values = await ask({ title: t("insert.footnote"), intro: t("footnote.intro"), fields: [{ name: "text", type: "textarea", label: t("footnote.text"), required: true, lang: editor.language() }] });
  if (!values) return view.focus();
  const text = view.state.doc.toString();
  const numbers = [...text.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const number = Math.max(0, ...numbers) + 1;
  const at = view.state.selection.main.to;
  const gap = /\n\[\^\d+\]:[^\n]*\n?$/.test(text) ? (text.endsWith("\n") ? "" : "\n") : text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  view.dispatch({
    changes: [{ from: at, insert: `[^${number}]` }, { from: text.length, insert: `${gap}[^${number}]: ${oneLine(values.text)}\n` }],
    selection: { anchor: at + `[^${number}]`.length }, userEvent: "input",
  });
  announce(t("footnote.inserted", { number }));
  return view.focus();
}

export async function insertTable(editor) {
  const sizes = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => ({ value: String(from + index), label: String(from + index) }));
  const values = await ask({
    title: t("insert.table"), intro: t("table.intro"),
    fields: [
      { name: "columns", type: "select", label: t("table.columns"), value: "2", options: sizes(2, 8) },
      { name: "rows", type: "select", label: t("table.rows"), value: "3", options: sizes(1, 20) },
    ],
  });
  if (!values) return editor.view.focus();
  const start = insertBlock(editor.view, emptyTable(Number(values.columns), Number(values.rows), (number) => t("table.column_name", { number })));
  const first = t("table.column_name", { number: 1 });
  editor.view.dispatch({ selection: { anchor: start + 2, head: start + 2 + first.length } });
  return announce(t("table.inserted"));
}

export async function insertPicture(editor) {
  const { pictures } = editor.known();
  const canUpload = Boolean(editor.form.dataset.picturesUrl);
  const ways = [canUpload && "upload", pictures.length && "known", "address"].filter(Boolean);
  const is = (way) => (all) => (all.way ?? ways[0]) === way;
  const values = await ask({
    title: t("insert.picture"), intro: t("picture.intro"),
    fields: [
      ways.length > 1 && { name: "way", type: "choice", label: t("picture.way"), value: ways[0], options: ways.map((value) => ({ value, label: t(`picture.${value}`) })) },
      canUpload && pictureFile(is("upload")),
      pictures.length > 0 && { name: "known", type: "select", label: t("picture.which"), value: pictures[0].address, when: is("known"), options: pictures.map(({ address, alt }) => ({ value: address, label: alt || address })) },
      { name: "address", type: "text", label: t("picture.address"), help: t("picture.address_help"), required: true, when: is("address") },
      { name: "alt", type: "text", label: t("picture.alt"), help: t("picture.alt_help"), required: true, most: 300, lang: editor.language() },
    ].filter(Boolean),
  });
  if (!values) return editor.view.focus();
  const way = values.way ?? ways[0];
  const alt = oneLine(values.alt).replace(/[[\]]/g, "");
  const address = way === "upload" ? await upload(editor, values.file, alt) : way === "known" ? values.known : values.address.trim();
  if (address) insertBlock(editor.view, [`![${alt}](${address})`]);
  return editor.view.focus();
}

function pictureFile(when) {
  const id = freshId("file");
  const error = el("p", { class: "field-error" });
  const input = el("input", { id, type: "file", accept: "image/png,image/jpeg,image/webp" });
  return {
    name: "file", type: "custom", when, read: () => input.files[0] ?? null, node: el("div", { class: "field" }, el("label", { for: id }, t("picture.file")), error, input),
    check: () => { error.textContent = input.files.length ? "" : t("picture.file_missing"); return !error.textContent; },
  };
}

async function upload(editor, file, alt) {
  const data = new FormData();
  data.append("file", file);
  data.append("alt", alt);
  try {
    return (await editor.server.upload(editor.form.dataset.picturesUrl, data)).address;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    editor.tell(t("picture.failed", { detail: error.answer.detail ?? "" }));
    return "";
  }
}
