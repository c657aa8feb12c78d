import { unsentNotes } from "./cache";
import { count, say } from "./page";
import type { Session, Unsent } from "./session";

/** Before signing out: what is not sent yet would be lost, so it is said; then cache and outbox go, then the session. */
export function warnOfUnsent(at: Session): void {
  const form = document.querySelector<HTMLFormElement>("#sign-out");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void leave(at, form);
  });
}

async function leave(at: Session, form: HTMLFormElement): Promise<void> {
  const waiting = await at.outbox.unsent();
  const notes = await unsentNotes(at.me.id).catch(() => 0);
  const lost = waiting.length ? count("unsent", waiting.length) : say("unsent_notes");
  if ((waiting.length || notes) && !(await confirmed(lost, say("sign_out_anyway"), notes && waiting.length ? say("unsent_notes") : ""))) return;
  if (Notification?.permission === "granted") await (await import("./push")).endPush().catch(() => undefined);
  await at.end();
  form.submit();
}

/** The session ended elsewhere: what was written and not sent is shown once more, then everything of this person goes. */
export function showEnd(at: Session, unsent: Unsent[]): void {
  if (document.body.classList.contains("rooms-page")) document.getElementById("main")?.replaceChildren();
  const dialog = sheet(say("ended"), say(unsent.length ? "ended_unsent" : "ended_hint"));
  const body = dialog.querySelector(".sheet-body")!;
  if (unsent.length) body.append(words(unsent));
  const again = element("button", "btn", say(unsent.length ? "delete_and_sign_in" : "sign_in_again"));
  const actions = element("div", "form-actions");
  actions.append(again);
  body.append(actions);
  again.addEventListener("click", () => void at.end().then(() => location.assign(`/accounts/login/?next=${encodeURIComponent(location.pathname)}`)));
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.showModal();
}

/** Each text with its room and a button that copies it (shell.ts knows data-copy). */
function words(unsent: Unsent[]): HTMLElement {
  const list = element("ul", "list unsent");
  for (const each of unsent) {
    const line = element("li", "stack tight");
    const text = element("p", "prose", each.text);
    const copy = element("button", "btn quiet small", say("copy_text"));
    text.dir = "auto";
    copy.dataset.copy = each.text;
    line.append(...(each.room ? [element("p", "s soft", each.room)] : []), text, copy);
    list.append(line);
  }
  return list;
}

/** Ask in a dialog of ours; true when the person goes on. */
export function confirmed(question: string, proceed: string, detail = ""): Promise<boolean> {
  const dialog = sheet(question, detail);
  const body = dialog.querySelector(".sheet-body")!;
  const actions = element("div", "form-actions");
  const yes = element("button", "btn", proceed);
  const no = element("button", "btn quiet", say("cancel"));
  actions.append(yes, no);
  body.append(actions);
  return new Promise((resolve) => {
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
    dialog.showModal();
  });
}

function sheet(title: string, detail: string): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-label", title);
  const body = element("div", "sheet-body");
  body.append(element("h2", "", title), ...(detail ? [element("p", "soft", detail)] : []));
  dialog.append(body);
  document.body.append(dialog);
  return dialog;
}

function element(tag: string, name: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
