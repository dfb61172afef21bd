import { toast } from "./toast";

// A button copies the field it names, the link of a widget, or a widget's text, which the server writes.
export function startCopies(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copies], [data-copy-link], [data-copy-text]");
    if (!button) return;
    const { copies, copyLink, copyText } = button.dataset;
    if (copies) void field(document.getElementById(copies) as HTMLInputElement, button);
    else void copy(copyLink ? new URL(copyLink, location.href).href : text(copyText!), button);
  });
}

// Where the browser refuses, the field is marked to be copied.
async function field(field: HTMLInputElement, button: HTMLElement): Promise<void> {
  field.select();
  if (!(await copy(field.value, button, false))) field.focus();
}

// A promise of a text is given to the browser at once: after waiting it would no longer believe in the click.
async function copy(text: string | Promise<string>, button: HTMLElement, tells = true): Promise<boolean> {
  try {
    if (typeof text === "string") await navigator.clipboard.writeText(text);
    else await navigator.clipboard.write([new ClipboardItem({ "text/plain": text.then(plain) })]);
    toast(button.dataset.copied ?? "");
    button.closest<HTMLDetailsElement>("details.menu")?.removeAttribute("open");
    return true;
  } catch {
    if (tells) toast(document.body.dataset.failed ?? "");
    return false;
  }
}

async function text(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return response.text();
}

function plain(text: string): Blob {
  return new Blob([text], { type: "text/plain" });
}
