// The insert menu: a button that opens a list of plain words in groups, walked by arrow keys and by first letters.
import { el, freshId } from "./dom.mjs";
import { t } from "./texts.mjs";

const GROUPS = ["steps", "wording", "checks", "text"];

/** Make the menu; `constructions()` gives what makes sense now, `choose(construction)` does it. */
export function makeMenu({ constructions, choose, onDismiss }) {
  const id = freshId("menu");
  const opener = el("button", { type: "button", class: "editor-button editor-button--main", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id, onclick: () => (menu.hidden ? show() : hide()) },
    t("toolbar.insert"));
  const menu = el("div", { class: "editor-menu", id, role: "menu", "aria-label": t("toolbar.insert"), hidden: true });
  const node = el("div", { class: "editor-menu-holder" }, opener, menu);
  const items = () => [...menu.querySelectorAll("[role=menuitem]")];

  const show = () => {
    const all = constructions();
    menu.replaceChildren(...GROUPS.map((group) => groupOf(group, all.filter((each) => each.group === group), pick)).filter(Boolean));
    menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    items()[0].focus();
  };

  const hide = () => {
    menu.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };

  const pick = (construction) => {
    hide();
    choose(construction);
  };

  menu.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (go !== undefined) all[(go + all.length) % all.length].focus();
    else if (event.key === "Escape") { hide(); onDismiss(); } else if (event.key === "Tab") { hide(); return; } else if (!jumpTo(all, at, event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !menu.hidden) return;
    event.preventDefault();
    show();
  });
  document.addEventListener("pointerdown", (event) => { if (!node.contains(event.target)) hide(); });
  node.addEventListener("focusout", (event) => { if (event.relatedTarget && !node.contains(event.relatedTarget)) hide(); });
  return { node, opener, show };
}

function groupOf(group, constructions, pick) {
  if (!constructions.length) return null;
  const label = freshId("group");
  return el("div", { role: "group", "aria-labelledby": label, class: "editor-menu-group" }, el("span", { class: "editor-menu-title", id: label, role: "presentation", text: t(`group.${group}`) }),
    constructions.map((each) => el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => pick(each) }, t(`insert.${each.name}`))));
}

/** Go to the next item that begins with the typed letter. */
function jumpTo(all, at, event) {
  if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return false;
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  order.find((item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  return true;
}
