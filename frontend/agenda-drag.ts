/** Items of the agenda are dragged by their place: dropped upon another of the same list they come to stand before it. What is
    sent is what a button of the item would send. */
let dragged: HTMLElement | null = null;

export function listen(): void {
  document.addEventListener("dragstart", (event) => {
    dragged = (event.target as Element).closest?.<HTMLElement>("[data-item]") ?? null;
    if (dragged) event.dataTransfer?.setData("text/plain", dragged.dataset.item!);
  });
  document.addEventListener("dragover", (event) => {
    if (targetOf(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const target = targetOf(event);
    if (!target || !dragged) return;
    event.preventDefault();
    send(dragged, placeBefore(target, dragged));
  });
  document.addEventListener("dragend", () => (dragged = null));
}

function targetOf(event: DragEvent): HTMLElement | null {
  const target = (event.target as Element).closest?.<HTMLElement>("[data-item]") ?? null;
  return target && dragged && target !== dragged && target.parentElement === dragged.parentElement ? target : null;
}

/** `parent-after`, as the server reads it: upwards before the target, downwards behind it. */
export function placeBefore(target: HTMLElement, moving: HTMLElement): string {
  const siblings = [...target.parentElement!.children] as HTMLElement[];
  const goesDown = siblings.indexOf(moving) < siblings.indexOf(target);
  const after = goesDown ? target : siblings[siblings.indexOf(target) - 1];
  const whole = target.parentElement!.closest<HTMLElement>("[data-item]");
  return `${whole?.dataset.item ?? 0}-${after?.dataset.item ?? 0}`;
}

function send(item: HTMLElement, place: string): void {
  const form = item.querySelector<HTMLFormElement>("form.arrange");
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "place", value: place });
  form?.append(field);
  form?.requestSubmit();
}
