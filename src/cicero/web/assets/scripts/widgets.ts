// A widget shows its picture or its table; the code that draws is loaded when a page has something to draw.
export function startWidgets(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-as-table]")) {
    if (button.dataset.ready) continue;
    button.dataset.ready = "yes";
    button.addEventListener("click", () => {
      const shown = button.closest(".widget")!.classList.toggle("as-table");
      button.setAttribute("aria-pressed", String(shown));
    });
  }
  const charts = [...document.querySelectorAll<HTMLElement>("[data-chart]:not([data-drawn])")];
  if (charts.length) void import("./charts").then(({ draw }) => charts.forEach(draw));
}
