/** One way to call the server: JSON, the session's cookie, problems as Refusal. */
const SECONDS = 30;

/** The server understood and said no (4xx), or could not (5xx). `waits` are the seconds it asked for, if it did. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly code: string, readonly detail: string, readonly waits = 0) {
    super(detail);
  }

  /** May the same request pass later? Then it is tried again; else a person must decide. */
  get isPassing(): boolean {
    return this.status >= 500 || [401, 408, 425, 429].includes(this.status);
  }
}

/** Rejects with Refusal, or with what fetch rejects with when there is no line. */
export async function call<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}, keepalive = false): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", ...more };
  if (method !== "GET") headers["X-CSRFToken"] = globalThis.document ? cookie("csrftoken") : await workersCookie("csrftoken");
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, {
    method, headers, credentials: "same-origin", keepalive, cache: "no-store", signal: AbortSignal.timeout(SECONDS * 1000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw await refusalOf(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function refusalOf(answer: Response): Promise<Refusal> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string; errors?: Record<string, { detail: string }[]> };
  const first = Object.values(problem.errors ?? {})[0]?.[0]?.detail;
  return new Refusal(answer.status, problem.code ?? "", first ?? problem.detail ?? "", Number(answer.headers.get("Retry-After")) || 0);
}

/** Rejects where there is none: a request without it would only be refused. */
async function workersCookie(name: string): Promise<string> {
  const found = await (globalThis as { cookieStore?: { get(name: string): Promise<{ value: string } | null> } }).cookieStore?.get(name);
  if (!found) throw new Error(`no cookie ${name}`);
  return found.value;
}

export function cookie(name: string): string {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1] ?? "";
}
