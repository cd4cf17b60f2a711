/*
 * "Check a quotation": the form, and how an answer of checkQuotation is shown. In the browser alone: nothing is sent.
 */
(() => {
  "use strict";

  const { all, element, button, copy } = Site;
  const { FORGIVEN } = Typography;

  /** @typedef {(number: string) => string} CardOf the address of a passage's own page */

  const PARTS = {
    form: "#quotation-check",
    field: "#quotation",
    result: "#quotation-result",
    data: "#quotation-data",
  };
  const DELAY = { check: 100, announce: 900 }; // milliseconds after the last key
  const INSTRUCTIONS = "Paste a sentence or a few words in English. Nothing is sent anywhere.";

  /** @param {string[]} items */
  function listed(items) {
    return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
  }

  /** @param {string[]} numbers */
  const passagesNamed = (numbers) => `passage${numbers.length > 1 ? "s" : ""} ${listed(numbers)}`;

  /**
   * One sentence for each verdict: shown first, and all that is announced.
   * @param {Answer} found
   */
  function summaryOf(found) {
    const where = passagesNamed(found.passages);
    const places = found.parts.length > 1 ? `, ${found.parts.length} places` : "";
    switch (found.verdict) {
      case "empty":
        return INSTRUCTIONS;
      case "short":
        return "Too short to judge: add the words around it.";
      case "exact":
        return `Exact: ${where}${places}.`;
      case "typography":
        return found.forgiven.includes("omission")
          ? `Exact, with words left out: ${where}.`
          : `Exact but for typography: ${where}${places}.`;
      case "nearly":
        return `Not exact: ${differencesNamed(found)} from ${where}.`;
      case "merged":
        return `Not one quotation: it runs together words of ${where}.`;
      case "rendering":
        return `Not this text: it has words of another English rendering of ${where}.`;
      case "long":
        return found.passages.length
          ? `Longer than the statement: paste one passage at a time. Its beginning has words of ${where}.`
          : "Longer than the statement: paste one passage at a time. Its beginning has no words of the statement.";
      default:
        return "Not in this text.";
    }
  }

  /** @param {Answer} found */
  function differencesNamed(found) {
    const changes = found.parts
      .flatMap((p) => p.diff)
      .filter((d, i, all) => d.op !== "same" && (i === 0 || all[i - 1].op === "same"));
    return changes.length === 1 ? "one difference" : `${changes.length} differences`;
  }

  /**
   * Copying and citing are what every passage has; they also say what was done.
   * @param {string} corrected
   * @param {string} number
   * @param {string} card
   */
  function copyButtons(corrected, number, card) {
    const cited = async () => Copying.quoted(corrected, await Cite.citationFrom(new URL(card, document.baseURI).href));
    const copyWords = () => copy(corrected, "Corrected quotation copied.");
    const copyCited = () => copy(cited(), `Quotation copied with a citation of passage ${number}.`);
    return element(
      "p",
      { class: "quotation-copy" },
      button("Copy corrected quotation", copyWords),
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
    const words = diff.map(({ op, text }) => {
      if (op === "same") return text;
      return element(op, {}, element("span", { class: "unseen" }, `${SAID[op]} `), text);
    });
    return element("p", { class: "quotation-diff" }, ...words.flatMap((word) => [word, " "]));
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
   * One stretch or place: where it stands, its differences, the corrected words, the buttons.
   * @param {Part} part
   * @param {CardOf} card
   */
  function partShown(part, card) {
    const shown = element("div", { class: "quotation-part" });
    if (!part.passages.length) {
      shown.append(element("p", { class: "quotation-where" }, "Nowhere in the statement"), diffShown(part.diff));
      return shown;
    }
    shown.append(linksTo(part.passages, card));
    if (part.diff.some((d) => d.op !== "same")) shown.append(diffShown(part.diff));
    if (part.corrected) {
      const [number] = part.passages;
      shown.append(element("blockquote", { class: "quotation-corrected" }, element("p", {}, part.corrected)));
      shown.append(copyButtons(part.corrected, number, card(number)));
    }
    return shown;
  }

  /** @param {string[]} forgiven */
  function forgivenShown(forgiven) {
    return element(
      "p",
      { class: "quotation-forgiven" },
      `Overlooked: ${listed(forgiven.map((kind) => FORGIVEN[kind]))}.`,
    );
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
        `: \u201c${r.ours}\u201d here, \u201c${r.theirs}\u201d there`,
      ),
    );
    const told = "Words of another English rendering: more of your quotation may come from it.";
    return [element("p", {}, told), element("ul", { class: "quotation-renderings" }, ...rows)];
  }

  /**
   * Everything under the summary.
   * @param {Answer} found
   * @param {CardOf} card
   */
  function detailsOf(found, card) {
    const exact = found.verdict === "exact" || found.verdict === "typography";
    const shown = [];
    if (found.forgiven.length) shown.push(forgivenShown(found.forgiven));
    if (found.renderings.length) shown.push(...renderingsShown(found.renderings, card));
    // Places of one quotation differ in number only: one correction and a line of links for the others.
    const parts = exact ? found.parts.slice(0, 1) : found.parts;
    shown.push(...parts.map((part) => partShown(part, card)));
    if (exact) shown.push(...found.parts.slice(1).map((part) => linksTo(part.passages, card)));
    return shown;
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
      result.dataset.verdict = found.verdict;
      details.replaceChildren(...detailsOf(found, card));
      if (wait !== undefined) announce(summaryOf(found), wait);
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
