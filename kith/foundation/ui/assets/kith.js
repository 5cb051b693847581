// A page is whole without this file. With it: character counts, buttons that do not submit twice,
// a show button on passwords, and focus moved to the error summary.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A menu closes when the focus or the pointer leaves it, and on Escape.
for (const menu of document.querySelectorAll(".k-account, .k-nav__menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
