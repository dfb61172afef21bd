// A page that replaces another in place keeps the keyboard where it was: at what has the same name there, else at the content.
let left: HTMLElement | null = null;
let place = 0;

export function startFocus(): void {
  document.addEventListener("htmx:before:swap", leave);
  document.addEventListener("htmx:after:swap", comeBack);
}

function leave(): void {
  const now = document.activeElement as HTMLElement | null;
  left = now?.closest("#main a, #main button, #main summary") ?? null;
  if (left) place = alike(left).indexOf(left);
}

function comeBack(): void {
  if (!left || left.isConnected) return;
  const same = alike(left);
  const goal = same[place] ?? same[0] ?? document.getElementById("main");
  left = null;
  goal?.focus({ preventScroll: true });
}

function alike(one: HTMLElement): HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>(`#main ${one.localName}`);
  return [...all].filter((other) => called(other) === called(one));
}

function called(one: HTMLElement): string {
  return one.getAttribute("aria-label") ?? one.textContent!.trim();
}
