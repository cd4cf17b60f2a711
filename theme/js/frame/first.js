/*
 * Before the page is drawn: that there are scripts, the palette that the reader chose, the statement without its notes,
 * that the address names words.
 */
(() => {
  "use strict";

  const root = document.documentElement;
  root.classList.add("js");
  // Where the address names words (#...:~:text=...), nothing has an estimated height, which would move them off again.
  if (performance.getEntriesByType("navigation")[0]?.name.includes(":~:")) root.classList.add("whole");
  try {
    const scheme = localStorage.getItem("scheme");
    if (scheme) root.dataset.scheme = scheme;
    if (localStorage.getItem("marks") === "off") root.classList.add("unmarked");
  } catch {
    /* nothing can be kept here: the system's palette, and all notes */
  }
})();
