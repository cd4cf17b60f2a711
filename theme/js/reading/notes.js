/*
 * Notes on pages with passages: opened from their words, shown together with them.
 * Only pages that have passages load this. Everything here adds to a page that works without it.
 */

(() => {
  "use strict";

  const { all, stored } = Site;

  const PARTS = {
    ref: '.text .ref[href^="#"]', // the letter behind the words; it leads to the note on this page
    mark: ".text mark[data-note]", // names its notes, first the one that is most about it
    note: ".notes > details, .note",
    about: ".about", // a note's first line; holds its id
    switch: "#show-marks",
  };
  const HOME = "#note-"; // addresses that are promised; those of a note's other places are not

  /** @typedef {{ref: HTMLAnchorElement, about: HTMLElement, body: HTMLElement, marks: HTMLElement[]}} Note */

  /** @param {string} id on the page: note-ID or here-ID */
  const nameIn = (id) => id.slice(id.indexOf("-") + 1);

  /** @type {Map<string, Note>} */
  const notes = new Map();
  /** @type {HTMLElement[]} */
  const marks = all(PARTS.mark);

  function findNotes() {
    for (const ref of /** @type {HTMLAnchorElement[]} */ (all(PARTS.ref))) {
      const about = document.getElementById(ref.hash.slice(1));
      /** @type {HTMLElement | null | undefined} */
      const body = about?.closest(PARTS.note);
      if (about && body) notes.set(nameIn(about.id), { ref, about, body, marks: [] });
    }
    for (const mark of marks) for (const name of named(mark)) notes.get(name)?.marks.push(mark);
  }

  /** @param {HTMLElement} mark */
  const named = (mark) => (mark.dataset.note || "").split(" ");

  /**
   * The note to which an element belongs, as marked words, as their letter or as a part of the note.
   * @param {EventTarget | null} target
   */
  function noteAt(target) {
    if (!(target instanceof Element)) return undefined;
    /** @type {HTMLElement | null} */
    const mark = target.closest(PARTS.mark);
    if (mark) return notes.get(named(mark)[0]);
    /** @type {HTMLAnchorElement | null} */
    const ref = target.closest(PARTS.ref);
    return notes.get(nameIn(ref ? ref.hash : target.closest(PARTS.note)?.querySelector(PARTS.about)?.id || ""));
  }

  // --- marked words are lit while their note is open, under the pointer or in focus ---

  /** @type {Note | undefined} */
  let near;

  function light() {
    /** @param {Note | undefined} note */
    const shown = (note) => note && (note === near || note.body.matches("[open]"));
    for (const mark of marks)
      mark.classList.toggle(
        "marked--lit",
        named(mark).some((name) => shown(notes.get(name))),
      );
  }

  /** @param {Event} event */
  function onNear(event) {
    const note = noteAt(event.target) || noteAt(document.activeElement);
    if (note === near) return;
    near = note;
    light();
  }

  // --- opened by the words, closed by a second press or Escape ---

  /** @type {Note | undefined} */
  let lastOpened; // where Escape looks when the pointer opened a note and nothing has the focus

  /**
   * Open a note and bring it into view, or close it. With `focus`, the reader goes along, and comes back.
   * @param {Note} note
   * @param {boolean} focus
   */
  function toggle(note, focus) {
    const { body, ref } = note;
    if (!(body instanceof HTMLDetailsElement)) {
      location.hash = ref.hash; // a note that is not folded
      return;
    }
    body.open = !body.open;
    if (!body.open) {
      if (focus) ref.focus();
      return;
    }
    lastOpened = note;
    if (ref.hash.startsWith(HOME)) history.replaceState(history.state, "", ref.hash);
    if (focus) body.querySelector("summary")?.focus({ preventScroll: true });
    body.scrollIntoView({ block: "nearest" });
  }

  /** @param {MouseEvent} event */
  function onPress(event) {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a");
    const pressed = target?.closest(`${PARTS.mark}, ${PARTS.ref}`);
    const note = pressed && noteAt(pressed);
    const byKey = event.detail === 0;
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // On a word that is a term too, the pointer means the word, and its note offers the term; the key means the link.
    if (link && link !== note.ref && byKey) return;
    if (!link && !getSelection()?.isCollapsed) return;
    event.preventDefault();
    toggle(note, byKey);
  }

  /** @param {KeyboardEvent} event */
  function onEscape(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const note = [noteAt(document.activeElement), lastOpened].find((one) => one?.body.matches("[open]"));
    if (!note) return;
    note.body.removeAttribute("open");
    note.ref.focus();
  }

  /** @param {Note} note */
  function follow({ body, ref }) {
    if (!(body instanceof HTMLDetailsElement)) return;
    const tell = () => ref.setAttribute("aria-expanded", String(body.open));
    body.addEventListener("toggle", () => {
      tell();
      light();
      // What is closed does not stay in the address, or Back would open it.
      if (!body.open && location.hash === ref.hash)
        history.replaceState(history.state, "", location.pathname + location.search);
    });
    tell();
  }

  /** Who comes to a note by its address sees the words that it is about too, where both fit into the window. */
  function arrive() {
    const note = notes.get(nameIn(location.hash));
    if (note?.ref.hash !== location.hash) return;
    const { top } = note.about.getBoundingClientRect();
    const words = Math.min(...note.marks.map((mark) => mark.getBoundingClientRect().top));
    const inView = top >= 0 && top < innerHeight;
    if (inView && words < 0 && top - words < 0.8 * innerHeight) scrollBy(0, words - 16);
  }

  // --- the page with the whole statement: notes and marks can be put away ---

  /** @param {HTMLInputElement} box */
  function bindSwitch(box) {
    box.checked = stored.get("marks") !== "off";
    document.documentElement.classList.remove("unmarked"); // until here in place of the box, see frame/first.js
    box.addEventListener("change", () => stored.set("marks", box.checked ? "on" : "off"));
  }

  /** @type {HTMLInputElement[]} */ (all(PARTS.switch)).forEach(bindSwitch);
  findNotes();
  notes.forEach(follow);
  light();
  document.addEventListener("click", onPress);
  document.addEventListener("keydown", onEscape);
  document.addEventListener("pointerover", onNear);
  document.addEventListener("focusin", onNear);
  addEventListener("hashchange", arrive);
  addEventListener("load", arrive);
})();
