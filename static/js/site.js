// Keep the pages one visits for when the network is gone, and bring what suggests to whoever searches. Without this file nothing is kept or suggested.
if (navigator.serviceWorker) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js"));
}
const remark = document.querySelector("[data-offline]");
if (remark && !navigator.onLine) remark.hidden = false;

const bring = (element) => {
  const script = element?.dataset?.suggestionsScript;
  if (script) import(script);
};
addEventListener("focusin", (event) => bring(event.target));
bring(document.activeElement);
