import "./islands/kanban";

/** What is chosen narrows the board at once; without script there is a button for it. */
document.querySelector<HTMLFormElement>(".kanban-filters")?.addEventListener("change", (event) => {
  if ((event.target as Element).matches("select, [type=checkbox]")) (event.currentTarget as HTMLFormElement).requestSubmit();
});
document.querySelector(".kanban-apply")?.remove();
