import type { Column } from "./kanban-state";

/** What the arrows of the keyboard mean: up and down in a column; sideways in the direction in which the columns stand. */
const ARROWS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);

export function isArrow(key: string): boolean {
  return ARROWS.has(key);
}

function sideways(key: string, isRtl: boolean): number {
  if (key === "ArrowLeft") return isRtl ? 1 : -1;
  return key === "ArrowRight" ? (isRtl ? -1 : 1) : 0;
}

/** Where a lifted card goes. `others` says how many other cards a column shows. */
export function arrowed(key: string, at: { column: number; place: number }, columns: Column[], others: (column: number) => number, isRtl = document.dir === "rtl"): { column: number; place: number } {
  const index = columns.findIndex((column) => column.id === at.column);
  const column = columns[index + sideways(key, isRtl)]?.id ?? at.column;
  const step = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
  return { column, place: Math.max(0, Math.min(at.place + step, others(column))) };
}

/** The title above, below, or at the same height in the next column that has one. */
export function neighbour(host: Element, link: HTMLElement, key: string, isRtl = document.dir === "rtl"): HTMLElement | undefined {
  const columns = [...host.querySelectorAll("[data-column]")].map((column) => [...column.querySelectorAll<HTMLElement>(".kanban-title")]);
  const at = columns.findIndex((links) => links.includes(link));
  const place = columns[at]?.indexOf(link) ?? 0;
  const side = sideways(key, isRtl);
  if (!side) return columns[at]?.[place + (key === "ArrowUp" ? -1 : 1)];
  for (let next = at + side; columns[next]; next += side) if (columns[next]!.length) return columns[next]![Math.min(place, columns[next]!.length - 1)];
  return undefined;
}
