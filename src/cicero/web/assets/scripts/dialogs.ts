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
    const menu = event.key === "Escape" && document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("toggle", placePopover, true);
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-narrows]")) narrow(field);
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

function narrow(field: HTMLInputElement): void {
  const list = document.getElementById(field.dataset.narrows!);
  const links = [...(list?.querySelectorAll("a") ?? [])];
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const link of links) link.parentElement!.hidden = !link.textContent!.toLowerCase().includes(wanted);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") links.find((link) => !link.parentElement!.hidden)?.click();
  });
}
