// What asks again by itself waits while somebody is at the page's forms and menus, or nobody looks.
export function startPolls(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const asks = event.target instanceof Element && event.target.matches("[data-polls]");
    if (asks && (document.hidden || inUse())) event.preventDefault();
  });
}

function inUse(): boolean {
  const open = "#main :popover-open, #main details[open], dialog[open]";
  return document.querySelector(`${open}, #main input:focus, #main select:focus`) !== null;
}
