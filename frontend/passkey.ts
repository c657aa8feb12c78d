type Forms = { allauth?: { webauthn: { forms: { loginForm(told: { ids: Record<string, string> }): void } } } };

function load(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(address)));
    document.head.append(script);
  });
}

/** Bring allauth's scripts, let them have the button, and press it once more: they listen to its click. */
export async function signInByPasskey(button: HTMLElement, form: HTMLFormElement): Promise<void> {
  for (const address of form.dataset.scripts!.split(" ")) await load(address);
  (globalThis as Forms).allauth!.webauthn.forms.loginForm({ ids: { login: button.id, credential: "mfa_credential" } });
  button.click();
}
