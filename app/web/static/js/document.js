// Copying a wording and printing: without this file the page is the same, less two buttons.
(() => {
  const words = document.currentScript.dataset;

  const spoken = (wording) => [...wording.querySelectorAll(".wording-text")].map((text) => text.innerText.trim()).join("\n");

  const fallback = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };

  const copy = async (button, wording) => {
    const text = spoken(wording);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      fallback(text);
      button.focus();
    }
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; }, 1500);
  };

  document.querySelectorAll(".wording--say").forEach((wording) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copy(button, wording));
    wording.prepend(button);
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
