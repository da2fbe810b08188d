// Everything that can be inserted, in the groups of the menu and in plain words. `when` says where a thing makes sense.
import { insertAlgorithm, insertChoice, insertStep } from "./algorithms.mjs";
import { insertCriterion, insertQuestion, insertQuiz } from "./checks.mjs";
import { insertCallOut, insertEmbed, insertFootnote, insertLink, insertPassage, insertPicture, insertTable } from "./prose.mjs";
import { insertChannel, insertDialogue, insertPlaceholder, insertWording } from "./wording.mjs";

const isSituation = (editor) => editor.kind() === "situation";
const isScript = (editor) => editor.kind() === "script";
const hasSteps = (editor) => isSituation(editor) && editor.hasAlgorithm();

export const CONSTRUCTIONS = [
  { group: "steps", name: "algorithm", run: insertAlgorithm, when: (editor) => isSituation(editor) && !editor.hasAlgorithm() },
  { group: "steps", name: "step", run: insertStep, when: hasSteps },
  { group: "steps", name: "choice", run: insertChoice, when: hasSteps },
  { group: "wording", name: "say", run: insertWording("say") },
  { group: "wording", name: "avoid", run: insertWording("avoid") },
  { group: "wording", name: "why", run: insertWording("why") },
  { group: "wording", name: "placeholder", run: insertPlaceholder },
  { group: "wording", name: "channel", run: insertChannel, when: isScript },
  { group: "wording", name: "dialogue_good", run: insertDialogue(true) },
  { group: "wording", name: "dialogue_bad", run: insertDialogue(false) },
  { group: "checks", name: "criterion", run: insertCriterion },
  { group: "checks", name: "quiz", run: insertQuiz, when: (editor) => !editor.hasQuiz() },
  { group: "checks", name: "question", run: insertQuestion, when: (editor) => editor.hasQuiz() },
  { group: "text", name: "callout", run: insertCallOut },
  { group: "text", name: "b2c", run: insertPassage("b2c") },
  { group: "text", name: "b2b", run: insertPassage("b2b") },
  { group: "text", name: "link", run: insertLink },
  { group: "text", name: "embed", run: insertEmbed },
  { group: "text", name: "footnote", run: insertFootnote },
  { group: "text", name: "table", run: insertTable },
  { group: "text", name: "picture", run: insertPicture },
];
