// ⌘K or Ctrl K switches clients, / searches, ? shows the keys, and a link with data-key is pressed by its letter.
import { open } from "./dialogs";

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    const command = event.metaKey || event.ctrlKey;
    if (command && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open("switcher");
    } else if (!command && !event.altKey && !writing(event.target)) {
      if (event.key === "/") event.preventDefault();
      press(event.key.toLowerCase());
    }
  });
}

function press(key: string): void {
  if (key === "?") open("keys");
  else if (key === "/") search();
  else if (/^[a-z]$/.test(key)) document.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click();
}

// The page's own search where it has one, else the list of clients and sections.
function search(): void {
  const field = document.querySelector<HTMLInputElement>("#main input[type=search]");
  if (field) field.focus();
  else open("switcher");
}

function writing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, dialog[open]") !== null;
}
