import { openDB } from "idb";
import { afterEach, expect, test } from "vitest";
import { Cache, drop, names, openOwn } from "./cache";
import { forgetAllBut } from "./left-behind";

afterEach(async () => {
  for (const name of await names()) await drop(name);
});

async function left(person: number, draft = ""): Promise<void> {
  (await Cache.open(person, "e1")).close();
  const own = await openOwn(person);
  if (draft) await own.put("drafts", { room: 3, text: draft } as never);
  own.close();
  (await openDB(`multaqa-uploads-${person}`, 1)).close();
}

async function note(person: number, unsent: number): Promise<void> {
  const text = await openDB(`multaqa-notes-${person}-e1-7`, 1, { upgrade: (made) => void made.createObjectStore("custom") });
  await text.put("custom", unsent, "unsent");
  text.close();
}

test("what somebody left who wrote nothing goes", async () => {
  await left(1);
  await note(1, 0);
  expect(await forgetAllBut()).toEqual([]);
  expect(await names()).toEqual([]);
});

test("words that are not sent wait for their writer, copies do not", async () => {
  await left(1, "نص");
  await left(2);
  await note(2, 4);
  expect((await forgetAllBut()).sort()).toEqual(["multaqa-notes-2-e1-7", "multaqa-own-1", "multaqa-uploads-1"]);
  expect((await names()).sort()).toEqual(["multaqa-notes-2-e1-7", "multaqa-own-1", "multaqa-uploads-1"]);
});

test("what belongs to others stays", async () => {
  (await openDB("else-1", 1)).close();
  await forgetAllBut();
  expect(await names()).toEqual(["else-1"]);
});
