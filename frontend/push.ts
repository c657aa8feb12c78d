import { call } from "./api";
import { say } from "./page";

/** This browser's subscription to pushes: asked for on the page of what one hears of, renewed there, ended at sign-out. */
const place = (): HTMLElement | null => document.querySelector("[data-push-key]");
const isAble = (): boolean => "PushManager" in globalThis && "serviceWorker" in navigator && "Notification" in globalThis;

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Draw the state of this browser, and keep the server's copy of a running subscription fresh. */
export async function offerPush(): Promise<void> {
  const box = place();
  if (!box) return;
  if (!isAble()) return draw(box, "push_unable");
  if (Notification.permission === "denied") return draw(box, "push_denied");
  const held = await current();
  if (held && Notification.permission === "granted") await tell(held).catch(() => undefined);
  draw(box, held ? "push_on" : "push_off", held ? () => end() : () => begin(box), held ? "push_end" : "push_begin");
}

function draw(box: HTMLElement, words: string, act?: () => Promise<void>, label?: string): void {
  const line = document.createElement("p");
  line.textContent = box.dataset[camel(words)] ?? say(words);
  box.replaceChildren(line);
  if (!act || !label) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = label === "push_begin" ? "btn" : "btn quiet";
  button.textContent = box.dataset[camel(label)] ?? say(label);
  button.addEventListener("click", () => {
    button.disabled = true;
    act().catch(() => draw(box, "push_failed", act, label));
  });
  box.append(button);
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase());

async function begin(box: HTMLElement): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") return offerPush();
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: box.dataset.pushKey! });
  await tell(subscription);
  return offerPush();
}

async function tell(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  await call("PUT", "/api/notifications/push/", { endpoint, keys });
}

async function end(): Promise<void> {
  await endPush();
  return offerPush();
}

/** Here nothing more is told: the server forgets this browser first, then the browser itself. */
export async function endPush(): Promise<void> {
  const held = isAble() ? await current() : null;
  if (!held) return;
  await call("DELETE", "/api/notifications/push/", { endpoint: held.endpoint });
  await held.unsubscribe();
}
