import { Refusal } from "./api";
import { awaken } from "./fragments";
import { tellWhy, toast } from "./shell";

/** A page that asks one question, shown above the room. True when it was answered, false when it was put away. */
export async function openSheet(address: string): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  const first = await fetched(address).catch((error: unknown) => tellWhy(error));
  if (first === true) location.assign(address); // it leads elsewhere: to the sign-in, where that ended
  if (typeof first !== "string") return false;
  show(dialog, first);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "done");
      dialog.remove();
    });
    dialog.addEventListener("click", (event) => (event.target as Element).closest("a[data-close]") && event.preventDefault());
    dialog.addEventListener("submit", (event) => {
      if ((event.target as Element).matches("[data-leaves]")) return; // it leads to another page
      event.preventDefault();
      void send(dialog, event.target as HTMLFormElement, (event as SubmitEvent).submitter, address);
    });
  });
}

async function send(dialog: HTMLDialogElement, form: HTMLFormElement, button: HTMLElement | null, address: string): Promise<void> {
  const buttons = [...form.querySelectorAll("button")];
  const body = new FormData(form, button);
  buttons.forEach((each) => (each.disabled = true));
  try {
    const answer = await fetched(form.getAttribute("action") || address, body);
    if (typeof answer === "string") show(dialog, answer);
    else {
      dialog.close("done");
      if (form.dataset.done) toast(form.dataset.done);
    }
  } catch (error) {
    tellWhy(error);
  }
  buttons.forEach((each) => (each.disabled = false));
}

/**
 * The page's inner part; `true` where the answer sends on to another page, which is how a form says that it is done.
 * Rejects with Refusal where the server says no.
 */
async function fetched(address: string, body?: FormData): Promise<string | true> {
  const answer = await fetch(address, { method: body ? "POST" : "GET", body, redirect: "manual", credentials: "same-origin", headers: { "X-Sheet": "1" }, signal: AbortSignal.timeout(30_000) });
  if (answer.type === "opaqueredirect") return true;
  if (!answer.ok) throw new Refusal(answer.status, "", reasonOf(await answer.text()));
  return answer.text();
}

/** The sentence of a page that says no (templates/_wrong.html). */
function reasonOf(page: string): string {
  return new DOMParser().parseFromString(page, "text/html").querySelector("[data-refusal]")?.textContent ?? "";
}

/** The server's own template, whose texts are escaped there. */
function show(dialog: HTMLDialogElement, page: string): void {
  dialog.innerHTML = page;
  dialog.classList.toggle("wide", !!dialog.querySelector("[data-wide]"));
  void awaken(dialog);
  const naming = dialog.querySelector<HTMLTextAreaElement>("textarea[data-mentions]");
  if (naming?.value) void import("./mentioning").then(({ mention }) => mention(naming)); // what it says shows names, not links
  dialog.setAttribute("aria-label", dialog.querySelector("h2")?.textContent ?? "");
  (dialog.querySelector<HTMLElement>("[aria-invalid=true], .sheet-body :is(input:checked, textarea), .sheet-body input:not([type=hidden])"))?.focus();
}
