import { call } from "./api";
import { say } from "./page";
import { toast } from "./shell";
import { lettersAreOff, SHORTCUTS, switchLetters } from "./shortcuts";

const SHOWN: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc" };

/** The sheet of all shortcuts, and the switch for those of one letter. Its words come when it is opened first. */
export async function showSheet(): Promise<void> {
  if (document.getElementById("shortcuts")) return;
  const words = await call<Record<string, string>>("GET", "/shortcuts/").catch(() => null);
  if (!words) return toast(say("no_line"));
  const dialog = document.createElement("dialog");
  dialog.id = "shortcuts";
  dialog.className = "sheet";
  dialog.setAttribute("aria-labelledby", "shortcuts-title");
  dialog.append(head(words.title!), body(words));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function head(title: string): HTMLElement {
  const place = made("div", "sheet-head");
  const heading = made("h2", "", title);
  const close = made("button", "btn quiet", say("close"));
  heading.id = "shortcuts-title";
  close.dataset.close = "";
  place.append(heading, close);
  return place;
}

function body(words: Record<string, string>): HTMLElement {
  const place = made("div", "sheet-body");
  const list = made("dl", "shortcuts");
  for (const { name, keys } of SHORTCUTS) {
    const pressed = made("dd");
    pressed.dir = "ltr";
    for (const key of keys.split(" ")) pressed.append(made("kbd", "", SHOWN[key] ?? key));
    const line = made("div");
    line.append(made("dt", "", words[name] ?? name), pressed);
    list.append(line);
  }
  place.append(list, letters(words.letters!));
  return place;
}

function letters(text: string): HTMLElement {
  const label = made("label", "check");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = !lettersAreOff();
  box.addEventListener("change", () => switchLetters(!box.checked));
  label.append(box, made("span", "", text));
  return label;
}

function made(tag: string, name = "", text = ""): HTMLElement {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
