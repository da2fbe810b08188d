// Tables: found by their rule line, changed cell by cell, always written with even columns. The first half is pure.
import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { announce } from "./dom.mjs";
import { t } from "./texts.mjs";

const RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const isRow = (text) => text.includes("|") && text.trim() !== "";

/** Cut a row into its cells; a bar behind a backslash or in code is text. */
export function cellsOf(row) {
  const cells = [""];
  let inCode = false;
  const text = row.trim().replace(/^\|/, "").replace(/(?<!\\)\|\s*$/, "");
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\" && text[at + 1] === "|") { cells[cells.length - 1] += "\\|"; at += 1; continue; }
    if (text[at] === "`") inCode = !inCode && text.indexOf("`", at + 1) >= 0;
    if (text[at] === "|" && !inCode) cells.push("");
    else cells[cells.length - 1] += text[at];
  }
  return cells.map((cell) => cell.trim());
}

const alignmentOf = (cell) => (/^:-*:$/.test(cell) ? "center" : cell.endsWith(":") ? "right" : cell.startsWith(":") ? "left" : "");

/** Write a table: `rows` with the head first, `alignments` by column. */
export function writeTable(rows, alignments, indent = "") {
  const count = Math.max(...rows.map((row) => row.length));
  const full = rows.map((row) => Array.from({ length: count }, (_, index) => row[index] ?? ""));
  const widths = Array.from({ length: count }, (_, index) => Math.min(Math.max(3, ...full.map((row) => row[index].length)), 60));
  const line = (row) => `${indent}| ${row.map((cell, index) => pad(cell, widths[index], alignments[index])).join(" | ")} |`;
  const rule = widths.map((width, index) => {
    const dashes = "-".repeat(width);
    const at = alignments[index] ?? "";
    return at === "center" ? `:${dashes.slice(2)}:` : at === "right" ? `${dashes.slice(1)}:` : at === "left" ? `:${dashes.slice(1)}` : dashes;
  });
  return [line(full[0]), `${indent}| ${rule.join(" | ")} |`, ...full.slice(1).map(line)];
}

function pad(cell, width, alignment) {
  const missing = Math.max(width - cell.length, 0);
  if (alignment === "right") return " ".repeat(missing) + cell;
  if (alignment === "center") return " ".repeat(Math.floor(missing / 2)) + cell + " ".repeat(Math.ceil(missing / 2));
  return cell + " ".repeat(missing);
}

export const emptyTable = (columns, rows, name) => writeTable(
  [Array.from({ length: columns }, (_, index) => name(index + 1)), ...Array.from({ length: rows }, () => new Array(columns).fill(""))], [],
);

/** Return the table around a line, null without one: `{first, last, rows, alignments, indent}`, lines counted from 1. */
export function tableAt(doc, number) {
  if (number < 1 || number > doc.lines || !isRow(doc.line(number).text)) return null;
  let [first, last] = [number, number];
  while (first > 1 && isRow(doc.line(first - 1).text)) first -= 1;
  while (last < doc.lines && isRow(doc.line(last + 1).text)) last += 1;
  if (last === first || !RULE.test(doc.line(first + 1).text)) return null;
  const lines = Array.from({ length: last - first + 1 }, (_, index) => doc.line(first + index).text);
  return {
    first, last, indent: /^\s*/.exec(lines[0])[0], alignments: cellsOf(lines[1]).map(alignmentOf),
    rows: lines.filter((_, index) => index !== 1).map(cellsOf),
  };
}

/** Return where the cursor is: its table, row (0 is the head) and column; null outside tables. */
export function placeInTable(state) {
  const line = state.doc.lineAt(state.selection.main.head);
  const table = tableAt(state.doc, line.number);
  if (!table) return null;
  const before = line.text.slice(0, state.selection.main.head - line.from);
  const column = Math.max(cellsOf(`${before.replace(/^\s*\|/, "")}x`).length - 1, 0);
  const at = line.number - table.first;
  return { table, row: Math.max(at - 1, 0), onRule: at === 1, column: Math.min(column, table.rows[0].length - 1) };
}

/** Write a changed table back and put the cursor into a cell, its words selected. */
function rewrite(view, table, row, column, userEvent = "input") {
  const { doc } = view.state;
  const lines = writeTable(table.rows, table.alignments, table.indent);
  const [from, to] = [doc.line(table.first).from, doc.line(table.last).to];
  const index = row === 0 ? 0 : row + 1;
  const start = from + lines.slice(0, index).join("\n").length + (index ? 1 : 0);
  const { anchor, head } = cellRange(lines[index], column);
  const insert = lines.join("\n");
  const changes = insert === doc.sliceString(from, to) ? [] : { from, to, insert };
  view.dispatch({ changes, selection: { anchor: start + anchor, head: start + head }, userEvent, scrollIntoView: true });
  view.focus();
  return true;
}

function cellRange(line, column) {
  let at = line.indexOf("|");
  for (let count = 0; count < column; count += 1) at = nextBar(line, at + 1);
  const end = nextBar(line, at + 1);
  const inner = line.slice(at + 1, end < 0 ? line.length : end);
  const words = inner.trim();
  const start = words ? at + 1 + inner.indexOf(words) : at + 2;
  return { anchor: start, head: start + words.length };
}

function nextBar(line, from) {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === "\\") at += 1;
    else if (line[at] === "|") return at;
  }
  return line.length;
}

/** Go to the next cell, at the end to a new row; outside tables leave the key to the browser. */
const nextCell = (step) => (view) => {
  const place = placeInTable(view.state);
  if (!place) return false;
  const { table } = place;
  const width = table.rows[0].length;
  const index = place.row * width + place.column + step;
  if (index < 0) return false;
  if (index >= table.rows.length * width) table.rows.push(new Array(width).fill(""));
  return rewrite(view, table, Math.floor(index / width), index % width, step > 0 ? "input" : "select");
};

export const tableKeys = Prec.high(keymap.of([{ key: "Tab", run: nextCell(1), shift: nextCell(-1) }]));

/** What can be done with a table; each works at the cursor. */
export const TABLE_DEEDS = {
  row_below: change((table, { row, column }) => { table.rows.splice(row + 1, 0, new Array(table.rows[0].length).fill("")); return [row + 1, column]; }),
  row_above: change((table, { row, column }) => { const at = Math.max(row, 1); table.rows.splice(at, 0, new Array(table.rows[0].length).fill("")); return [at, column]; }),
  column_after: change((table, { row, column }) => { insertColumn(table, column + 1); return [row, column + 1]; }),
  column_before: change((table, { row, column }) => { insertColumn(table, column); return [row, column]; }),
  remove_row: change((table, { row, column }) => {
    if (row === 0 || table.rows.length < 3) return null;
    table.rows.splice(row, 1);
    return [Math.min(row, table.rows.length - 1), column];
  }),
  remove_column: change((table, { row, column }) => {
    if (table.rows[0].length < 2) return null;
    table.rows.forEach((cells) => cells.splice(column, 1));
    table.alignments.splice(column, 1);
    return [row, Math.min(column, table.rows[0].length - 1)];
  }),
  align_left: align("left"),
  align_center: align("center"),
  align_right: align("right"),
};

function change(deed) {
  return (view) => {
    const place = placeInTable(view.state);
    if (!place) return false;
    const { table } = place;
    const width = Math.max(...table.rows.map((row) => row.length));
    table.rows = table.rows.map((row) => Array.from({ length: width }, (_, index) => row[index] ?? ""));
    table.alignments = Array.from({ length: width }, (_, index) => table.alignments[index] ?? "");
    const aim = deed(table, place);
    if (!aim) {
      announce(t("table.cannot"));
      return true;
    }
    return rewrite(view, table, ...aim);
  };
}

function insertColumn(table, at) {
  table.rows.forEach((cells, index) => cells.splice(at, 0, index ? "" : t("table.column_name", { number: at + 1 })));
  table.alignments.splice(at, 0, "");
}

function align(alignment) {
  return change((table, { row, column }) => { table.alignments[column] = alignment; return [row, column]; });
}

/** Tell whenever the cursor comes into a table or leaves it. */
export function watchTable(onChange) {
  let wasIn = false;
  return EditorView.updateListener.of((update) => {
    if (!update.selectionSet && !update.docChanged) return;
    const isIn = Boolean(placeInTable(update.state));
    if (isIn !== wasIn) onChange(isIn);
    wasIn = isIn;
  });
}
