/** What the service worker does with a push and with a tap on it. No side effects: the worker calls these. */

/** As notifications/pushing.py writes it. A push without readable words still shows something: browsers demand it. */
export interface Pushed { title: string; body: string; tag: string; href: string; lang: string; dir: "rtl" | "ltr"; loud: boolean; unread?: number }

interface Notifier {
  registration: { showNotification(title: string, options: NotificationOptions & { renotify?: boolean }): Promise<void> };
  navigator: { setAppBadge?(number: number): Promise<void> };
}
interface Opener {
  clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly { url: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> }[]>;
    openWindow(url: string): Promise<unknown>;
  };
  location: { origin: string };
}
interface Subscriber {
  registration: { pushManager: { subscribe(options: PushSubscriptionOptionsInit): Promise<PushSubscription> } };
}

/** Show what was pushed: a later push about the same room takes the place of the earlier one. */
export async function showPush(scope: Notifier, text: string | undefined): Promise<void> {
  const pushed = read(text);
  if (pushed.unread !== undefined) await scope.navigator.setAppBadge?.(pushed.unread).catch(() => undefined);
  await scope.registration.showNotification(pushed.title, {
    body: pushed.body, tag: pushed.tag, lang: pushed.lang, dir: pushed.dir, data: { href: pushed.href }, renotify: pushed.loud, silent: !pushed.loud,
  });
}

function read(text: string | undefined): Pushed {
  const instead: Pushed = { title: "الملتقى", body: "", tag: "multaqa", href: "/notifications/", lang: "ar", dir: "rtl", loud: false };
  try {
    return { ...instead, ...(JSON.parse(text ?? "{}") as Partial<Pushed>) };
  } catch {
    return instead;
  }
}

/** A tap: the window that shows the place already comes to the front; else one of ours goes there; else a new one. */
export async function openPushed(scope: Opener, data: unknown): Promise<void> {
  const href = (data as { href?: unknown } | null)?.href;
  const wanted = new URL(typeof href === "string" ? href : "/notifications/", scope.location.origin);
  const address = wanted.origin === scope.location.origin ? wanted.href : scope.location.origin; // never away from here
  const windows = (await scope.clients.matchAll({ type: "window", includeUncontrolled: true })).filter((each) => new URL(each.url).origin === scope.location.origin);
  const there = windows.find((each) => new URL(each.url).pathname === new URL(address).pathname);
  if (there) return void (await there.focus());
  const any = windows[0];
  if (!any) return void (await scope.clients.openWindow(address));
  await any.focus().catch(() => undefined);
  await any.navigate(address).catch(() => scope.clients.openWindow(address));
}

/** The browser changed its address for pushes by itself: subscribe anew with the same key and tell the server. */
export async function renewPush(scope: Subscriber, old: PushSubscription | null, key: ArrayBuffer | null | undefined): Promise<void> {
  if (!key) return;
  const fresh = await scope.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await fetch("/notifications/push/renew/", {
    method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ old: old?.endpoint ?? "", subscription: fresh.toJSON() }),
  });
}
