/* Before the page is drawn: that there are scripts, and the palette that the reader chose. */
(() => {
  "use strict";

  const root = document.documentElement;
  root.classList.add("js");
  try {
    const scheme = localStorage.getItem("scheme");
    if (scheme) root.dataset.scheme = scheme;
  } catch {
    /* nothing can be kept here: the system's palette */
  }
})();
