// Signing out leaves no copy of unsaved text in this browser, also where it does not know Clear-Site-Data.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  Object.keys(localStorage).filter((key) => key.startsWith("standardwerk-text:")).forEach((key) => localStorage.removeItem(key));
}, true);
