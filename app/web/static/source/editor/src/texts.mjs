// The words of the interface: English from texts.json, over them what the page gives in the reader's language.
import english from "../texts.json";

let own = {};

/** Take the translated words of a page; what is missing stays English. */
export function useTexts(source) {
  try {
    own = JSON.parse(source?.content?.textContent ?? source?.textContent ?? "{}");
  } catch {
    own = {};
  }
}

/** Return a text with its facts filled in: a key and the facts by name. */
export function t(key, facts = {}) {
  const text = own[key] ?? english[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in facts ? String(facts[name]) : place));
}

// What CodeMirror says by itself, and the text of ours that takes its place.
const PHRASES = {
  Find: "find", Replace: "replace", next: "next", previous: "previous", all: "all", "match case": "match_case", regexp: "regexp", "by word": "by_word",
  replace: "replace_one", "replace all": "replace_all", close: "close", "current match": "current_match", "on line": "on_line",
  "replaced match on line $": "replaced_line", "replaced $ matches": "replaced_count", Completions: "completions", Diagnostics: "diagnostics",
  "No diagnostics": "no_diagnostics", "Selection deleted": "selection_deleted", "Go to line": "go_to_line", go: "go", "Control character": "control_character",
};

/** Return the texts of CodeMirror's own panels by their English words. */
export const phrases = () => Object.fromEntries(Object.entries(PHRASES).map(([words, key]) => [words, t(`cm.${key}`)]));
