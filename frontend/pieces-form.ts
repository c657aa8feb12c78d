import { inPieces, isPassing, numberOf, problemOf } from "./pieces";
import { newId } from "./random";
import { me, show } from "./page";

interface Words { sending: string; waiting: string; refused: string; cancel: string }
const AGAIN = 20_000;
class Stopped extends Error {}

/** Send each of the files in pieces, saying how far it is, and then the form with their numbers. What one does not want
 * after all is stopped; what the server refuses is said below the field. */
export async function bringFiles(form: HTMLFormElement, field: HTMLInputElement, files: File[], button: HTMLElement | null): Promise<void> {
  const words = JSON.parse(field.dataset.pieces!) as Words;
  form.querySelectorAll(".pieces, input[name=pieces]").forEach((old) => old.remove());
  const place = element("div", "pieces going stack tight");
  place.setAttribute("role", "status");
  (field.closest(".field") ?? field).after(place);
  const stop = new AbortController();
  const buttons = [...form.querySelectorAll<HTMLButtonElement>("button")];
  buttons.forEach((each) => (each.disabled = true));
  addEventListener("beforeunload", warn);
  try {
    for (const file of files) addNumber(form, await sent(file, place, words, stop));
    field.disabled = true;
  } catch (error) {
    form.querySelectorAll("input[name=pieces]").forEach((each) => each.remove());
    place.replaceChildren();
    if (!(error instanceof Stopped)) place.append(element("p", "notice brick", (error as Error).message || words.refused));
  }
  place.classList.remove("going");
  removeEventListener("beforeunload", warn);
  buttons.forEach((each) => (each.disabled = false));
  if (!field.disabled) return;
  form.addEventListener("htmx:responseError", () => startAnew(form, field, place), { once: true });
  form.requestSubmit(button as HTMLButtonElement | null);
}

function startAnew(form: HTMLFormElement, field: HTMLInputElement, place: HTMLElement): void {
  field.disabled = false;
  form.querySelectorAll("input[name=pieces]").forEach((each) => each.remove());
  place.remove();
}

function sent(file: File, place: HTMLElement, words: Words, stop: AbortController): Promise<number> {
  const said = element("span", "grow s", "");
  const bar = document.createElement("progress");
  bar.max = file.size || 1;
  bar.setAttribute("aria-label", file.name);
  const cancel = element("button", "btn plain small", words.cancel) as HTMLButtonElement;
  cancel.type = "button";
  const row = element("p", "row");
  row.append(said, cancel);
  place.replaceChildren(row, bar);
  const tell = (line: string, done: number): void => {
    bar.value = done;
    said.textContent = line.replace("{name}", `\u2068${file.name}\u2069`).replace("{percent}", show(Math.floor((100 * done) / (file.size || 1))));
  };
  tell(words.sending, 0);
  return new Promise((resolve, reject) => {
    let done = 0;
    const tus = inPieces(file, { name: file.name, key: newId() }, {
      progressed: (bytes) => tell(words.sending, (done = bytes)),
      arrived: (address) => resolve(numberOf(address)),
      failed: (error) => {
        if (!isPassing(error)) return reject(new Error(problemOf(error).detail));
        tell(words.waiting, done);
        const timer = setTimeout(again, AGAIN);
        addEventListener("online", again, { once: true });
        function again(): void {
          clearTimeout(timer);
          removeEventListener("online", again);
          if (!stop.signal.aborted) tus.start();
        }
      },
    }, me?.data_saver);
    cancel.addEventListener("click", () => {
      stop.abort();
      void tus.abort(true).catch(() => undefined);
      reject(new Stopped());
    });
    tus.start();
  });
}

function addNumber(form: HTMLFormElement, number: number): void {
  const hidden = document.createElement("input");
  Object.assign(hidden, { type: "hidden", name: "pieces", value: String(number) });
  form.append(hidden);
}

function element(tag: string, name: string, words = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = words;
  return made;
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
