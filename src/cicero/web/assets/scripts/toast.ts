const SECONDS = 6;

export function toast(text: string): void {
  if (!text) return;
  const line = document.createElement("div");
  line.className = "toast-line";
  line.role = "status";
  line.textContent = text;
  document.body.append(line);
  setTimeout(() => line.remove(), SECONDS * 1000);
}
