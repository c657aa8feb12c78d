import { Refusal } from "./api";
import { showDigits } from "./digits";

/** What asks for htmx. It is a third of our script, so pages that have none of these go without. */
const ASKING = "[hx-get], [hx-post], [hx-put], [hx-delete]";

/** Let the hx- attributes of a place work, if it has any. */
export async function awaken(place: HTMLElement): Promise<void> {
  if (!place.matches(ASKING) && !place.querySelector(ASKING)) return;
  const { default: htmx } = await import("./htmx");
  htmx.process(place);
  askedEarly(place);
}

/** What somebody typed into a search before it listened is asked now; until then Enter alone would have sent it. */
function askedEarly(place: HTMLElement): void {
  for (const field of place.querySelectorAll<HTMLInputElement>("form[role=search][hx-get] input[name=q]"))
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Put a fragment the server draws into its place. Rejects when it does not come; of two that were asked for the later stays. */
export async function bring(address: string, place: HTMLElement): Promise<void> {
  place.dataset.fragment = address;
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin", signal: AbortSignal.timeout(30_000) });
  if (!answer.ok || answer.redirected) throw new Refusal(answer.status, "", "");
  const text = await answer.text();
  if (place.dataset.fragment !== address) return;
  place.innerHTML = text;
  showDigits(place);
  await awaken(place);
}
