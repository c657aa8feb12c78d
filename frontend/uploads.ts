import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { DetailedError, Upload as Tus } from "tus-js-client";
import { cookie } from "./api";
import { UPLOADS } from "./cache";
import "./islands/tray";
import type { Outbox } from "./outbox";
import { inPieces, isPassing, numberOf, problemOf } from "./pieces";
import { newId } from "./random";
import { shrunk } from "./shrink";
import type { Brought, Me } from "./types";

export interface Voice { duration: number; peaks: string }
/** A file from its choice until its message is stored. `blob` is what is sent, `original` what was chosen. */
export interface Row extends Brought {
  key: string; type: string; blob: Blob; original: File | null; voice?: Voice; address?: string; file?: number;
  sent: number; state: "waiting" | "done" | "refused"; refusal?: { code: string; detail: string }; at: number;
}
interface Kept extends DBSchema { uploads: { key: string; value: Row } }
const AGAIN = 20_000;
const LEFT_LYING = 7 * 24 * 3600_000;

/** Files on their way: kept in the browser's storage until sent, carried on after a cut line or a reload. */
export class Uploads extends EventTarget {
  private readonly rows = new Map<string, Row>();
  private readonly running = new Map<string, Tus>();
  private isClosed = false;

  private constructor(private readonly store: IDBPDatabase<Kept>, private readonly outbox: Outbox, private readonly saves: boolean) {
    super();
    addEventListener("online", () => this.runAll());
  }

  static async open(me: Me, outbox: Outbox): Promise<Uploads> {
    const store = await openDB<Kept>(`${UPLOADS}${me.id}`, 1, {
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
      upgrade: (made) => void made.createObjectStore("uploads", { keyPath: "id" }),
    });
    const all = new Uploads(store, outbox, me.data_saver);
    for (const row of await store.getAll("uploads")) all.rows.set(row.id, row);
    all.runAll();
    return all;
  }

  row(id: string): Row | undefined {
    return this.rows.get(id);
  }

  /** Photos are made smaller first; `original` can be asked for later, too. */
  async add(files: File[], voice?: Voice): Promise<Brought[]> {
    const made: Row[] = [];
    for (const original of files) {
      const file = voice ? original : await shrunk(original);
      made.push({ id: newId(), key: newId(), name: file.name, size: file.size, type: file.type, blob: file, original: file === original ? null : original, ...(voice ? { voice } : {}), sent: 0, state: "waiting", at: Date.now() });
    }
    for (const row of made) await this.keep(row);
    this.runAll();
    return made.map(({ id, name, size }) => ({ id, name, size }));
  }

  /** Send the picture as it was taken, or the smaller one again. */
  async sendOriginal(id: string): Promise<Brought | undefined> {
    const row = this.rows.get(id);
    if (!row?.original) return undefined;
    await this.stop(row);
    const file = row.original;
    await this.keep({ ...row, key: newId(), name: file.name, size: file.size, blob: file, original: null, sent: 0, state: "waiting", address: undefined, file: undefined });
    this.runAll();
    return { id, name: file.name, size: file.size };
  }

  async cancel(id: string): Promise<void> {
    const row = this.rows.get(id);
    if (!row) return;
    await this.stop(row);
    this.rows.delete(id);
    await this.store.delete("uploads", id);
    this.tell();
  }

  async retry(id: string): Promise<void> {
    const row = this.rows.get(id);
    if (row?.state !== "refused") return;
    await this.keep({ ...row, key: newId(), address: undefined, sent: 0, state: "waiting", refusal: undefined });
    this.runAll();
  }

  /** Messages whose files are all there go; those whose files will not come stop; what was sent is let go of. */
  async settle(): Promise<void> {
    const waiting = await this.outbox.unsent();
    for (const message of waiting) {
      if (!message.uploads?.length || message.files) continue;
      const rows = message.uploads.map((each) => this.rows.get(each.id));
      const refused = rows.find((row) => row?.state === "refused");
      if (refused?.refusal) await this.outbox.refuse(message.client_id, refused.refusal);
      if (rows.every((row) => row?.state === "done")) await this.outbox.complete(message.client_id, rows.map((row) => row!.file!));
    }
    const old = [...this.rows.values()].filter((row) => Date.now() - row.at > LEFT_LYING && !waiting.some((each) => each.uploads?.some(({ id }) => id === row.id)));
    for (const row of old) await this.cancel(row.id);
  }

  /** Their message is stored: the copies here are no longer needed. */
  async forget(files: Brought[]): Promise<void> {
    for (const { id } of files) {
      this.rows.delete(id);
      await this.store.delete("uploads", id);
    }
  }

  close(): void {
    this.isClosed = true;
    for (const tus of this.running.values()) void tus.abort();
    this.store.close();
  }

  private runAll(): void {
    for (const row of this.rows.values()) if (row.state === "waiting" && !this.running.has(row.id)) this.run(row);
  }

  private run(row: Row): void {
    const more: Record<string, string> = row.voice ? { voice: JSON.stringify(row.voice) } : {};
    const tus: Tus = inPieces(row.blob, { name: row.name, key: row.key, address: row.address, more }, {
      addressed: (address) => void this.change(row.id, { address }),
      progressed: (sent) => this.progressed(row.id, sent),
      arrived: (address) => void this.arrived(row.id, address),
      failed: (error) => void this.failed(row.id, error),
    }, this.saves);
    this.running.set(row.id, tus);
    tus.start();
  }

  private progressed(id: string, sent: number): void {
    const row = this.rows.get(id);
    if (row) this.rows.set(id, { ...row, sent });
    this.tell();
  }

  private async arrived(id: string, address: string): Promise<void> {
    this.running.delete(id);
    await this.change(id, { state: "done", file: numberOf(address), sent: this.rows.get(id)?.size ?? 0 });
    await this.settle();
  }

  private async failed(id: string, error: DetailedError): Promise<void> {
    this.running.delete(id);
    if (this.isClosed || !this.rows.has(id)) return;
    if (isPassing(error)) {
      setTimeout(() => this.runAll(), AGAIN);
      return;
    }
    await this.change(id, { state: "refused", refusal: problemOf(error) });
    await this.settle();
  }

  private async stop(row: Row): Promise<void> {
    const tus = this.running.get(row.id);
    this.running.delete(row.id);
    await tus?.abort().catch(() => undefined);
    if (row.address) void fetch(row.address, { method: "DELETE", headers: { "X-CSRFToken": cookie("csrftoken") } }).catch(() => undefined);
  }

  private async change(id: string, change: Partial<Row>): Promise<void> {
    const row = this.rows.get(id);
    if (row) await this.keep({ ...row, ...change });
  }

  private async keep(row: Row): Promise<void> {
    this.rows.set(row.id, row);
    this.tell();
    await this.store.put("uploads", row).catch(() => undefined); // no room left: it still goes as long as the page stands
  }

  private tell(): void {
    this.dispatchEvent(new Event("change"));
  }
}
