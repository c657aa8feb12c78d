import { sendWaiting } from "./background-sync";
import { FILES, OUTBOX, PAGES, SHELL, SHELL_ADDRESS, filesIn } from "./kept-shell";
import { openPushed, renewPush, showPush } from "./push-handler";
import { worker, type Changed, type Fetched, type Pushing, type Tapped } from "./service-worker-types";

declare const KEPT_SCRIPTS: string[];
declare const FIRST_USED: string[];
declare const KEPT_VERSION: string;

const files = `${FILES}${KEPT_VERSION}`;
const MOST_VERSIONS = 2; // pages of the version before may still ask for a file they had not needed yet
/** Pages that belong to no person and files that are none: their failures are shown as they are. */
const NOT_OURS = /^\/(?:api|admin|static|accounts|metrics|healthz|readyz)\b/;
const ROOM = /^\/rooms\/(\d+\/)?$/;
const NOTE = /^\/(?:notes\/\d+|forums\/\d+\/desk)\/$/; // pages that keep themselves
const ANY = { ignoreVary: true };
const NO_GATEWAY = [502, 503, 504];
const PATIENCE = 4000;

const address = (name: string): string => `/static/${name}`;

/** Keep what is not kept yet; the browser's own cache already holds most, so this costs no bytes. */
async function keep(addresses: string[]): Promise<void> {
  const cache = await caches.open(files);
  const missing = [];
  for (const address of addresses) if (!(await cache.match(address))) missing.push(address);
  await cache.addAll(missing);
}

/** The person's empty page of rooms with every file it names, or nothing at all: half a shell would not open. */
async function keepShell(): Promise<void> {
  const answer = await fetch(SHELL_ADDRESS, { credentials: "same-origin", cache: "no-store" });
  const person = answer.headers.get("Multaqa-Person");
  if (!answer.ok || answer.redirected || !person) return;
  const named = filesIn(await answer.clone().text());
  await keep(named);
  for (const style of named.filter((name) => name.endsWith(".css"))) {
    const text = await (await caches.match(style))?.text();
    await keep(filesIn(text ?? ""));
  }
  const name = `${SHELL}${person}-${KEPT_VERSION}`;
  await (await caches.open(name)).put(SHELL_ADDRESS, answer);
  for (const other of await caches.keys()) {
    const isAnothers = other.startsWith(SHELL) ? !other.startsWith(`${SHELL}${person}-`) : other.startsWith(PAGES) && other !== `${PAGES}${person}`;
    if (isAnothers) await caches.delete(other);
  }
}

async function install(): Promise<void> {
  await keep(KEPT_SCRIPTS.map(address));
  await keepShell().catch(() => undefined); // nobody is signed in, or the line is gone: the next page asks again
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  for (const name of names) if (name.startsWith(SHELL) && !name.endsWith(`-${KEPT_VERSION}`)) await caches.delete(name);
  const versions = names.filter((name) => name.startsWith(FILES) && name !== files);
  for (const name of versions.slice(0, Math.max(0, versions.length - MOST_VERSIONS + 1))) await caches.delete(name);
  await worker.registration.navigationPreload?.enable();
}

async function shell(): Promise<Response | undefined> {
  const name = (await caches.keys()).find((each) => each.startsWith(SHELL) && each.endsWith(`-${KEPT_VERSION}`));
  return name ? (await caches.open(name)).match(SHELL_ADDRESS) : undefined;
}

/** The page itself where it is kept: that of a note, or of a desk. */
const keptPage = ({ request }: Fetched): Promise<Response | undefined> => caches.match(request.url, ANY);

/** A page comes from the server; where nothing answers, or nothing but a proxy, what this device keeps is shown. */
async function page(event: Fetched): Promise<Response> {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (!NO_GATEWAY.includes(answer.status)) {
      if (NOTE.test(new URL(event.request.url).pathname)) event.waitUntil(renew(event.request.url, answer.clone()));
      return answer;
    }
    return (await keptPage(event)) ?? (await shell()) ?? answer;
  } catch {
    return (await keptPage(event)) ?? (await shell()) ?? noLine();
  }
}

/** A note that is kept stays as it came last; nothing of it stays with somebody who may not see it any more. */
async function renew(address: string, answer: Response): Promise<void> {
  const name = (await caches.keys()).find((each) => each.startsWith(PAGES));
  const cache = name ? await caches.open(name) : undefined;
  if (!(await cache?.match(address, ANY))) return;
  if (answer.ok) await cache!.put(address, answer);
  else if (answer.status < 500) await cache!.delete(address, ANY);
}

/** On a very weak line what is kept does not wait longer than this for the server's page. */
async function impatient(event: Fetched, kept: Response | undefined): Promise<Response> {
  const answer = page(event);
  if (!kept) return answer;
  event.waitUntil(answer.then(() => undefined)); // also when it comes too late
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  return Promise.race([answer, late]);
}

function noLine(): Response {
  const text = `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>منصة الملتقى</title>
    <h1>لا يوجد اتصال</h1><p>تظهر هذه الصفحة عند عودة الاتصال.</p><p><a href="">إعادة المحاولة</a></p><p lang="en" dir="ltr">No connection. This page opens when the line is back. <a href="">Try again</a></p></html>`;
  return new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  const told = event.data as { kind?: string };
  if (told.kind === "keep shell") event.waitUntil(keepShell().catch(() => undefined));
  if (told.kind === "keep first used") event.waitUntil(keep(FIRST_USED.map(address)).catch(() => undefined));
  if (told.kind === "take over") event.waitUntil(worker.skipWaiting());
});
worker.addEventListener("sync", (event) => event.tag === OUTBOX && event.waitUntil(sendWaiting()));
worker.addEventListener("fetch", (event) => {
  const { pathname, origin, search } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(file(event.request));
  else if (event.request.mode === "navigate" && !NOT_OURS.test(pathname)) {
    const kept = search ? undefined : ROOM.test(pathname) ? shell() : NOTE.test(pathname) ? keptPage(event) : undefined;
    event.respondWith(kept ? kept.then((found) => impatient(event, found)) : page(event));
  }
});
worker.addEventListener("push", (event: Pushing) => event.waitUntil(showPush(globalThis as never, event.data?.text())));
worker.addEventListener("notificationclick", (event: Tapped) => {
  event.notification.close();
  event.waitUntil(openPushed(globalThis as never, event.notification.data));
});
worker.addEventListener("pushsubscriptionchange", (event: Changed) => event.waitUntil(renewPush(globalThis as never, event.oldSubscription ?? null, event.oldSubscription?.options.applicationServerKey)));
