// The copies of unsaved text in this browser: only until the server has confirmed them, only for who wrote them, gone at signing out.
// They outlive their tab: whoever closes it although saving failed finds the text when the page is opened again.

const PREFIX = "standardwerk-text:";
const TAB = "standardwerk-tab";
const LONGEST_MS = 30 * 24 * 3600 * 1000;

/** Keep a copy for one form; all of it fails silently where the browser allows no store. */
export function makeCopy(form) {
  const page = `${PREFIX}${form.dataset.saveUrl}#`;
  const actor = form.dataset.actor ?? "";
  const name = attempt(() => page + tab()) ?? page;

  return {
    write: (state) => attempt((store) => store.setItem(name, JSON.stringify({ ...state, actor, at: new Date().toISOString() }))),
    clear: () => attempt((store) => store.removeItem(name)),
    /** Remove what any tab left of this text. */
    forget: () => attempt((store) => names(store).filter((key) => key.startsWith(page)).forEach((key) => store.removeItem(key))),
    /** Return what was left unsaved here, this tab's own first, null where there is nothing; it then is this tab's. */
    read: () => attempt((store) => {
      removeWhatNobodyMayRead(store, actor);
      const left = names(store).filter((key) => key.startsWith(page)).sort((one, other) => age(store, other) - age(store, one));
      const found = left.includes(name) ? name : left.pop();
      if (!found) return null;
      const kept = store.getItem(found);
      if (found !== name) store.removeItem(found);
      store.setItem(name, kept);
      return JSON.parse(kept);
    }),
  };
}

/** Remove every copy, as signing out demands. */
export function clearAllCopies() {
  attempt((store) => names(store).forEach((key) => store.removeItem(key)));
}

/** Remove unread what somebody else left, what is too old and what cannot be read. */
function removeWhatNobodyMayRead(store, actor) {
  names(store).forEach((key) => {
    const kept = attempt(() => JSON.parse(store.getItem(key)));
    if (kept?.actor !== actor || !(age(store, key) < LONGEST_MS)) store.removeItem(key);
  });
}

function age(store, key) {
  return Date.now() - Date.parse(JSON.parse(store.getItem(key)).at);
}

function names(store) {
  return Object.keys(store).filter((key) => key.startsWith(PREFIX));
}

/** Return what tells this tab from others, also after its page was loaded anew. */
function tab() {
  const known = sessionStorage.getItem(TAB) ?? String(Math.random()).slice(2);
  sessionStorage.setItem(TAB, known);
  return known;
}

function attempt(deed) {
  try {
    return deed(localStorage) ?? null;
  } catch {
    return null;
  }
}
