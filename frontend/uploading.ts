/** Files of a form that are too large for one request, or for a weak line, go in pieces first: then the form is sent with
 * their numbers. Without this script the form sends what fits into one request. */
const SMALL = 2 * 1024 * 1024;

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const field = form.querySelector<HTMLInputElement>("input[type=file][data-pieces]:not(:disabled)");
  const files = [...(field?.files ?? [])];
  if (!field || files.reduce((sum, file) => sum + file.size, 0) <= SMALL) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.querySelector(".pieces.going")) return; // pressed twice
  const button = (event as SubmitEvent).submitter;
  void import("./pieces-form").then(({ bringFiles }) => bringFiles(form, field, files, button));
}, true);
