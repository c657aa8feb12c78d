import { expect, test } from "vitest";
import { applied, byCode, codeOf, countsOf, matching, newest, withWaiting, type Arrival, type Delegate, type Desk } from "./desk-state";

const person = (id: number, name: string, more: Partial<Delegate> = {}): Delegate => ({ id, code: `D-7K3Q-F9X${id}`, name, post: "", role: "مندوب", organization: { id: 1, name: "جمعية سنابل الأمل" }, arrived_at: null, ...more });
const desk: Desk = { head: 4, people: [person(2, "هالة"), person(3, "عمر", { organization: { id: 9, name: "مؤسسة ينابيع" } })] };
const entry = (number: number, event: string, data: unknown): never => ({ stream: "forum.1", number, event, actor: {}, at: "", data }) as never;
const arrival = (delegate: number | null, at: number, arrived = true): Arrival => ({ key: `${delegate} ${at}`, delegate, code: "", at, arrived });

test("an arrival told by another desk is the same as a fresh list, and heard twice changes nothing", () => {
  const told = entry(5, "delegate_arrived", { id: 3, arrived_at: "2026-11-30T07:00:00Z" });
  const once = applied(desk, told);
  expect(once.desk.people[1]?.arrived_at).toBe("2026-11-30T07:00:00Z");
  expect(applied(once.desk, told)).toEqual({ desk: once.desk, isStale: false });
  expect(applied(once.desk, entry(6, "delegate_arrival_undone", { id: 3, arrived_at: null })).desk.people).toEqual(desk.people);
});

test("a changed list is fetched anew, other news is not", () => {
  expect(applied(desk, entry(5, "delegate_replaced", {})).isStale).toBe(true);
  expect(applied(desk, entry(5, "session_planned", {}))).toEqual({ desk: { ...desk, head: 5 }, isStale: false });
});

test("what waits is shown: the first arrival counts, the last word stands", () => {
  const shown = withWaiting(desk.people, [arrival(2, 1000), arrival(2, 9000), arrival(3, 2000), arrival(3, 3000, false), arrival(null, 1)]);
  expect(shown.map((each) => each.arrived_at)).toEqual(["1970-01-01T00:00:01.000Z", null]);
  const known = [person(2, "هالة", { arrived_at: "2026-11-30T07:00:00Z" })];
  expect(withWaiting(known, [arrival(2, 9000)])).toEqual(known);
});

test("codes are read as people type them", () => {
  for (const typed of ["D-7K3Q-F9X2", "d7k3qf9x2", "7k3q f9x2", " ٧K٣Q-F٩X٢ "]) expect(byCode(desk.people, codeOf(typed))?.id).toBe(2);
  for (const typed of ["", "هالة", "7K3Q", "D-7K3Q-F9X0", "D-7K3Q-F9X22"]) expect(codeOf(typed)).toBe("");
});

test("a name is found however it is spelt", () => {
  expect(matching(desk.people, "هاله").map((each) => each.id)).toEqual([2]);
  expect(matching(desk.people, "الامل هال").map((each) => each.id)).toEqual([2]);
  expect(matching(desk.people, "7k3qf9x3").map((each) => each.id)).toEqual([3]);
  expect(matching(desk.people, "").length).toBe(2);
});

test("counts are of people and of organisations", () => {
  const here = withWaiting(desk.people, [arrival(2, 1000)]);
  expect(countsOf(here)).toEqual({ arrived: 1, people: 2, organizations: 1 });
});

test("the page or what was kept: whichever is newer", () => {
  expect(newest(desk, { ...desk, head: 9 }).head).toBe(9);
  expect(newest(desk, undefined)).toBe(desk);
  expect(newest(desk, { head: 3, people: [] })).toBe(desk);
});
