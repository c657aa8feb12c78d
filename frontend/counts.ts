import { sumOf } from "./counts-state";
import { show } from "./page";

/** Beneath each grid of counts its sum follows what is typed; the server adds up again. */
for (const grid of document.querySelectorAll<HTMLElement>("[data-counts]")) {
  const place = grid.querySelector<HTMLOutputElement>("[data-sum]");
  const cells = [...grid.querySelectorAll<HTMLInputElement>(".counts-grid input")];
  const tell = (): void => {
    const sum = sumOf(cells.map((cell) => cell.value));
    if (place) place.value = sum === null ? "–" : show(sum.toLocaleString("en"));
  };
  grid.addEventListener("input", tell);
  tell();
}
