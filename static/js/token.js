// Give forms the token of this browser's present session when one comes back to a tab. Without this file they are to be sent twice.
function renew() {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (!token) return;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
  if (window.CMS?.config) window.CMS.config.csrf = token;
}
addEventListener("focus", renew);
document.addEventListener("visibilitychange", renew);
document.addEventListener("submit", renew, true);
