// Who is here, as a list beside the text; who comes, goes and takes up another step is said in peace, never for each key.
import { announce, el } from "../dom.mjs";
import { t } from "../texts.mjs";
import { colourOf, nameOf } from "./carets.mjs";
import { placeInWords } from "./places.mjs";

const PAUSE_MS = 1200;
const MOST_SHOWN = 12;

/** Make the list of a room; `goTo(client)` leads to where somebody writes. */
export function makePeople({ form, room, goTo }) {
  const list = el("ul", { class: "people-list" });
  const node = el("section", { class: "people", "aria-label": t("people.title"), hidden: true }, list);
  let known = null;
  let timer = 0;

  const draw = () => {
    const people = peopleIn(room);
    const focused = document.activeElement?.dataset?.person;
    node.hidden = !room.isOnline;
    const more = people.length > MOST_SHOWN ? [el("li", { class: "person quiet" }, t("people.more", { count: people.length - MOST_SHOWN }))] : [];
    list.replaceChildren(el("li", { class: "person" }, avatar(room.me), el("span", {}, t("people.you"))),
      ...people.slice(0, MOST_SHOWN).map((person) => personItem(form, person, goTo)), ...more);
    if (focused) list.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
    timer ||= setTimeout(tell, PAUSE_MS);
  };

  /** Say what has changed since it was last said. */
  const tell = () => {
    timer = 0;
    if (!room.isOnline) {
      known = null;
      return;
    }
    const now = new Map(peopleIn(room).map((person) => [person.id, { name: person.name, place: placeInWords(form, person.place) }]));
    const said = known === null ? whoIsHere(now) : changes(known, now);
    known = now;
    if (said.length) announce(said.join(" "));
  };

  return { node, draw, stop: () => clearTimeout(timer) };
}

const whoIsHere = (now) => (now.size ? [t("people.here", { names: [...now.values()].map(({ name }) => name).join(", ") })] : []);

function changes(before, now) {
  const said = [];
  now.forEach(({ name, place }, id) => {
    if (!before.has(id)) said.push(t("people.joined", { name }));
    if (place && place !== before.get(id)?.place) said.push(t("people.editing", { name, place }));
  });
  before.forEach(({ name }, id) => { if (!now.has(id)) said.push(t("people.left", { name })); });
  return said;
}

/** Return each person once, however many pages they have open; the page where they write counts. */
function peopleIn(room) {
  const people = new Map();
  room.presence.others.forEach(({ user, cursor, place }, client) => {
    const id = String(user?.id ?? client);
    if (id === String(room.me?.id)) return;
    if (!people.has(id) || cursor) people.set(id, { id, client, name: nameOf(user), colour: colourOf(user), place, isWriting: Boolean(cursor) });
  });
  return [...people.values()].sort((one, other) => one.name.localeCompare(other.name));
}

function personItem(form, person, goTo) {
  const place = placeInWords(form, person.place);
  const words = [el("span", { class: "person-name" }, person.name), place && " ", place && el("span", { class: "person-place" }, t("people.editing_short", { place }))];
  if (!person.isWriting) return el("li", { class: "person" }, avatar(person), el("span", {}, words));
  return el("li", { class: "person" }, avatar(person),
    el("button", { type: "button", class: "person-way", "data-person": person.id, title: t("people.go"), onclick: () => goTo(person.client) }, words));
}

const avatar = (person) => el("span", { class: `avatar person--${colourOf(person)}`, "aria-hidden": "true" }, initials(nameOf(person)));

function initials(name) {
  const words = name.split(/[\s-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0]).join("").toUpperCase();
}
