// The copy of unsaved text in this browser: only for this tab, only until the server has confirmed it, only for who wrote it.

const PREFIX = "standardwerk-text:";

/** Keep a copy for one form; all of it fails silently where the browser allows no store. */
export function makeCopy(form) {
  const name = PREFIX + form.dataset.saveUrl;
  const actor = form.dataset.actor ?? "";

  return {
    write: (state) => attempt((store) => store.setItem(name, JSON.stringify({ ...state, actor, at: new Date().toISOString() }))),
    clear: () => attempt((store) => store.removeItem(name)),
    /** Return what was left unsaved, null where there is nothing; what somebody else left is removed unread. */
    read: () => attempt((store) => {
      const kept = JSON.parse(store.getItem(name) ?? "null");
      if (kept && kept.actor !== actor) {
        clearAllCopies();
        return null;
      }
      return kept;
    }),
  };
}

/** Remove every copy, as signing out demands. */
export function clearAllCopies() {
  attempt((store) => Object.keys(store).filter((key) => key.startsWith(PREFIX)).forEach((key) => store.removeItem(key)));
}

function attempt(deed) {
  try {
    return deed(sessionStorage) ?? null;
  } catch {
    return null;
  }
}
