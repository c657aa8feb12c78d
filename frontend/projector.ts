import { bring } from "./fragments";
import { tick } from "./meeting-ticks";
import { session } from "./session";

/** The wall follows the chair. Where those who run the session have it open (the hall's projector) it changes at once, and once
    a second at most; on the screens of everybody else at a moment of their own, so that a hall does not ask all together. */
const wall = document.getElementById("wall")!;
const leads = wall.dataset.leads !== undefined;
const LEAST = leads ? 1000 : 5000;
const SPREAD = leads ? 0 : 3000;
const COUNTING = leads ? 4000 : 12_000;
let fetched = 0;
let counting: ReturnType<typeof setTimeout> | undefined;
let planned: ReturnType<typeof setTimeout> | undefined;

function moved(): void {
  planned ??= setTimeout(() => void refetch(), Math.max(Math.random() * SPREAD, fetched + LEAST - Date.now()));
}

async function refetch(): Promise<void> {
  if (document.hidden) return void document.addEventListener("visibilitychange", () => void refetch(), { once: true });
  planned = undefined;
  fetched = Date.now();
  await bring(wall.dataset.address!, wall).then(tick, moved);
  count();
}

/** How many have voted no entry tells, so that no vote tells its moment: while one is open it is asked now and then. */
function count(): void {
  clearTimeout(counting);
  if (wall.querySelector(".wall-voted")) counting = setTimeout(moved, COUNTING);
}

function follow(): void {
  const stream = wall.dataset.stream!;
  void session?.then(({ live }) => live.watch(stream, Number(wall.dataset.head), { entry: moved, reset: moved, gone: () => location.reload() }));
}

/** The wall stays lit. */
function stayLit(): void {
  if (!document.hidden) void navigator.wakeLock?.request("screen").catch(() => undefined);
}

follow();
stayLit();
document.addEventListener("visibilitychange", stayLit);
setInterval(tick, 1000);
tick();
count();
