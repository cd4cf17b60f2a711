/* Before the page is drawn: that there are scripts, the palette that the reader chose, the statement without its notes. */
(() => {
  "use strict";

  const root = document.documentElement;
  root.classList.add("js");
  try {
    const scheme = localStorage.getItem("scheme");
    if (scheme) root.dataset.scheme = scheme;
    if (localStorage.getItem("marks") === "off") root.classList.add("unmarked");
  } catch {
    /* nothing can be kept here: the system's palette, and all notes */
  }
})();
