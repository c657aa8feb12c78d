import { count, say } from "./page";
import type { Session } from "./session";

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
  if (waiting.length && !(await confirmed(count("unsent", waiting.length), say("sign_out_anyway")))) return;
  await at.end();
  form.submit();
}

/** Ask in a dialog of ours; true when the person goes on. */
export function confirmed(question: string, proceed: string, detail = ""): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-label", question);
  const body = element("div", "sheet-body");
  body.append(element("h2", "", question), ...(detail ? [element("p", "soft", detail)] : []));
  const actions = element("div", "form-actions");
  const yes = element("button", "btn", proceed);
  const no = element("button", "btn quiet", say("cancel"));
  actions.append(yes, no);
  body.append(actions);
  dialog.append(body);
  document.body.append(dialog);
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

function element(tag: string, name: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
