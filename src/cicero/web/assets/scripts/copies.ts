import { toast } from "./toast";

// A button that names a field copies what stands in it; where the browser refuses, it is marked to be copied.
export function startCopies(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copies]");
    const field = button && (document.getElementById(button.dataset.copies!) as HTMLInputElement | null);
    if (!field) return;
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      toast(button.dataset.copied ?? "");
    } catch {
      field.focus();
    }
  });
}
