/** A new identifier (UUID 4); crypto.randomUUID is there in secure contexts only, and a village office opens http://192.168.… */
export function newId(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Full jitter: anything up to the doubled base, in milliseconds; at most `most` seconds. */
export function jitter(attempt: number, most = 60): number {
  return Math.random() * Math.min(most, 2 ** Math.min(attempt, 10)) * 1000;
}
