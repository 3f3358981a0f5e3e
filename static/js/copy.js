// Copy the text a button names, its italics too for who pastes it where there are any. Without this file the button stays hidden and the text can be selected.
const part = (content, type) => new Blob([content.trim()], { type });
const copy = (text) => {
  if (!("ClipboardItem" in window)) return navigator.clipboard.writeText(text.textContent.trim());
  const parts = { "text/plain": part(text.textContent, "text/plain"), "text/html": part(text.innerHTML, "text/html") };
  return navigator.clipboard.write([new ClipboardItem(parts)]);
};
for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  if (!text || !navigator.clipboard) continue;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await copy(text);
    button.firstChild.data = button.dataset.copied; // what follows says of which text
  });
}

// A link to a statement is followed and copied at once. Without this file it is followed.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-copy-address]");
  if (!link || !navigator.clipboard) return;
  navigator.clipboard.writeText(link.href).then(() => {
    link.setAttribute("aria-live", "polite");
    link.textContent = link.closest("[data-copied]").dataset.copied;
  });
});
