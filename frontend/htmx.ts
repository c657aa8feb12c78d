import htmx from "htmx.org";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;

/** The address follows what a form asked, so that it can be copied and loaded again. htmx's own history is off: it keeps
 * whole pages in the browser, also those of whoever signed out. */
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, successful, pathInfo } = (event as CustomEvent<{ elt: Element; successful: boolean; pathInfo: { finalRequestPath: string } }>).detail;
  if (successful && elt.matches("form[hx-push-url]")) history.replaceState(history.state, "", withoutEmpty(pathInfo.finalRequestPath));
});

function withoutEmpty(path: string): string {
  const address = new URL(path, location.origin);
  const asked = [...address.searchParams].filter(([, value]) => value);
  return `${address.pathname}${asked.length ? `?${new URLSearchParams(asked)}` : ""}`;
}

export default htmx;
