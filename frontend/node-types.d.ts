/** What the build uses of Node. */
declare module "node:fs/promises" {
  export function readFile(path: string): Promise<Uint8Array>;
  export function writeFile(path: string, content: Uint8Array): Promise<void>;
}
declare module "node:path" {
  export function join(...parts: string[]): string;
}
declare module "node:zlib" {
  export const constants: Record<string, number> & { BROTLI_PARAM_QUALITY: number };
  export function brotliCompress(content: Uint8Array, options: { params: Record<number, number> }, told: (error: Error | null, found: Uint8Array) => void): void;
}
declare module "node:util" {
  export function promisify<A, B, C>(act: (a: A, b: B, told: (error: Error | null, found: C) => void) => void): (a: A, b: B) => Promise<C>;
}
