import type { Outbox } from "./outbox";
import type { Brought, Me, Outgoing } from "./types";
import type { Uploads } from "./uploads";

/** The door to files on their way: what carries them (uploads.ts) is loaded when there are some. */
export class Bringing {
  /** What carries them, once it is here. */
  now: Uploads | null = null;
  private coming: Promise<Uploads> | undefined;

  constructor(private readonly me: Me, private readonly outbox: Outbox, private readonly loaded: () => void) {}

  all(): Promise<Uploads> {
    this.coming ??= import("./uploads").then(async ({ Uploads: Opened }) => {
      this.now = await Opened.open(this.me, this.outbox);
      this.loaded();
      return this.now;
    });
    this.coming.catch(() => (this.coming = undefined)); // no line: the next one asks again
    return this.coming;
  }

  /** What was chosen before the page was left goes on by itself. */
  async resume(rows: { uploads?: Brought[] }[]): Promise<void> {
    if (rows.some((row) => row.uploads?.length)) await (await this.all()).settle();
  }

  /** Try a stopped message again, and first what it waits for. */
  async retry(row: Outgoing): Promise<void> {
    const all = row.uploads?.length ? await this.all() : null;
    for (const { id } of row.uploads ?? []) await all?.retry(id);
    await this.outbox.retry(row.client_id);
    await all?.settle();
  }

  saved(row: Outgoing): void {
    if (row.uploads?.length) void this.all().then((all) => all.forget(row.uploads!));
  }

  async close(): Promise<void> {
    (await this.coming)?.close();
  }
}
