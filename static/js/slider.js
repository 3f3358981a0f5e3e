// Say which year a slider stands at while it moves. Without this file its scale says so.
for (const output of document.querySelectorAll("output[data-slider]")) {
  const slider = document.getElementById(output.htmlFor.value);
  const say = () => {
    output.value = slider.value;
  };
  slider.addEventListener("input", say);
  say();
  output.hidden = false;
}
