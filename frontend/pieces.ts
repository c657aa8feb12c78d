import { Upload as Tus, type DetailedError } from "tus-js-client";
import { cookie } from "./api";

const PIECE = 1024 * 1024;
const PIECE_ON_WEAK_LINES = 256 * 1024; // the server keeps nothing of a piece that breaks off
const PAUSES = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

export interface Carried { name: string; key: string; address?: string; more?: Record<string, string> }
export interface Carrier {
  addressed?: (address: string) => void;
  progressed: (sent: number) => void;
  arrived: (address: string) => void;
  failed: (error: DetailedError) => void;
}

/** A file on its way to the server in pieces (tus): carried on where a line broke; `key` makes it once. */
export function inPieces(blob: Blob, what: Carried, tell: Carrier, saves = false): Tus {
  const isWeak = saves || /2g|3g/.test((navigator as { connection?: { effectiveType?: string } }).connection?.effectiveType ?? "");
  const tus: Tus = new Tus(blob, {
    endpoint: "/api/uploads/", uploadUrl: what.address ?? null, chunkSize: isWeak ? PIECE_ON_WEAK_LINES : PIECE, retryDelays: PAUSES,
    metadata: { filename: what.name, client_id: what.key, ...what.more },
    uploadDataDuringCreation: true, storeFingerprintForResuming: false,
    onBeforeRequest: (request) => void request.setHeader("X-CSRFToken", cookie("csrftoken")),
    onShouldRetry: (error) => isPassing(error as DetailedError),
    onUploadUrlAvailable: () => tell.addressed?.(tus.url ?? ""),
    onProgress: (sent) => tell.progressed(sent),
    onSuccess: () => tell.arrived(tus.url ?? ""),
    onError: (error) => tell.failed(error as DetailedError),
  });
  return tus;
}

/** The number of a file that arrived, by the address of its upload. */
export function numberOf(address: string): number {
  return Number(/(\d+)\/$/.exec(address)?.[1]);
}

export function isPassing(error: DetailedError): boolean {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 || status >= 500 || [401, 408, 409, 423, 425, 429].includes(status);
}

/** What the server said no with. */
export function problemOf(error: DetailedError): { code: string; detail: string } {
  try {
    const told = JSON.parse(error.originalResponse?.getBody() ?? "") as { code?: string; detail?: string };
    return { code: told.code ?? "", detail: told.detail ?? "" };
  } catch {
    return { code: "", detail: "" };
  }
}
