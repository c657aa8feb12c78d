import { expect, test, vi } from "vitest";
import type { Message } from "../types";

vi.mock("../shell", () => ({ toast: () => undefined }));
vi.mock("../sign-out", () => ({ confirmed: () => Promise.resolve(true) }));
vi.mock("./versions", () => ({ showVersions: () => undefined }));
vi.mock("htmx.org", () => ({ default: {} }));
vi.mock("../page", async (original) => ({
  ...(await original<typeof import("../page")>()),
  given: (id: string, instead: unknown) => (id === "message-acts" ? [{ words: "احتياج", icon: "plus", address: "/needs/new/?room={room}&message={message}" }] : instead),
}));
vi.mock("./message-menu", async () => {
  const { given } = await import("../page");
  return { offered: (room: number, message: number) => given<{ words: string; icon: string; address: string }[]>("message-acts", []).map((act) => ({ name: "go", words: act.words, icon: act.icon, href: act.address.replace("{room}", String(room)).replace("{message}", String(message)) })) };
});
const { actsFor } = await import("./message-acts");

const message = { id: 12, room: 33, seq: 5, deleted: false, imported: false, body: "" } as unknown as Message;
const place = (more: object): never => ({ open: { room: { kind: "sector", closed: false }, thread: null, kept: { has: () => false } }, isMine: false, writes: true, moderates: false, ...more }) as never;
const names = (about: Message, more: object = {}): string[] => actsFor(about, place(more)).map((act) => act.name);

test("an act of another app stands before what is grave, with the message in its address", () => {
  const acts = actsFor(message, place({ moderates: true }));
  const at = acts.findIndex((act) => act.name === "go");
  expect(acts[at]).toMatchObject({ words: "احتياج", href: "/needs/new/?room=33&message=12" });
  expect(acts.findIndex((act) => act.isGrave)).toBeGreaterThan(at);
});

test("who only writes neither pins nor decides in an open room, a moderator does both", () => {
  expect(names(message)).not.toContain("pin");
  expect(names(message, { moderates: true })).toEqual(expect.arrayContaining(["pin", "decide"]));
});

test("a poll is neither edited nor forwarded, a decision not edited", () => {
  expect(names({ ...message, poll: {} } as never, { isMine: true })).not.toEqual(expect.arrayContaining(["forward"]));
  expect(names({ ...message, decided_at: "2026-11-22T10:00:00Z" } as never, { isMine: true })).not.toContain("edit");
  expect(names(message, { isMine: true })).toEqual(expect.arrayContaining(["edit", "forward"]));
});
