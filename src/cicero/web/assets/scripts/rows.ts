// Rows of a list that open: J and K go from one to the next, Enter follows the link, a click anywhere does too.
export function startRows(): void {
  document.addEventListener("click", (event) => {
    const from = event.target as Element;
    const row = from.closest("[data-rows] tbody tr");
    if (!row || from.closest("a, button, input") || getSelection()?.toString()) return;
    row.querySelector<HTMLAnchorElement>("a[data-row]")?.click();
  });
}

export function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-row]")];
  const now = links.indexOf(document.activeElement as HTMLAnchorElement);
  const next = links[now < 0 ? 0 : Math.min(Math.max(now + by, 0), links.length - 1)];
  next?.focus();
  next?.closest("tr")?.scrollIntoView({ block: "nearest" });
}
