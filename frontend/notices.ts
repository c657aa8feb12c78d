import { call } from "./api";
import { show } from "./page";
import type { Entry } from "./types";

/** The bell and the icon: numbers the server counted, never added up here, so that all devices show the same. */
const SEEN = 1500;
const LEAST = 5000;
const DOT = '<circle cx="25" cy="7" r="7" fill="#c2402f"/>';
let plainIcon = "";
let refetched = 0;

export function showBadge(unread: number): void {
  const bell = document.getElementById("bell");
  if (bell) bell.hidden = !unread;
  if (bell) bell.textContent = show(unread > 99 ? "99+" : unread);
  void (unread ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.())?.catch(() => undefined);
  void dotOnIcon(unread > 0);
}

/** The icon in the browser's tab gets a dot. */
async function dotOnIcon(isDotted: boolean): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link || (!isDotted && !plainIcon)) return;
  plainIcon ||= link.href;
  if (!isDotted) return void (link.href = plainIcon);
  const drawing = await fetch(plainIcon).then((answer) => answer.text()).catch(() => "");
  if (drawing.includes("</svg>")) link.href = `data:image/svg+xml,${encodeURIComponent(drawing.replace("</svg>", `${DOT}</svg>`))}`;
}

/** An entry of the person's own stream. */
export function heardNotice(entry: Entry): void {
  if (entry.event !== "notified" && entry.event !== "notifications_read") return;
  if (typeof entry.data.unread === "number") showBadge(entry.data.unread);
  if (entry.event === "notified") refetch();
}

/** The page of notifications is fetched anew when something comes, in a while, and only while it is looked at. */
function refetch(): void {
  const page = document.getElementById("notifications");
  if (!page || document.hidden || Date.now() - refetched < LEAST) return;
  refetched = Date.now();
  setTimeout(() => void import("./htmx").then((module) => module.default.ajax("get", location.pathname + location.search, { target: "#notifications", select: "#notifications", swap: "outerHTML" })).then(readWhatIsSeen).catch(() => undefined), Math.random() * 3000);
}

/** What a person looked at for a moment is read. The page leaves it marked as new until it is opened again. */
export function readWhatIsSeen(): void {
  const newest = document.getElementById("notifications")?.dataset.readUpTo;
  if (!newest) return;
  const read = (): void => {
    if (document.hidden) return void document.addEventListener("visibilitychange", () => setTimeout(read, SEEN), { once: true });
    call<{ unread: number }>("PUT", "/api/notifications/read/", { up_to: Number(newest) }).then(({ unread }) => showBadge(unread)).catch(() => undefined);
  };
  setTimeout(read, SEEN);
}
