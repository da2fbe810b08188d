// What the checker says: in the gutter, under the words, and as a list that can be walked with F8 and Shift-F8.
import { forEachDiagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorView, keymap } from "@codemirror/view";
import { announce, button, el, freshId } from "./dom.mjs";
import { headerControls, labelOf } from "./fields.mjs";
import { t } from "./texts.mjs";

/** Make the findings of a form; `extension` belongs into the editor's state. `terms()` gives the glossary. */
export function makeFindings({ form, terms, getView }) {
  const title = freshId("findings");
  const heading = el("h2", { id: title, text: t("findings.none") });
  const list = el("ol", { class: "editor-finding-list" });
  const place = form.querySelector("[data-findings]") ?? el("section", { "data-findings": "" });
  place.classList.add("editor-findings");
  place.setAttribute("aria-labelledby", title);
  place.replaceChildren(heading, list);
  let headerFindings = [];
  let last = null;

  /** Show the findings on a text; `since` are the changes that it has had meanwhile. */
  const take = (findings, { doc, since }) => {
    last = [findings, { doc, since }];
    headerFindings = findings.filter(isOfHeader);
    const view = getView();
    if (view.state.doc.length !== since.newLength) return false;
    // Lines are those of the text that was checked; what was typed since moves the marks along.
    const own = findings.filter((finding) => !isOfHeader(finding)).map((finding) => toDiagnostic(finding, doc, terms()));
    own.forEach((each) => Object.assign(each, { from: since.mapPos(each.from), to: Math.max(since.mapPos(each.from), since.mapPos(each.to)) }));
    own.forEach((each) => { each.line = view.state.doc.lineAt(each.from).number; });
    view.dispatch(setDiagnostics(view.state, own));
    draw(own);
    return true;
  };

  const draw = (own) => {
    const view = getView();
    const errors = [...headerFindings, ...own].filter((each) => each.severity === "error").length;
    const count = headerFindings.length + own.length;
    heading.textContent = count ? t("findings.title", { errors, warnings: count - errors }) : t("findings.none");
    const rows = () => [...list.querySelectorAll("button")];
    const focused = rows().indexOf(document.activeElement);
    list.replaceChildren(...headerFindings.map((finding) => item(finding, t("findings.header"), () => goToField(form, finding))),
      ...own.map((each) => item(each, each.isOfAll ? t("findings.document") : t("findings.line", { line: each.line }), () => goTo(view, each), mendButton(view, each))));
    if (focused >= 0) (rows()[focused] ?? rows().at(-1))?.focus();
  };

  const keys = keymap.of([{ key: "F8", run: (view) => walk(view, 1), shift: (view) => walk(view, -1), preventDefault: true }]);
  /** Draw the last findings once more, now that the glossary is there. */
  const again = () => { if (last) take(...last); };
  return { place, take, again, extension: [lintGutter(), keys] };
}

// What is said of the document as a whole has a place only so that it has one.
const isOfAll = (finding) => /^(class|variant)\.|^text\.(no-opening|too-large)/.test(finding.code);

const isOfHeader = (finding) => "field" in finding || finding.code.startsWith("header.");

function item(finding, where, go, more = "") {
  const mark = el("span", { class: `finding-mark finding-mark--${finding.severity}` }, t(`findings.${finding.severity}`));
  return el("li", {}, el("button", { type: "button", class: "finding", onclick: go }, mark, el("span", { class: "finding-place", text: where }), el("span", { text: finding.message })), more);
}

/** Turn a finding into a mark in the text: from its column to the end of the word, of the line where it stands at its start. */
function toDiagnostic(finding, doc, terms) {
  const line = doc.line(Math.min(Math.max(finding.line, 1), doc.lines));
  const start = line.from + Math.min(Math.max(finding.column - 1, 0), line.length);
  const rest = line.text.slice(start - line.from);
  const forbidden = finding.code === "term.forbidden" ? forbiddenAt(rest, terms) : null;
  const word = forbidden?.found.length ?? /^(\[\[[^\]]*\]\]|\{[^}]*\}|#?[\p{L}\p{N}_-]+)/u.exec(rest)?.[0].length ?? rest.length;
  const isWhole = finding.column <= 1 || /^\s*$/.test(line.text.slice(0, start - line.from));
  const to = isWhole && !forbidden ? line.to : start + word;
  const diagnostic = {
    from: start, to: Math.max(to, start), line: finding.line, severity: finding.severity, message: finding.message,
    isOfAll: isOfAll(finding), markClass: isOfAll(finding) ? "finding-of-all" : "", term: forbidden?.term,
  };
  diagnostic.renderMessage = (view) => el("span", {}, finding.message, mendButton(view, diagnostic));
  return diagnostic;
}

/** Offer to put the right term in, where a finding says that another one is wrong. */
function mendButton(view, diagnostic) {
  if (!diagnostic.term) return "";
  return button(t("findings.write", { term: diagnostic.term }), () => {
    forEachDiagnostic(view.state, (each, from, to) => {
      if (each === diagnostic) view.dispatch({ changes: { from, to, insert: diagnostic.term }, userEvent: "input" });
    });
    view.focus();
  });
}

function forbiddenAt(text, terms) {
  const low = text.toLowerCase();
  for (const { term, instead_of: others = [] } of terms) {
    const found = others.find((other) => low.startsWith(other.toLowerCase()));
    if (found) return { term, found };
  }
  return null;
}

let visited = null;

/** Go to the next or previous finding, round the end, and say it; several in one place are visited one after the other. */
function walk(view, step) {
  const all = [];
  forEachDiagnostic(view.state, (diagnostic, from, to) => all.push({ diagnostic, from, to }));
  if (!all.length) {
    announce(t("findings.none"));
    return true;
  }
  const index = indexAfter(all, view.state.selection.main.from, step);
  const { diagnostic, from } = all[index];
  visited = diagnostic;
  goTo(view, diagnostic);
  const { severity, message } = diagnostic;
  announce(t("findings.at", { number: index + 1, count: all.length, severity: t(`findings.${severity}`), line: view.state.doc.lineAt(from).number, message }));
  return true;
}

function indexAfter(all, at, step) {
  const last = all.findIndex(({ diagnostic, from }) => diagnostic === visited && from === at);
  if (last >= 0) return (last + step + all.length) % all.length;
  const index = step > 0 ? all.findIndex(({ from }) => from >= at) : all.findLastIndex(({ from }) => from < at);
  return index >= 0 ? index : step > 0 ? 0 : all.length - 1;
}

function goTo(view, finding) {
  let place = finding;
  // The mark has moved with the text since the list was drawn.
  forEachDiagnostic(view.state, (diagnostic, from, to) => { if (diagnostic === finding) place = { from, to }; });
  const from = Math.min(place.from, view.state.doc.length);
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  view.focus();
}

function goToField(form, finding) {
  const controls = headerControls(form).filter((each) => each.type !== "hidden");
  const control = controls.find((each) => each.name === finding.field)
    ?? controls.find((each) => finding.message.includes(`“${each.name}”`) || finding.message.includes(labelOf(form, each.name))) ?? controls[0];
  for (let around = control?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  control?.focus();
}
