import { OUTBOX, SHELL, SHELL_ADDRESS } from "./kept-shell";
import { me, say } from "./page";

/** The page's end of the service worker: it is registered, keeps this person's shell, and a new version is offered. */
const worker: ServiceWorkerContainer | undefined = globalThis.navigator?.serviceWorker; // none without HTTPS
const LOOK_AGAIN = 10 * 60_000;
const IN_USE = 3 * 60_000; // ms after which a page is no passing visit
let looked = Date.now();
let isAsked = false;

/** Once the page stands: nothing of this is needed to read or write, and a weak line has better things to carry. */
export function linkWorker(): void {
  if (!worker) return;
  if (document.readyState === "complete") void register();
  else addEventListener("load", () => void register());
}

async function register(): Promise<void> {
  const registration = await worker!.register("/service-worker.js").catch(() => null);
  if (!registration) return;
  watch(registration);
  worker!.addEventListener("controllerchange", () => isAsked && location.reload());
  const { active } = await worker!.ready;
  if (active && !(await isKept())) active.postMessage({ kind: "keep shell" });
  // What attaches files, records, opens threads and sheets comes on first use, which may come without a line.
  if (!me?.data_saver) setTimeout(() => registration.active?.postMessage({ kind: "keep first used" }), IN_USE);
}

/** Is the kept shell that of this person, as they are now? What a page says of them stands in both, letter by letter. */
async function isKept(): Promise<boolean> {
  const mine = document.getElementById("me")?.textContent ?? "";
  for (const name of await caches.keys()) {
    const kept = name.startsWith(SHELL) ? await (await caches.open(name)).match(SHELL_ADDRESS) : undefined;
    if (kept && (await kept.text()).includes(mine)) return true;
  }
  return false;
}

/** The line is back, perhaps because the server was renewed: is the worker new? */
export function lookForUpdate(): void {
  if (!worker || Date.now() - looked < LOOK_AGAIN) return;
  looked = Date.now();
  void worker.getRegistration().then((registration) => registration?.update()).catch(() => undefined);
}

/** Where the browser can (Chromium): the worker sends what waits when there is a line, whether a page is open or not. */
export function askForSync(): void {
  type Syncing = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };
  void worker?.getRegistration().then((registration) => (registration as Syncing | undefined)?.sync?.register(OUTBOX)).catch(() => undefined);
}

function watch(registration: ServiceWorkerRegistration): void {
  if (registration.waiting && worker!.controller) offer(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => coming.state === "installed" && worker!.controller && offer(registration));
  });
}

/** A quiet bar. Nothing is loaded anew until somebody wishes it: they may be writing. */
function offer(registration: ServiceWorkerRegistration): void {
  if (document.getElementById("update")) return;
  const bar = document.createElement("p");
  const button = document.createElement("button");
  bar.id = "update";
  bar.className = "update-line";
  bar.setAttribute("role", "status");
  button.className = "btn plain";
  button.textContent = say("update");
  button.addEventListener("click", () => {
    isAsked = true;
    if (registration.waiting) registration.waiting.postMessage({ kind: "take over" });
    else location.reload(); // another tab let it in already
  });
  bar.append(say("update_ready"), " · ", button);
  document.getElementById("main")?.before(bar);
}
