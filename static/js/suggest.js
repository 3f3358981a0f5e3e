// Offer titles, names and topics while one types. Without this file the form simply submits.
const WAIT = 150;

function list(input, id) {
  const element = document.createElement("ul");
  element.id = id;
  element.className = "suggestions";
  element.hidden = true;
  element.setAttribute("role", "listbox");
  element.setAttribute("aria-label", input.dataset.suggestionsLabel);
  input.parentElement.append(element);
  return element;
}

function announcer(input) {
  const element = document.createElement("p");
  element.className = "visually-hidden";
  element.setAttribute("role", "status");
  input.parentElement.append(element);
  return element;
}

function option(suggestion, id) {
  const element = document.createElement("li");
  element.id = id;
  element.className = "suggestions__item";
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  element.dataset.url = suggestion.url;
  const kind = document.createElement("span");
  kind.className = "suggestions__kind";
  kind.textContent = suggestion.kind;
  element.append(suggestion.title, " ", kind);
  return element;
}

for (const [number, input] of document.querySelectorAll("input[data-suggestions]").entries()) {
  const box = list(input, `suggestions-${number}`);
  const spoken = announcer(input);
  let chosen = -1;
  let waiting;
  let asked = 0;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", box.id);
  input.setAttribute("aria-expanded", "false");

  const close = () => {
    box.hidden = true;
    spoken.textContent = "";
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    const options = [...box.children];
    chosen = (index + options.length + 1) % (options.length + 1);
    if (chosen === options.length) chosen = -1;
    for (const [place, each] of options.entries()) {
      each.setAttribute("aria-selected", String(place === chosen));
    }
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options[chosen].id);
  };
  const show = ({ suggestions, said }) => {
    spoken.textContent = said;
    box.replaceChildren(...suggestions.map((each, place) => option(each, `${box.id}-${place}`)));
    box.hidden = suggestions.length === 0;
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", String(!box.hidden));
  };
  const ask = async () => {
    const turn = ++asked;
    const words = input.value.trim();
    if (words.length < 2) return close();
    try {
      const address = new URL(input.dataset.suggestions, location);
      address.searchParams.set("q", words);
      const response = await fetch(address);
      if (!response.ok) return close();
      const offer = await response.json();
      if (turn === asked && document.activeElement === input) show(offer);
    } catch {
      close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && !box.hidden) {
      event.preventDefault();
      choose(chosen + 1);
    } else if (event.key === "ArrowUp" && !box.hidden) {
      event.preventDefault();
      choose(chosen < 0 ? box.children.length - 1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(box.children[chosen].dataset.url);
    }
  });
  box.addEventListener("mousedown", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.url);
  });
  input.addEventListener("blur", () => setTimeout(close, 100));
  // Somebody may have typed before this file was there.
  if (document.activeElement === input && input.value !== input.defaultValue) ask();
}
