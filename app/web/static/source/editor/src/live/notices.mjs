// What the server tells those who write together: a revision was kept, the draft was thrown away, the text is too long.
import { t } from "../texts.mjs";

const REMEMBERED_MS = 30_000;

export class Notices {
  constructor(live, room) {
    this.live = live;
    this.before = null;
    // Called before the binding of the text is, so the editor still shows the text as it was.
    room.body.observe((event, transaction) => { if (transaction.origin === room.line) this.remember(event); });
  }

  /** Keep the text as it stood before somebody else took something out of it, in case that was the whole draft. */
  remember(event) {
    if (this.live.isOn && event.delta.some((part) => part.delete)) this.before = { doc: this.live.editor.view.state.doc, at: Date.now() };
  }

  take(notice) {
    const deed = { settled: () => this.settled(notice), revision: () => this.revision(notice), discarded: () => this.discarded(notice), limit: () => this.limit(notice) }[notice.kind];
    deed?.();
  }

  settled({ version }) {
    this.live.header.settled(version);
    this.live.editor.comments.soon();
  }

  revision({ number, by }) {
    this.live.editor.tell(t("live.revision", { number, name: by }));
  }

  discarded({ by }) {
    const { editor } = this.live;
    const isFresh = this.before && Date.now() - this.before.at < REMEMBERED_MS;
    const text = isFresh ? this.before.doc.toString() : "";
    const back = text && { [t("live.put_back")]: () => editor.buffer.replace(text) };
    editor.tell(t("live.discarded", { name: by }), back || {});
  }

  limit({ message }) {
    this.live.editor.tell(message);
  }
}
