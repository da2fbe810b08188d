// Digit keys choose an answer; nothing happens with a modifier or while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  if (!/^[1-9]$/.test(event.key)) return;
  document.querySelector(`[data-key="${event.key}"]`)?.click();
});
