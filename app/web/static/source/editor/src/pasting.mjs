// Pasting: what comes from elsewhere becomes clean Markdown; what is plain text stays what it is, but for rows of a spreadsheet.
import { EditorView } from "@codemirror/view";
import TurndownService from "turndown";
import { announce } from "./dom.mjs";
import { cleaned } from "./office.mjs";
import { writeTable } from "./tables.mjs";
import { t } from "./texts.mjs";

const LONGEST = 2_000_000;

/** Turn what is pasted into Markdown. `tell` says what was left out. */
export const pasting = (tell) => EditorView.domEventHandlers({
  paste(event, view) {
    const data = event.clipboardData;
    if (!data || view.state.readOnly) return false;
    const plain = data.getData("text/plain").replace(/\r\n?/g, "\n");
    const html = data.getData("text/html");
    const found = convert(html, plain);
    if (!found) return tellAboutPicture(data, plain, tell);
    event.preventDefault();
    insert(view, found.markdown);
    const tables = (found.markdown.match(/^\|(?: :?-+:? \|)+$/gm) ?? []).length;
    announce(t("paste.done", { tables }));
    if (found.pictures) tell(t("paste.pictures", { count: found.pictures }));
    return true;
  },
});

function tellAboutPicture(data, plain, tell) {
  const isPicture = !plain && [...data.files].some((file) => file.type.startsWith("image/"));
  if (isPicture) tell(t("paste.only_picture"));
  return isPicture;
}

/** Return `{markdown, pictures}`, null where the browser's own pasting is right. */
export function convert(html, plain) {
  if (html && html.length <= LONGEST && !isFromCodeEditor(html, plain)) {
    const { body, pictures } = cleaned(html);
    const markdown = toMarkdown(body);
    if (markdown || pictures) return { markdown: markdown || plain, pictures };
  }
  const rows = sheetRows(plain);
  return rows && { markdown: writeTable(rows, []).join("\n"), pictures: 0 };
}

const isFromCodeEditor = (html, plain) => /vscode|<meta name="generator" content="(?:jetbrains|codemirror)/i.test(html) || (/^\s*(?:<meta[^>]*>)?\s*<pre/i.test(html) && Boolean(plain));

/** Return the rows of a spreadsheet copied as text, null where it is none. */
function sheetRows(plain) {
  const lines = plain.replace(/\n+$/, "").split("\n");
  if (lines.length < 2 || lines.some((line) => !line.includes("\t"))) return null;
  const rows = lines.map((line) => line.split("\t").map((cell) => cellText(cell)));
  return new Set(rows.map((row) => row.length)).size === 1 ? rows : null;
}

const cellText = (text) => text.replace(/\s+/g, " ").trim().replaceAll("|", "\\|");

/** Write a clean body as Markdown. */
export function toMarkdown(body) {
  [...body.querySelectorAll("table")].filter(isLayout).forEach(unfold);
  const markdown = service().turndown(body);
  return markdown.replace(/\uE000/g, "[").replace(/\uE001/g, "]").replace(/\u00a0/g, " ").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
}

// A table with one cell, or one that holds tables, only says where things stand on the page.
const isLayout = (table) => table.querySelectorAll("td, th").length < 2 || Boolean(table.querySelector("table"));

function unfold(table) {
  table.replaceWith(...[...table.querySelectorAll("td, th")].filter((cell) => cell.closest("table") === table).map((cell) => {
    const block = document.createElement("div");
    block.append(...cell.childNodes);
    return block;
  }));
}

function service() {
  const made = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", codeBlockStyle: "fenced", emDelimiter: "*", strongDelimiter: "**", hr: "---" });
  made.escape = escaped;
  made.addRule("table", { filter: "table", replacement: (_content, node) => `\n\n${tableMarkdown(node, made)}\n\n` });
  made.addRule("item", { filter: "li", replacement: itemMarkdown });
  made.addRule("strike", { filter: ["del", "s", "strike"], replacement: (content) => content });
  made.addRule("break", { filter: "br", replacement: () => "\n" });
  return made;
}

/** Escape only what would mean something: the rest of what people type reads better as it is. */
function escaped(text) {
  return text.replace(/\\(?=[\\`*_{}[\]()#+.!|>-])/g, "\\\\").replace(/([*`])/g, "\\$1").replace(/(^|[\s(])_(?=\S)/g, "$1\\_").replace(/\[(?=[^\]]*\]\()/g, "\\[")
    .replace(/^(\s*)(#{1,6} |[-+] |>|:{3,})/gm, "$1\\$2").replace(/^(\s*\d+)([.)] )/gm, "$1\\$2").replace(/<(?=[a-z/!])/gi, "\\<");
}

function itemMarkdown(content, node) {
  const list = node.parentNode;
  const index = [...list.children].filter((child) => child.tagName === "LI").indexOf(node);
  const mark = list.tagName === "OL" ? `${Number(list.getAttribute("start") ?? 1) + index}. ` : "- ";
  const indent = " ".repeat(list.tagName === "OL" ? Math.max(mark.length, 3) : 2);
  const text = content.replace(/^\n+|\n+$/g, "").replace(/\n{2,}(?=\s*(?:[-*+]|\d+[.)])\s)/g, "\n").replace(/\n/gm, `\n${indent}`).replace(/^[ ]+$/gm, "");
  return mark + text + (node.nextElementSibling ? "\n" : "");
}

function tableMarkdown(table, made) {
  const rows = gridOf(table, (cell) => cellText(made.turndown(cell).replace(/\\\|/g, "|").replace(/\n+/g, " ")));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const used = Array.from({ length: width }, (_, column) => column).filter((column) => rows.some((row) => row[column]));
  const kept = rows.map((row) => used.map((column) => row[column] ?? "")).filter((row) => row.some(Boolean));
  if (!kept.length) return "";
  // The head is set in bold anyway.
  kept[0] = kept[0].map((cell) => cell.replace(/^\*\*([^*]*)\*\*$/, "$1"));
  const caption = table.querySelector("caption")?.textContent.trim();
  return [...(caption ? [`**${caption}**`, ""] : []), ...writeTable(kept, alignments(table, used))].join("\n");
}

/** Return the cells as a grid; a cell over several columns or rows stands in its first place, the others stay empty. */
function gridOf(table, textOf) {
  const grid = [];
  [...table.rows].forEach((row, at) => {
    grid[at] ??= [];
    let column = 0;
    for (const cell of row.cells) {
      while (grid[at][column] !== undefined) column += 1;
      for (let down = 0; down < Math.min(cell.rowSpan || 1, table.rows.length - at); down += 1) {
        for (let right = 0; right < Math.min(cell.colSpan, 50); right += 1) (grid[at + down] ??= [])[column + right] = down || right ? "" : textOf(cell);
      }
    }
  });
  return grid.map((row) => Array.from(row, (cell) => cell ?? ""));
}

function alignments(table, used) {
  const cells = [...(table.rows[1] ?? table.rows[0]).cells];
  return used.map((column) => {
    const cell = cells[column];
    const said = cell?.getAttribute("align") ?? /text-align:\s*(\w+)/i.exec(cell?.getAttribute("data-style") ?? "")?.[1] ?? "";
    return ["right", "center"].includes(said.toLowerCase()) ? said.toLowerCase() : "";
  });
}

/** Put Markdown in: blocks on lines of their own, further lines set in like the line they stand in. */
function insert(view, markdown) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  const before = line.text.slice(0, from - line.from);
  const prefix = /^[ \t]*(?:>[ \t]?)*/.exec(line.text)[0];
  const item = /^(?:[-*+]|\d+[.)])[ \t]+/.exec(line.text.slice(prefix.length));
  const indent = prefix + (item && !prefix.includes(">") ? " ".repeat(item[0].length) : "");
  const isBlock = /^(?:#{1,6} |[-*+] |\d+[.)] |\||>|```)/.test(markdown);
  const isStarted = before.slice(prefix.length).replace(/^(?:[-*+]|\d+[.)])\s+|\[!\w+[^\]]*\]\s*/g, "").trim() !== "";
  const lines = markdown.split("\n").map((each, index) => (index ? `${indent}${each}`.trimEnd() : each));
  const text = (isBlock && isStarted ? `\n${indent.trimEnd()}\n${indent}` : "") + lines.join("\n");
  const rest = line.text.slice(Math.min(to - line.from, line.text.length)).trim();
  const insertText = text + (isBlock && rest ? `\n\n${indent}` : "");
  view.dispatch({ changes: { from, to, insert: insertText }, selection: { anchor: from + insertText.length }, userEvent: "input.paste", scrollIntoView: true });
}
