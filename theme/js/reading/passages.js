/* Passages, their notes and terms: open and close notes from the words, walk by key, copy and cite, show definitions.
   Everything here adds to a page that works without it. */
(() => {
  "use strict";

  const { isSingleKey, stored } = window.Site;
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split(" ");

  /** Make an element; children that are strings become text, never markup. */
  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /* --- dates and addresses of the reader's own visit --- */

  /** A date as citation styles write it: the same forms as dates.in_form in the generator. */
  function inForm(date, form) {
    const [day, month, year] = [date.getDate(), date.getMonth(), date.getFullYear()];
    const two = (number) => String(number).padStart(2, "0");
    switch (form) {
      case "mdy":
        return `${MONTHS[month]} ${day}, ${year}`;
      case "mla":
        return `${day} ${SHORT[month]} ${year}`;
      case "iso":
        return `${year}-${two(month + 1)}-${two(day)}`;
      case "dots":
        return `${two(day)}.${two(month + 1)}.${year}`;
      default:
        return `${day} ${MONTHS[month]} ${year}`;
    }
  }

  /** Put today's date and, where the site's address is not built in, the page's own into citations below `root`. */
  function bringUpToDate(root, base) {
    for (const date of root.querySelectorAll(".accessed")) date.textContent = inForm(new Date(), date.dataset.form);
    for (const address of root.querySelectorAll(".address[data-to]"))
      address.textContent = new URL(address.dataset.to, base).href;
  }

  /* --- copying --- */

  const status = element("p", { className: "told" });
  status.setAttribute("role", "status");
  document.body.append(status);
  let hiding;

  /** Say something to eyes and to screen readers; it goes away by itself. */
  function tell(text) {
    clearTimeout(hiding);
    status.textContent = "";
    status.classList.add("told--on");
    setTimeout(() => {
      status.textContent = text;
    }, 50);
    hiding = setTimeout(() => {
      status.classList.remove("told--on");
      status.textContent = "";
    }, 4000);
  }

  /** For pages not served over https, which have no clipboard. */
  function copyBySelection(text) {
    const focused = document.activeElement;
    const area = element("textarea", { value: text, readOnly: true, className: "unseen" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus();
    if (!done) throw new Error("copy");
  }

  async function toClipboard(text) {
    // A promise goes to the clipboard as one, so that the browser still sees the reader's press behind it.
    if (typeof text !== "string" && navigator.clipboard?.write && window.ClipboardItem) {
      const blob = text.then((value) => new Blob([value], { type: "text/plain" }));
      try {
        return await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
      } catch {
        /* try the other ways, or fail with the promise itself */
      }
    }
    const value = await text;
    try {
      return await navigator.clipboard.writeText(value);
    } catch {
      return copyBySelection(value);
    }
  }

  /** Copy text, or what a promise will give, and say so. */
  async function copy(text, done) {
    try {
      await toClipboard(text);
      tell(done);
    } catch {
      tell("Could not copy. Select the text and copy it by hand.");
    }
  }

  const chosenStyle = () => stored.get("citation-style") || "chicago-notes";

  /** The citation of a passage, in the style that the reader copied last, from the page of the passage. */
  async function citationFrom(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    bringUpToDate(page, address);
    const style =
      page.querySelector(`#cite-statement [data-style="${CSS.escape(chosenStyle())}"]`) ||
      page.querySelector("#cite-statement [data-style]");
    return style.querySelector('[data-part="citation"]').textContent;
  }

  /** “Words” followed by a citation: in brackets where the style gives a note, as it is where it has brackets. */
  function quoted(words, citation) {
    return `“${words}” ${/^[([]/.test(citation) ? citation : `(${citation.replace(/\.$/, "")})`}`;
  }

  function button(text, label, action) {
    const made = element("button", { type: "button" }, text);
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  }

  /** The tools of a passage: copy link, copy quotation with citation; the link "Cite" is in the page already. */
  function addTools(tools) {
    const { number } = tools.dataset;
    const cite = tools.querySelector("a");
    const card = new URL(cite.href);
    card.hash = "";
    const words = () => tools.parentElement.querySelector(".text").textContent.trim();
    cite.before(
      button("Copy link", `Copy link to passage ${number}`, () => copy(card.href, `Link to passage ${number} copied.`)),
      button("Copy quotation", `Copy quotation of passage ${number} with its citation`, () => {
        const whole = citationFrom(card.href).then((citation) => quoted(words(), citation));
        copy(whole, `Passage ${number} copied with a citation.`);
      }),
    );
    const notes = tools.closest(".passage")?.querySelectorAll("details.note") || [];
    if (notes.length > 1) tools.append(openAll(notes, number));
  }

  function openAll(notes, number) {
    const made = button("", `All notes on passage ${number}`, () => {
      const open = ![...notes].every((note) => note.open);
      for (const note of notes) note.open = open;
    });
    const name = () => {
      const open = [...notes].every((note) => note.open);
      made.textContent = open ? "Close all notes" : "Open all notes";
      made.setAttribute("aria-label", `${made.textContent} on passage ${number}`);
    };
    for (const note of notes) note.addEventListener("toggle", name);
    name();
    return made;
  }

  function addCopyButtons(style) {
    const name = style.querySelector(".style-name").textContent;
    for (const citation of style.querySelectorAll(".citation")) {
      const called = citation.parentElement.querySelector(".called").textContent;
      citation.after(
        button("Copy", `Copy: ${name}, ${called}`, () => {
          stored.set("citation-style", style.dataset.style);
          copy(citation.textContent, `${name}, ${called.toLowerCase()}: copied.`);
        }),
      );
    }
  }

  /** A file for a reference manager can be copied as well as downloaded. */
  function addFileButtons(files) {
    for (const link of files.querySelectorAll("a[download]")) {
      const text = () => fetch(link.href).then((response) => response.text());
      link.after(
        " ",
        button("Copy", `Copy as ${link.textContent}`, () => copy(text(), `${link.textContent} copied.`)),
      );
    }
  }

  /* --- a long list of sources gets its titles when it is opened --- */

  async function addTitles(list) {
    const response = await fetch(list.dataset.titles);
    if (!response.ok) return; // publisher, date and link are there already
    const titles = await response.json();
    list.querySelectorAll(".sources > li").forEach((item, i) => {
      const [language, title, english] = titles[i];
      const own = element("span", { lang: language }, title);
      item.append(". ", own, ...(english ? [` [${english}]`] : []));
    });
  }

  /* --- notes: opened from their words, closed by a second press or Escape --- */

  const bodyOf = (id) => document.getElementById(`note-${id}`);
  const refOf = (id) => document.getElementById(`ref-${id}`);

  let lastOpened = null; // where Escape looks when the pointer opened a note and nothing has the focus

  function showMarks(id, open) {
    for (const mark of document.querySelectorAll(`mark[data-note="${id}"]`))
      mark.classList.toggle("marked--open", open);
    refOf(id)?.setAttribute("aria-expanded", String(open));
  }

  /** Open a note and bring it into view, or close it. With `focus`, the reader goes along, and comes back. */
  function toggle(id, focus) {
    const note = bodyOf(id)?.closest("details");
    if (!note) return;
    note.open = !note.open;
    if (!note.open) {
      if (focus) refOf(id)?.focus();
      return;
    }
    lastOpened = id;
    history.replaceState(history.state, "", `#note-${id}`);
    if (focus) note.querySelector("summary").focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  }

  function bindNotes() {
    for (const note of document.querySelectorAll("details.note")) {
      const id = note.querySelector(".note-body").id.slice("note-".length);
      note.addEventListener("toggle", () => showMarks(id, note.open));
      showMarks(id, note.open);
    }
    document.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const ref = target?.closest("a.ref[id]");
      const mark = target?.closest("a") ? null : target?.closest(".passage mark[data-note]");
      if (ref && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        toggle(ref.id.slice("ref-".length), event.detail === 0); // detail 0: the key, not the pointer
      } else if (mark && getSelection().isCollapsed) {
        toggle(mark.dataset.note, false);
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      const here = document.activeElement;
      const id = here?.matches?.("a.ref[id]") ? here.id.slice("ref-".length) : lastOpened;
      const note = here?.closest?.("details.note[open]") || bodyOf(id)?.closest("details.note[open]");
      if (!note) return;
      note.open = false;
      refOf(note.querySelector(".note-body").id.slice("note-".length))?.focus();
    });
  }

  /* --- from passage to passage: J and K anywhere, the arrow keys on a number --- */

  function bindWalk(numbers) {
    document.addEventListener("keydown", (event) => {
      const onNumber = numbers.indexOf(document.activeElement);
      const arrows = onNumber >= 0 ? { ArrowDown: 1, ArrowUp: -1 } : {};
      const step = arrows[event.key] || (isSingleKey(event) && { j: 1, k: -1 }[event.key]);
      if (!step) return;
      event.preventDefault();
      const next = numbers[(onNumber >= 0 ? onNumber : nearest(numbers, step)) + step];
      if (!next) return;
      next.focus({ preventScroll: true });
      next.closest(".passage").scrollIntoView({ block: "start" });
    });
  }

  /** From where a step goes when no number has the focus: the passage at the top of the window. */
  function nearest(numbers, step) {
    const below = numbers.findIndex((number) => number.getBoundingClientRect().top > 4);
    if (below < 0) return step > 0 ? numbers.length - 1 : numbers.length;
    return step > 0 ? below - 1 : below;
  }

  /* --- the card of a term (WCAG 1.4.13: dismissible, hoverable, persistent) --- */

  const card = element("div", { className: "termcard", id: "termcard", hidden: true });
  card.setAttribute("role", "tooltip");
  let shownFor = null;
  let leaving;
  let glossary;

  /** The definition of an entry: from the list on this page, else from the glossary's index, fetched once. */
  async function definitionOf(link) {
    const own = document.querySelector(`#terms ~ dl a[href="${CSS.escape(link.getAttribute("href"))}"]`);
    if (own) return { name: own.textContent, text: own.closest("dt").nextElementSibling.textContent };
    const index = new URL("../", link.href);
    glossary ??= fetch(index)
      .then((response) => response.text())
      .then((html) => new DOMParser().parseFromString(html, "text/html"))
      .catch(() => {
        glossary = undefined;
      });
    const page = await glossary;
    const id = new URL(link.href).pathname.split("/").at(-2);
    const entry = page?.querySelector(`[data-id="${CSS.escape(id)}"]`);
    return entry && { name: entry.querySelector("a").textContent, text: entry.querySelector("dd").textContent };
  }

  async function showCard(link, touched) {
    clearTimeout(leaving);
    if (shownFor === link) return;
    hideCard();
    shownFor = link;
    const found = await definitionOf(link);
    if (!found || shownFor !== link) return;
    card.replaceChildren(
      element("b", {}, found.name),
      found.text.trim(),
      ...(touched ? [element("i", {}, "Tap again for the entry.")] : []),
    );
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place(link);
  }

  /** Under the first line of the link, inside the window's width. */
  function place(link) {
    const [first] = link.getClientRects();
    const from = card.offsetParent.getBoundingClientRect();
    const left = Math.max(8, Math.min(first.left, document.documentElement.clientWidth - card.offsetWidth - 8));
    const below = first.bottom + card.offsetHeight + 8 < innerHeight;
    card.style.left = `${left - from.left}px`;
    card.style.top = `${(below ? first.bottom + 4 : first.top - card.offsetHeight - 4) - from.top}px`;
  }

  function hideCard() {
    clearTimeout(leaving);
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    card.hidden = true;
  }

  /** Hide in a moment, unless the pointer comes to the link or the card before. */
  function hideSoon() {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (shownFor !== document.activeElement) hideCard();
    }, 300);
  }

  function bindTerm(link) {
    let touch = false;
    let shownBefore = false;
    link.addEventListener("pointerdown", (event) => {
      touch = event.pointerType === "touch";
      shownBefore = shownFor === link;
    });
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") showCard(link, false);
    });
    link.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") hideSoon();
    });
    link.addEventListener("focus", () => showCard(link, touch));
    link.addEventListener("blur", hideSoon);
    link.addEventListener("click", (event) => {
      if (!touch || shownBefore) return;
      event.preventDefault();
      showCard(link, true);
    });
  }

  function bindTerms(links) {
    document.querySelector("main").append(card);
    links.forEach(bindTerm);
    card.addEventListener("pointerenter", () => clearTimeout(leaving));
    card.addEventListener("pointerleave", hideSoon);
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape" || card.hidden) return;
        event.preventDefault();
        hideCard();
      },
      true,
    );
    document.addEventListener("pointerdown", (event) => {
      if (!card.contains(event.target) && !shownFor?.contains(event.target)) hideCard();
    });
  }

  bringUpToDate(document, location.href);
  document.querySelectorAll(".tools[data-number]").forEach(addTools);
  document.querySelectorAll(".cite .style").forEach(addCopyButtons);
  document.querySelectorAll(".cite .files").forEach(addFileButtons);
  for (const list of document.querySelectorAll("details[data-titles]")) {
    list.addEventListener("toggle", () => addTitles(list).catch(() => {}), { once: true });
  }
  bindNotes();
  bindWalk([...document.querySelectorAll(".passage > .num a")]);
  const terms = document.querySelectorAll("a.term");
  if (terms.length) bindTerms(terms);

  /* For the page that checks quotations. */
  window.Cite = { copy, citationFrom, quoted };
})();
