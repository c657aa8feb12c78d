/** What a service worker sees of the browser, as far as ours uses it: TypeScript's own types clash with those of pages. */
export interface Extended extends Event { waitUntil(promise: Promise<unknown>): void }
export interface Fetched extends Extended {
  request: Request;
  preloadResponse?: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
export interface Told extends Extended { data: unknown }
export interface Synced extends Extended { tag: string; lastChance: boolean }
export interface Pushing extends Extended { data: { text(): string } | null }
export interface Tapped extends Extended { notification: Notification }
export interface Changed extends Extended { oldSubscription?: PushSubscription | null }
export interface Page { url: string; focused: boolean; visibilityState: string; postMessage(told: unknown): void; focus(): Promise<Page>; navigate(url: string): Promise<Page | null> }
interface Heard { install: Extended; activate: Extended; fetch: Fetched; message: Told; sync: Synced }

export interface Worker {
  registration: ServiceWorkerRegistration;
  clients: { matchAll(which?: { type: "window"; includeUncontrolled?: boolean }): Promise<Page[]>; openWindow(url: string): Promise<Page | null>; claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener<Name extends keyof Heard>(name: Name, act: (event: Heard[Name]) => void): void;
  addEventListener(name: string, act: (event: never) => void): void;
}
export const worker = globalThis as unknown as Worker;
