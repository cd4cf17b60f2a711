/*
 * "Check a quotation": the form, and how an answer of checkQuotation is shown. In the browser alone: nothing is sent.
 */
(() => {
  "use strict";

  const { all, element, button, copy } = Site;

  /** @typedef {(number: string) => string} CardOf the address of a passage's own page */

  const PARTS = {
    form: "#quotation-check",
    field: "#quotation",
    result: "#quotation-result",
    data: "#quotation-data",
  };
  const DELAY = { check: 100, announce: 900 }; // milliseconds after the last key
  const INSTRUCTIONS = "Paste a sentence or a few words in English. Nothing is sent anywhere.";

  /** @type {Record<string, string>} what is overlooked, by kind */
  const FORGIVEN = {
    hyphenation: "a word divided at the end of a line",
    invisible: "invisible characters",
    ligatures: "joined letters",
    width: "wide letters and marks of Chinese type",
    references: "note numbers",
    markup: "marks of emphasis or of a list",
    quotes: "quotation marks within it, or the form of apostrophes",
    dashes: "the form of hyphens or dashes",
    spaces: "spaces and line breaks",
    initial: "letter case or brackets in its first word",
    capitals: "capital letters",
    wrap: "quotation marks around it",
    stop: "punctuation at its beginning or end",
    edge: "an ellipsis at its beginning or end",
    ellipsis: "an ellipsis where nothing is left out",
  };

  /** @param {string[]} items */
  function listed(items) {
    return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
  }

  /** @param {string} text */
  const quote = (text) => `\u201c${text}\u201d`;

  /** @param {string[]} numbers */
  const passagesNamed = (numbers) => `passage${numbers.length > 1 ? "s" : ""} ${listed(numbers)}`;

  // --- one sentence for each verdict: shown first, and announced ---

  /** @param {Answer} found */
  function summaryOf(found) {
    const said = [verdictOf(found)];
    if (found.heading) said.push("These words are a heading of this site.");
    if (found.why === "long") said.push("It was too long to compare all of it: paste one passage at a time.");
    return said.join(" ");
  }

  /**
   * @param {Answer} found
   * @returns {string}
   */
  function verdictOf(found) {
    const where = passagesNamed(found.passages);
    switch (found.verdict) {
      case "empty":
        return INSTRUCTIONS;
      case "exact":
        return `Exact: ${where}.`;
      case "forgiven":
        return `The words are exact: ${where}. What differs is named below.`;
      case "omission":
        return `Exact, with words left out: ${where}.`;
      case "nearly":
        return `Not exact: ${differencesNamed(found)} ${where}.`;
      case "merged":
        return `Not one quotation: it runs together words of ${where}.`;
      case "rendering":
        return `Not this text: it has words of another English rendering of ${where}.`;
      case "title":
        return found.differences ? "Nearly the title of the statement." : "This is the title of the statement.";
      default:
        return NOTHING[found.why] || "Not in this text.";
    }
  }

  /** @type {Record<string, string>} */
  const NOTHING = {
    short: "Too short to judge: add the words around it.",
    foreign: "Not in this text. Only its English words can be compared.",
  };

  /** @param {Answer} found */
  function differencesNamed({ differences }) {
    if (!differences) return "it has more than the words of";
    return differences === 1 ? "one difference from" : `${differences} differences from`;
  }

  /**
   * What might mislead, in a sentence; empty if nothing.
   * @param {Answer} found
   */
  function warningOf({ lost, added }) {
    const said = [
      ...(lost.length ? [`${listed(lost.map(quote))} left out`] : []),
      ...(added.length ? [`${listed(added.map(quote))} put in`] : []),
    ];
    return said.length ? `Take care: ${said.join(", ")}. That may reverse or limit the sense.` : "";
  }

  // --- what is told below it ---

  /**
   * What was overlooked, set aside, put in brackets, left out, or is not there.
   * @param {Answer} found
   */
  function remarksOn({ forgiven, setAside, brackets, leftOut, outside }) {
    /** @type {[string, string[]][]} */
    const remarks = [
      ["Overlooked", forgiven.map((kind) => FORGIVEN[kind])],
      ["Set aside, as no part of the quotation", setAside.map(quote)],
      ["Your brackets", brackets.map(bracketTold)],
      ["Left out at an ellipsis", leftOut.filter((words) => words.open).map(({ text }) => quote(text))],
      ["Left out without a mark", leftOut.filter((words) => !words.open).map(({ text }) => quote(text))],
      ["Not in the statement", outside.map((text) => quote(shortened(text)))],
    ];
    const told = remarks.filter(([, items]) => items.length);
    const items = told.map(([name, all]) => element("li", {}, `${name}: ${all.join("; ")}.`));
    return items.length ? [element("ul", { class: "quotation-remarks" }, ...items)] : [];
  }

  /** @param {Bracket} bracket */
  function bracketTold({ yours, theirs }) {
    return theirs ? `${quote(yours)} for ${quote(theirs)}` : `${quote(yours)} added`;
  }

  const LONGEST = 300; // characters shown of what is not in the statement

  /** @param {string} text */
  const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)} \u2026` : text);

  /**
   * Copying and citing are what every passage has; they also say what was done.
   * @param {string} words
   * @param {string} number
   * @param {string} card
   * @param {boolean} corrected
   */
  function copyButtons(words, number, card, corrected) {
    const cited = async () => Copying.quoted(words, await Cite.citationFrom(new URL(card, document.baseURI).href));
    const name = corrected ? "corrected quotation" : "quotation";
    const copyWords = () => copy(words, `${name[0].toUpperCase()}${name.slice(1)} copied.`);
    const copyCited = () => copy(cited(), `Quotation copied with a citation of passage ${number}.`);
    return element(
      "p",
      { class: "quotation-copy" },
      button(`Copy ${name}`, copyWords),
      " ",
      button(`Copy with citation (${number})`, copyCited),
    );
  }

  const SAID = { del: "not in the statement:", ins: "in the statement:" };

  /**
   * Words in and out, told apart for the ear too.
   * @param {Difference[]} diff
   */
  function diffShown(diff) {
    const words = diff.flatMap(({ op, text }) => {
      if (op === "same" || op === "gap") return [text];
      const changed = element(op, {}, element("span", { class: "unseen" }, `${SAID[op]} `), text.trimEnd());
      return [changed, text.slice(text.trimEnd().length)];
    });
    return element("p", { class: "quotation-diff" }, ...words);
  }

  /**
   * @param {string[]} numbers
   * @param {CardOf} card
   */
  function linksTo(numbers, card) {
    const links = numbers.map((n) => element("a", { href: card(n) }, `passage ${n}`));
    return element(
      "p",
      { class: "quotation-where" },
      "In ",
      ...links.flatMap((link, i) => (i ? [", ", link] : [link])),
    );
  }

  /**
   * The passages' own words, each by itself: nothing that is offered for copying has words of two.
   * @param {Answer} found
   * @param {CardOf} card
   */
  function partsShown(found, card) {
    const { parts, passages, corrected, differences } = found;
    if (parts.length > 1 && found.verdict !== "merged" && !differences) return [linksTo(passages, card)];
    return parts.map((part) => {
      const numbers = parts.length > 1 ? [part.number] : passages;
      const role = corrected ? "quotation-corrected" : "quotation-piece";
      return element(
        "div",
        { class: "quotation-part" },
        linksTo(numbers, card),
        ...(part.differences ? [diffShown(part.diff)] : []),
        element("blockquote", {}, element("p", { class: role }, part.corrected)),
        copyButtons(part.corrected, part.number, card(part.number), part.differences > 0),
      );
    });
  }

  /**
   * @param {Rendering[]} renderings
   * @param {CardOf} card
   */
  function renderingsShown(renderings, card) {
    const rows = renderings.map((r) =>
      element(
        "li",
        {},
        element("a", { href: card(r.passage) }, `Passage ${r.passage}`),
        `: ${quote(r.ours)} here, ${quote(r.theirs)} there`,
      ),
    );
    const told = "Words of another English rendering: more of your quotation may come from it.";
    return rows.length ? [element("p", {}, told), element("ul", { class: "quotation-renderings" }, ...rows)] : [];
  }

  /**
   * Everything under the summary.
   * @param {Answer} found
   * @param {CardOf} card
   */
  function detailsOf(found, card) {
    const warning = warningOf(found);
    return [
      ...(warning ? [element("p", { class: "quotation-warning" }, warning)] : []),
      ...remarksOn(found),
      ...(found.title ? [element("p", { class: "quotation-title" }, `The title: ${quote(found.title)}`)] : []),
      ...renderingsShown(found.renderings, card),
      ...partsShown(found, card),
    ];
  }

  /**
   * A speaker for screen readers: one short sentence, when the typing has paused. The region exists before it speaks,
   * and is emptied first, so that the same sentence asked for twice is said twice.
   * @param {HTMLElement} region
   */
  function announcer(region) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @type {(sentence: string, wait: number) => void} */
    return (sentence, wait) => {
      clearTimeout(timer);
      region.textContent = "";
      timer = setTimeout(
        () => {
          region.textContent = sentence;
        },
        Math.max(wait, 50),
      );
    };
  }

  /** Bind the form. Without it, or without data, nothing happens. */
  function start() {
    const [form, result, source] = [PARTS.form, PARTS.result, PARTS.data].map((selector) => all(selector)[0]);
    /** @type {HTMLTextAreaElement[]} */
    const [field] = all(PARTS.field);
    if (!form || !field || !result || !source) return;
    /** @type {QuotationData} */
    const data = JSON.parse(source.textContent || "");
    const cards = new Map(data.passages.map((p) => [p.number, p.card]));
    /** @type {CardOf} */
    const card = (number) => cards.get(number) || "";
    const summary = element("p", { class: "quotation-summary" });
    const details = element("div", { class: "quotation-details" });
    const region = element("p", { class: "unseen", role: "status" });
    result.replaceChildren(summary, details, region);
    const announce = announcer(region);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    /** @param {number} [wait] before it is announced; without, it is not */
    const show = (wait) => {
      clearTimeout(timer);
      const found = checkQuotation(field.value, data);
      summary.textContent = summaryOf(found);
      result.dataset.passages = found.passages.join(" ");
      details.replaceChildren(...detailsOf(found, card));
      result.dataset.verdict = found.verdict;
      if (wait !== undefined) announce(`${summaryOf(found)} ${warningOf(found)}`.trim(), wait);
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, DELAY.check, DELAY.announce);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(0);
    });
    show(); // a browser may have kept the words of the last visit
  }

  start();
})();
