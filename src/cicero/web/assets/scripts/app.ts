// What every page needs: parts that load in place, dialogs, keys, and charts where there are any.
import "htmx.org";
import { startCopies } from "./copies";
import { startDialogs } from "./dialogs";
import { startFocus } from "./focus";
import { startKeys } from "./keys";
import { startPolls } from "./polls";
import { startRows } from "./rows";
import { toast } from "./toast";
import { startWidgets } from "./widgets";

startCopies();
startDialogs();
startFocus();
startKeys();
startPolls();
startRows();
startWidgets();

document.addEventListener("htmx:after:swap", startWidgets);
// A form that was refused comes back and says why itself.
for (const name of ["htmx:error", "htmx:response:error"])
  document.addEventListener(name, (event) => {
    const status = (event as CustomEvent).detail?.ctx?.response?.status;
    if (status !== 400 && status !== 409) toast(document.body.dataset.failed ?? "");
  });

// Settings come back to the address of now: parts of the page may have moved it on. A box closes with its form.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  form.closest<HTMLElement>(":popover-open")?.hidePopover();
  const next = form.querySelector<HTMLInputElement>("input[data-here]");
  if (next) next.value = location.pathname + location.search;
});

// A picture that its network no longer serves gives way to the placeholder behind it.
document.addEventListener("error", ({ target }) => target instanceof HTMLImageElement && target.remove(), true);
