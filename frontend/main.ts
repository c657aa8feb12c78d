import "./shell";
import { keepDigits } from "./digits";
import { awaken } from "./fragments";

keepDigits();
void awaken(document.body);
/** On a phone the tabs run past the edge: the one that is open is in sight. */
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

/** A press that found no line may be tried again. */
const passkey = document.getElementById("passkey_login");
const pressed = (event: Event): void => {
  event.preventDefault();
  passkey!.removeEventListener("click", pressed);
  const form = document.getElementById("mfa_login") as HTMLFormElement;
  void import("./passkey").then((module) => module.signInByPasskey(passkey!, form)).catch(() => passkey!.addEventListener("click", pressed));
};
passkey?.addEventListener("click", pressed);
