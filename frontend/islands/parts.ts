import { html, nothing, type TemplateResult } from "lit";
import { isArabic } from "../page";
import type { Organization } from "../types";

/** The file that holds every drawing (frontend/icons/sprite.svg): fetched once, where each page would carry them all. */
const SPRITE = globalThis.document?.documentElement.dataset.icons ?? "";

export function icon(name: string, more = ""): TemplateResult {
  return html`<svg class="icon ${more}" aria-hidden="true" focusable="false"><use href="${SPRITE}#i-${name}"></use></svg>`;
}

export function mark(letters: string, tint = "", more = ""): TemplateResult {
  return html`<span class="mark ${tint} ${more}" aria-hidden="true">${letters}</span>`;
}

/** An organisation's name and place in the reader's language. */
export function nameOf(organization: Organization): string {
  return (!isArabic && organization.name_en) || organization.name;
}

export function placeOf(organization: Organization): string {
  return (!isArabic && organization.place_en) || organization.place;
}

export function when<Value>(value: Value | null | undefined | false | "" | 0, show: (value: Value) => TemplateResult): TemplateResult | typeof nothing {
  return value ? show(value) : nothing;
}
