// Stands in for @codemirror/lang-html: our Markdown needs no parsers for HTML, scripts and style sheets (a quarter of the bundle).
import { LanguageSupport, StreamLanguage } from "@codemirror/language";

const plain = StreamLanguage.define({ token: (stream) => { stream.skipToEnd(); return null; } });
export const html = () => new LanguageSupport(plain);
export const htmlCompletionSource = () => null;
