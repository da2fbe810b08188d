// Talking to the server: one token, one way to say what went wrong.

/** What the server said no to, or that it could not be reached (`status` 0). */
export class Refused extends Error {
  constructor(status, answer = {}) {
    super(answer.detail ?? `HTTP ${status}`);
    this.status = status;
    this.code = answer.code ?? "";
    this.answer = answer;
  }
}

/** Make the requests of one form; its token is renewed from the page where it has become too old. */
export function makeServer(form) {
  const token = form.elements.namedItem("csrf_token");

  const send = async (address, options) => {
    const headers = { Accept: "application/json", "X-CSRFToken": token?.value ?? "", ...options.headers };
    let answer;
    try {
      answer = await fetch(address, { credentials: "same-origin", ...options, headers });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Refused(0);
    }
    return read(answer);
  };

  /** Load the page anew for its token; say who is signed in there, "" for nobody. */
  const renew = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } }).catch(() => { throw new Refused(0); });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form[data-editor]");
    if (!fresh) throw new Refused(answer.ok ? 401 : answer.status);
    if ((fresh.dataset.actor ?? "") !== (form.dataset.actor ?? "")) throw new Refused(401, { code: "editor.other_person" });
    if (token) token.value = fresh.querySelector("[name=csrf_token]")?.value ?? "";
  };

  const withFreshToken = async (address, options) => {
    try {
      return await send(address, options);
    } catch (error) {
      if (error.code !== "web.stale_form") throw error;
      await renew();
      return send(address, options);
    }
  };

  return {
    renew,
    get: (address) => send(address, { method: "GET" }),
    post: (address, data, options = {}) => withFreshToken(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data), ...options }),
    upload: (address, data) => withFreshToken(address, { method: "POST", body: data }),
    /** Send without waiting while the page goes away; false where it is too long for that. */
    leave: (address, data) => {
      const body = JSON.stringify(data);
      if (new Blob([body]).size > 63_000) return false;
      fetch(address, {
        method: "POST", keepalive: true, credentials: "same-origin", body,
        headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token?.value ?? "" },
      }).catch(() => {});
      return true;
    },
  };
}

async function read(answer) {
  const isJson = /\bjson\b/.test(answer.headers.get("Content-Type") ?? "");
  const data = isJson ? await answer.json().catch(() => ({})) : {};
  // A page instead of data means that we were led to the sign-in.
  if (answer.ok && isJson) return data;
  throw new Refused(answer.ok ? 401 : answer.status, data);
}
