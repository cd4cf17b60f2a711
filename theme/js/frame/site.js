/*
 * The frame of every page: palette, single keys, addresses that have moved; and what the other scripts of a page use.
 * Everything here adds to a page that works without it.
 *
 *   Site.all, Site.one, Site.element, Site.button   finding and making elements
 *   Site.copy(content, done)                        to the clipboard, as text or as text and HTML, and say so
 *   Site.stored                                     what the reader has chosen, kept in this browser
 *   Site.isSingleKey(event)                         is this key press for the page?
 *   Site.inForm(date, form)                         a date as citation styles write it
 *   Site.fetched(address)                           what is there, or an error
 *   Site.pageAt(address)                            the page there, to be read
 *   Site.root                                       address of the site's start page, whatever page this is
 *   Site.load(...files)                             scripts and style sheets of ours, once, when they are needed
 */
const Site = (() => {
  "use strict";

  const PARTS = {
    scheme: "#scheme",
    schemeLabel: "span",
    menu: "details.menu",
    keys: "#keys input",
    fields: "input, textarea, select, [contenteditable], dialog",
    refresh: 'meta[http-equiv="refresh"]',
    folded: "details:not([open])",
    moved: "a.moved", // in what keeps an earlier address
    way: ".trail",
    passage: ".passage[id]",
    only: ".passage.alone", // on the page of a passage
    leadsOn: "[data-leads-on]", // a list whose entries were parts of it before they had pages of their own
  };

  // --- elements, and where they lead ---

  /**
   * Is this an address of our own? Scripts lead nowhere else, least of all to "javascript:".
   * @param {string} address
   */
  function isOurs(address) {
    if (!URL.canParse(address, document.baseURI)) return false;
    // Of two addresses without an origin, such as a file's, the schemes tell whether they are alike.
    const [there, here] = [new URL(address, document.baseURI), new URL(location.href)];
    return there.protocol === here.protocol && there.origin === here.origin;
  }

  /**
   * All elements that match, in order.
   * @template {Element} [T=HTMLElement]
   * @param {string} selector
   * @param {ParentNode} root
   * @returns {T[]}
   */
  function all(selector, root = document) {
    return [.../** @type {NodeListOf<T>} */ (root.querySelectorAll(selector))];
  }

  /**
   * The first element that matches, where there must be one.
   * @template {Element} [T=HTMLElement]
   * @param {string} selector
   * @param {ParentNode} root
   * @returns {T}
   */
  function one(selector, root = document) {
    const found = root.querySelector(selector);
    if (!found) throw new Error(`There is no ${selector}`);
    return /** @type {T} */ (found);
  }

  /**
   * Make an element; children that are strings become text, never markup, and what leads elsewhere is no link.
   * @template {keyof HTMLElementTagNameMap} N
   * @param {N} name
   * @param {Record<string, string>} attributes
   * @param {...(Node | string)} children
   */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key !== "href" || isOurs(value)) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  /**
   * A button; `label` where its text alone does not say what it is for.
   * @param {string} text
   * @param {() => void} action
   * @param {string} label
   */
  function button(text, action, label = "") {
    const made = element("button", { type: "button", ...(label && { "aria-label": label }) }, text);
    made.addEventListener("click", action);
    return made;
  }

  // --- what the reader has chosen ---

  /** @typedef {"localStorage" | "sessionStorage"} Storage for good, or for this tab alone */

  const stored = {
    /**
     * @param {string} key
     * @param {Storage} where
     */
    get(key, where = "localStorage") {
      try {
        return window[where].getItem(key);
      } catch {
        return null;
      }
    },
    /**
     * @param {string} key
     * @param {string} value
     * @param {Storage} where
     */
    set(key, value, where = "localStorage") {
      try {
        window[where].setItem(key, value);
      } catch {
        /* not kept: nothing is lost */
      }
    },
  };

  // --- palette, and the page's address for the foot of its printed form ---

  const root = document.documentElement;
  root.dataset.address ??= location.origin + location.pathname; // where the site's address is not built in
  const system = matchMedia("(prefers-color-scheme: dark)");

  function schemeNow() {
    return root.dataset.scheme || (system.matches ? "dark" : "light");
  }

  /**
   * The button names what it will do, and follows the system until the reader has chosen.
   * @param {HTMLElement} scheme
   */
  function bindScheme(scheme) {
    const label = () => {
      one(PARTS.schemeLabel, scheme).textContent = `Switch to ${schemeNow() === "dark" ? "light" : "dark"}`;
    };
    scheme.addEventListener("click", () => {
      root.dataset.scheme = schemeNow() === "dark" ? "light" : "dark";
      stored.set("scheme", root.dataset.scheme);
      label();
    });
    system.addEventListener("change", label);
    label();
  }

  // --- the menu, where it lies over the page: it closes when the reader goes elsewhere ---

  /** @param {HTMLDetailsElement} menu */
  function bindMenu(menu) {
    /** @param {EventTarget | null} target */
    const closeFor = (target) => {
      if (target instanceof Node && !menu.contains(target)) menu.open = false;
    };
    document.addEventListener("pointerdown", (event) => closeFor(event.target));
    document.addEventListener("focusin", (event) => closeFor(event.target));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.preventDefault();
      menu.open = false;
      one("summary", menu).focus();
    });
  }

  // --- single keys: can be switched off (WCAG 2.1.4) ---

  /**
   * Is this key press for the page, and not for a field or the browser?
   * @param {KeyboardEvent} event
   */
  function isSingleKey(event) {
    const typing = event.target instanceof Element && event.target.closest(PARTS.fields);
    const withOthers = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    const free = !typing && !withOthers && !document.querySelector("dialog[open]");
    return free && stored.get("single-keys") !== "off";
  }

  /** @param {HTMLInputElement} box */
  function bindKeys(box) {
    box.checked = stored.get("single-keys") !== "off";
    box.addEventListener("change", () => stored.set("single-keys", box.checked ? "on" : "off"));
  }

  // --- copying ---

  const told = element("p", { class: "told", role: "status" });
  document.body.append(told);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hiding;

  /**
   * Say something to eyes and to screen readers; it goes away by itself.
   * @param {string} text
   */
  function tell(text) {
    clearTimeout(hiding);
    told.textContent = "";
    told.classList.add("told--on");
    setTimeout(() => {
      told.textContent = text;
    }, 50);
    hiding = setTimeout(() => {
      told.classList.remove("told--on");
      told.textContent = "";
    }, 4000);
  }

  /**
   * For pages not served over https, which have no clipboard.
   * @param {string} text
   */
  function copyBySelection(text) {
    const focused = document.activeElement;
    const area = element("textarea", { class: "unseen", readonly: "" }, text);
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    if (!done) throw new Error("copy");
  }

  /**
   * @typedef {{text: string | Promise<string>, html?: string | Promise<string>}} Content the same as text without markup
   * and, for word processors, as HTML
   */

  /** @param {Content} content */
  async function toClipboard({ text, html }) {
    // A promise goes to the clipboard as one, so that the browser still sees the reader's press behind it.
    if ((html || typeof text !== "string") && navigator.clipboard?.write && globalThis.ClipboardItem) {
      /** @type {(type: string, value: string | Promise<string>) => Promise<Blob>} */
      const blob = async (type, value) => new Blob([await value], { type });
      const forms = { "text/plain": blob("text/plain", text), ...(html && { "text/html": blob("text/html", html) }) };
      try {
        return await navigator.clipboard.write([new ClipboardItem(forms)]);
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

  /**
   * Copy text, or what a promise will give, and say so.
   * @param {string | Promise<string> | Content} content
   * @param {string} done
   */
  async function copy(content, done) {
    try {
      await toClipboard(typeof content === "string" || content instanceof Promise ? { text: content } : content);
      tell(done);
    } catch {
      tell("Could not copy. Select the text and copy it by hand.");
    }
  }

  // --- dates ---

  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split(" ");

  /**
   * A date as citation styles write it: the same forms as dates.in_form in the generator.
   * @param {Date} date
   * @param {string} [form]
   */
  function inForm(date, form) {
    const [day, month, year] = [date.getDate(), date.getMonth(), date.getFullYear()];
    /** @param {number} number */
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

  // --- addresses: what is there, what has moved, what is folded ---

  /**
   * What is at an address of ours; nothing but a page or file that is there will do.
   * @param {string} address
   */
  async function fetched(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    return response;
  }

  /**
   * The page at an address of ours. The browser itself makes it of what it fetches, so that no script turns text into
   * elements, which our Content-Security-Policy forbids; nothing in it is run or shown.
   * @param {string} address
   * @returns {Promise<Document>}
   */
  function pageAt(address) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.responseType = "document";
      request.onloadend = () => {
        if (request.status === 200 && request.response) resolve(request.response);
        else reject(new Error(`${request.status} ${address}`));
      };
      request.open("GET", address);
      request.send();
    });
  }

  // --- what is fetched when it is needed ---

  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const start = new URL("../../", src).href;
  const ours = { createScriptURL: (/** @type {string} */ file) => start + file };
  /** @typedef {{trustedTypes?: {createPolicy(name: string, rules: typeof ours): typeof ours}}} NotYetInTsc */
  const { trustedTypes } = /** @type {NotYetInTsc} */ (/** @type {unknown} */ (globalThis));
  // Where the browser has Trusted Types, this is the one way in which an address becomes a script.
  const policy = trustedTypes?.createPolicy("our-scripts", ours) ?? ours;
  /** @type {Map<string, Promise<unknown>>} */
  const loading = new Map();

  /** @param {string} file */
  function added(file) {
    const address = start + file;
    if ([...document.scripts].some((script) => script.src === address)) return Promise.resolve();
    const made = file.endsWith(".css")
      ? element("link", { rel: "stylesheet", href: address })
      : Object.assign(element("script"), { src: policy.createScriptURL(file) });
    return new Promise((resolve, reject) => {
      made.onload = resolve;
      made.onerror = () => {
        loading.delete(file); // the next try fetches again
        made.remove();
        reject(new Error(file));
      };
      document.head.append(made);
    });
  }

  /**
   * Loads scripts and style sheets, each once, and none that the page brings: fetched together, run one after another.
   * @param {...string} files
   */
  async function load(...files) {
    const later = files.slice(1).filter((file) => file.endsWith(".js") && !loading.has(file));
    const hints = later.map((file) => element("link", { rel: "preload", as: "script", href: start + file }));
    document.head.append(...hints);
    for (const file of files) {
      const known = loading.get(file) ?? added(file);
      loading.set(file, known);
      await known;
    }
  }

  /** The element that the address names. */
  function addressed() {
    const id = location.hash.slice(1);
    try {
      return id && document.getElementById(decodeURIComponent(id));
    } catch {
      return document.getElementById(id);
    }
  }

  /** @param {string} address */
  function leadOn(address) {
    if (isOurs(address)) location.replace(address);
  }

  /**
   * The page of an entry that the address names as a part of its list, on this sheet of it or another; "" if it names none.
   * @param {Element | null | ""} target
   */
  function pageOfEntry(target) {
    /** @type {HTMLElement | null} */
    const list = document.querySelector(PARTS.leadsOn);
    const id = location.hash.slice(1);
    if (!list || !/^[a-z0-9-]+$/.test(id) || (target && !target.matches("li"))) return "";
    return new URL(`${list.dataset.leadsOn}${id}/${list.dataset.file || ""}`, location.href).href;
  }

  /** A page that has moved keeps the fragment; a part that has moved leads on; a folded part opens. */
  function arrive() {
    /** @type {HTMLMetaElement | null} */
    const refresh = document.querySelector(PARTS.refresh);
    if (refresh && location.hash) {
      leadOn(refresh.content.split("url=")[1] + location.hash);
      return;
    }
    const target = addressed();
    const page = pageOfEntry(target);
    if (page) {
      leadOn(page);
      return;
    }
    if (!target) return;
    /** @type {HTMLAnchorElement | null} */
    const moved = target.querySelector(PARTS.moved);
    if (moved) {
      leadOn(moved.href);
      return;
    }
    /** @type {HTMLDetailsElement | null} */
    const closed = target.closest(PARTS.folded);
    if (closed) {
      closed.open = true;
      target.scrollIntoView();
    }
    // Going back or loading again, the browser returns to where the reader was, which may be far from the address's part.
    const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (visit?.type === "navigate" && document.readyState !== "complete") settle(target);
  }

  /**
   * Keeps what one arrived at in view: passages out of view have an estimated height, and it moves when they get their own.
   * Where the page was scrolled on, as the browser does to words that the address names (#p2.3:~:text=...), it stays so.
   * @param {HTMLElement} target
   * @param {number} seenAt how far the page was scrolled when the target was last in view
   */
  function settle(target, frames = 6, seenAt = Number.NaN) {
    const { top, bottom } = target.getBoundingClientRect();
    const inView = bottom >= 0 && top <= innerHeight;
    if (!inView && scrollY === seenAt) target.scrollIntoView();
    if (frames > 0) requestAnimationFrame(() => settle(target, frames - 1, inView ? scrollY : Number.NaN));
  }

  // --- where one came from: from a passage to a term, and back to that passage ---

  /**
   * The passage in which a link stands; on the page of a passage, that one for all links of its text.
   * @param {Element} link
   */
  function passageOf(link) {
    return link.closest(PARTS.passage) ?? (link.closest("main") && document.querySelector(PARTS.only));
  }

  /** @param {MouseEvent} event */
  function rememberPassage(event) {
    /** @type {HTMLAnchorElement | null} */
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link || link.pathname === location.pathname) return;
    const passage = passageOf(link);
    const from = passage && {
      to: link.pathname,
      address: `${location.pathname}#${passage.id}`,
      number: passage.id.slice(1),
    };
    stored.set("passage", JSON.stringify(from || {}), "sessionStorage");
  }

  /** @param {HTMLElement} way */
  function offerWayBack(way) {
    const from = JSON.parse(stored.get("passage", "sessionStorage") || "{}");
    if (from.to !== location.pathname) return;
    way.firstElementChild?.after(
      element("a", { href: from.address, class: "way-back" }, `Back to passage ${from.number}`),
    );
  }

  all(PARTS.scheme).forEach(bindScheme);
  /** @type {HTMLDetailsElement[]} */ (all(PARTS.menu)).forEach(bindMenu);
  /** @type {HTMLInputElement[]} */ (all(PARTS.keys)).forEach(bindKeys);
  all(PARTS.way).forEach(offerWayBack);
  document.addEventListener("click", rememberPassage);
  addEventListener("hashchange", arrive);
  arrive();

  return { all, one, element, button, stored, isSingleKey, copy, inForm, fetched, pageAt, root: start, load };
})();
