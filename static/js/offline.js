// Keep the pages one visits for when the network is gone. Without this file nothing is kept.
if (navigator.serviceWorker) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js"));
}
const remark = document.querySelector("[data-offline]");
if (remark && !navigator.onLine) remark.hidden = false;
