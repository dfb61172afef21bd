// Dialogs open by a button that names them (or a link, which without scripts leads to the same), menus close when the click goes elsewhere.
export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const from = event.target as Element;
    const opener = from.closest<HTMLElement>("[data-opens]");
    if (opener instanceof HTMLAnchorElement) event.preventDefault();
    if (opener) open(opener.dataset.opens!);
    if (from instanceof HTMLDialogElement || from.closest("[data-closes]")) from.closest("dialog")?.close();
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]"))
      if (!menu.contains(from)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && narrows(event.target)) {
      event.preventDefault();
      take(event.target);
    }
    const menu = event.key === "Escape" && document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("toggle", placePopover, true);
  document.addEventListener("input", ({ target }) => narrows(target) && narrow(target));
}

function narrows(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.dataset.narrows !== undefined;
}

export function open(id: string): void {
  const dialog = document.getElementById(id) as HTMLDialogElement | null;
  if (dialog && !dialog.open) dialog.showModal();
}

// An explanation stands under the button that opened it, inside the window.
function placePopover(event: Event): void {
  const box = event.target as HTMLElement;
  const button = box.id && document.querySelector<HTMLElement>(`[popovertarget="${box.id}"]`);
  if (!button || !box.matches(":popover-open")) return;
  const at = button.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - box.offsetWidth - 12);
  const below = at.bottom + 6;
  const fits = below + box.offsetHeight < innerHeight;
  box.style.left = `${Math.max(12, left)}px`;
  box.style.top = `${fits ? below : Math.max(12, at.top - box.offsetHeight - 6)}px`;
}

// What is written narrows the list that the field names: to the entries that hold it.
function narrow(field: HTMLInputElement): void {
  const wanted = field.value.trim().toLowerCase();
  for (const entry of entries(field)) entry.hidden = !entry.textContent!.toLowerCase().includes(wanted);
}

// Enter takes the first entry that is left: follows its link, or checks its box.
function take(field: HTMLInputElement): void {
  const first = entries(field).find((entry) => !entry.hidden);
  first?.querySelector<HTMLElement>("a, input")?.click();
}

function entries(field: HTMLInputElement): HTMLElement[] {
  return [...document.getElementById(field.dataset.narrows!)!.children] as HTMLElement[];
}
