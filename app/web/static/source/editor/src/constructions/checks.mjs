// Inserting what is judged and trained: criteria for audits, quizzes and their questions.
import { ask } from "../dialogs.mjs";
import { el } from "../dom.mjs";
import { idFrom, idsIn, linesOf, NUMBERED, oneLine, readBlocks, writeAttributes } from "../language.mjs";
import { blockAtCursor, insertBlock, replaceLines } from "../placing.mjs";
import { labelled, makeRows } from "../rows.mjs";
import { t } from "../texts.mjs";

export async function insertCriterion(editor) {
  const values = await ask({
    title: t("insert.criterion"), intro: t("criterion.intro"),
    fields: [
      { name: "text", type: "text", label: t("criterion.text"), help: t("criterion.text_help"), required: true, lang: editor.language() },
      { name: "impact", type: "choice", label: t("criterion.impact"), value: "high", options: ["high", "low"].map((value) => ({ value, label: t(`criterion.${value}`) })) },
      { name: "area", type: "choice", label: t("criterion.area"), value: "handling", options: ["handling", "style"].map((value) => ({ value, label: t(`criterion.${value}`) })) },
    ],
  });
  if (!values) return editor.view.focus();
  const id = idFrom(values.text, idsIn(linesOf(editor.view.state.doc.toString())), "criterion");
  const attributes = writeAttributes({ id, marks: ["criterion"], values: { impact: values.impact, area: values.area } });
  insertBlock(editor.view, [`- ${oneLine(values.text)} ${attributes}`], { tight: true });
}

export async function insertQuiz(editor) {
  const question = await askQuestion(editor, t("insert.quiz"));
  if (question) insertBlock(editor.view, ["::: quiz", ...question(1), ":::"]);
  else editor.view.focus();
}

/** Add a question to the quiz at the cursor, else to the last one; without a quiz begin one. */
export async function insertQuestion(editor) {
  const { state } = editor.view;
  const lines = linesOf(state.doc.toString());
  const quiz = blockAtCursor(state, "quiz") ?? readBlocks(lines).filter((block) => block.name === "quiz").at(-1);
  if (!quiz) return insertQuiz(editor);
  const question = await askQuestion(editor, t("insert.question"));
  if (!question) return editor.view.focus();
  const inner = lines.slice(quiz.first, quiz.last);
  while (inner.length > 1 && !inner.at(-1).trim()) inner.pop();
  const count = inner.filter((line) => NUMBERED.exec(line)?.[1].length < 2).length;
  const written = [...inner, ...question(count + 1), lines[quiz.last]];
  replaceLines(editor.view, state.doc, { first: quiz.first, count: quiz.last - quiz.first + 1 }, written, written.length - 2);
}

async function askQuestion(editor, title) {
  const values = await ask({
    title, intro: t("quiz.intro"),
    fields: [
      { name: "text", type: "text", label: t("quiz.question"), required: true, lang: editor.language() },
      makeRows({ name: "answers", legend: t("quiz.answers"), help: t("quiz.answers_help"), values: [true, false, false], add: t("quiz.add"), makeRow: (isRight = false) => answer(editor, isRight) }),
      { name: "why", type: "textarea", rows: 2, label: t("quiz.why"), help: t("quiz.why_help"), lang: editor.language() },
      { name: "pass", type: "box", label: t("quiz.pass") },
    ],
  });
  return values && ((number) => writeQuestion(values, number));
}

function answer(editor, isRight) {
  const text = el("input", { type: "text", maxlength: "300", autocomplete: "off", spellcheck: "true", lang: editor.language() });
  const box = el("input", { type: "checkbox" });
  box.checked = isRight;
  return {
    node: el("div", { class: "editor-row-fields" }, labelled(t("quiz.answer"), text), el("label", { class: "option" }, box, t("quiz.right"))),
    read: () => (text.value.trim() ? { text: oneLine(text.value), isRight: box.checked } : null),
  };
}

function writeQuestion({ text, answers, why, pass }, number) {
  return [
    `${number}. ${oneLine(text)}${pass ? " {pass}" : ""}`,
    ...answers.map((each) => `   - [${each.isRight ? "x" : " "}] ${each.text}`),
    ...(why.trim() ? why.trim().split("\n").map((line) => `   > ${line.trim()}`.trimEnd()) : []),
  ];
}
