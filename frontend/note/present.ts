import type { Awareness } from "y-protocols/awareness";
import { count, say } from "../page";
import { tint, type Writer } from "./carets";

/** Who is in the note now, oneself left out; the same person in two windows is one. */
export function showPresent(place: HTMLElement, awareness: Awareness, own: number): void {
  const show = (): void => {
    const others = new Map<number, Writer>();
    for (const [client, { user }] of awareness.getStates() as Map<number, { user?: Writer }>) {
      if (client !== awareness.clientID && user && user.id !== own) others.set(user.id, user);
    }
    const writers = [...others.values()];
    place.replaceChildren(...writers.slice(0, 4).map(chip), ...(writers.length > 4 ? [rest(writers.slice(4))] : []));
    place.setAttribute("aria-label", writers.length ? count("note_others", writers.length) : say("note_alone"));
  };
  awareness.on("change", show);
  show();
}

function chip(writer: Writer): HTMLElement {
  const made = document.createElement("li");
  made.className = `note-writer ${tint(writer)}`;
  const name = document.createElement("bdi");
  name.textContent = writer.name;
  if (writer.organization) made.title = writer.organization;
  made.append(name);
  return made;
}

function rest(writers: Writer[]): HTMLElement {
  const made = document.createElement("li");
  made.className = "note-writer";
  made.textContent = `+${writers.length}`;
  made.title = writers.map((writer) => writer.name).join("، ");
  return made;
}
