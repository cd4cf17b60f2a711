/*
 * Marks, on a page reached from a result, the words that were found: `?h=words&h=more`, each a word or phrase as it is written there.
 * The marks are drawn over the text (CSS Custom Highlight API); no element is added and no character changes.
 */
(() => {
  "use strict";

  const PARTS = {
    text: "article, main",
    noText: "script, style, template",
    block: "p, li, dt, dd, td, th, h1, h2, h3, h4, summary, div, section, blockquote",
  };
  const MOST = 12; // words or phrases that are looked for

  /** @typedef {{node: Text, start: number}} TextPlace a text node, and where it begins in the whole text */

  /** The words asked for; they leave the address, so that what a reader copies from its bar is the lasting address. */
  function taken() {
    const address = new URL(location.href);
    const sought = address.searchParams.getAll("h").map((text) => text.trim());
    address.searchParams.delete("h");
    history.replaceState(history.state, "", address);
    return sought.filter(Boolean).slice(0, MOST);
  }

  /**
   * All text of an element as one string, with its text nodes. Blocks do not run into each other.
   * @param {Element} element
   */
  function textOf(element) {
    /** @type {TextPlace[]} */
    const nodes = [];
    let text = "";
    let block = null;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (node.parentElement?.closest(PARTS.noText)) continue;
      const own = node.parentElement?.closest(PARTS.block);
      if (block && own !== block) text += "\n";
      block = own;
      nodes.push({ node, start: text.length });
      text += node.data;
    }
    return { text, nodes };
  }

  /**
   * The node and the place in it of a character of the whole text.
   * @param {TextPlace[]} nodes
   * @param {number} at
   * @param {boolean} isEnd
   * @returns {[Text, number]}
   */
  function point(nodes, at, isEnd) {
    let low = 0;
    for (let high = nodes.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (nodes[middle].start < at || (nodes[middle].start === at && !isEnd)) low = middle;
      else high = middle;
    }
    return [nodes[low].node, Math.min(at - nodes[low].start, nodes[low].node.length)];
  }

  /**
   * The words as a regular expression: whole ones, where the script has spaces; any space for a space.
   * @param {string} words
   */
  function pattern(words) {
    const escaped = words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
    return Words.hasHan(words) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
  }

  /**
   * @param {Element} article
   * @param {string[]} sought
   */
  function found(article, sought) {
    const { text, nodes } = textOf(article);
    return [...text.matchAll(new RegExp(sought.map(pattern).join("|"), "giu"))].map((match) => {
      const range = document.createRange();
      range.setStart(...point(nodes, match.index, false));
      range.setEnd(...point(nodes, match.index + match[0].length, true));
      return range;
    });
  }

  /** @param {Range[]} ranges */
  function showFirst(ranges) {
    const visible = ranges.find((range) => range.startContainer.parentElement?.checkVisibility?.() ?? true);
    const first = visible || ranges[0];
    const { top, bottom } = first.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) first.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }

  const sought = taken();
  const article = document.querySelector(PARTS.text);
  const ranges = sought.length && article && globalThis.Highlight ? found(article, sought) : [];
  if (ranges.length) {
    CSS.highlights.set("search", new Highlight(...ranges));
    if (!location.hash) showFirst(ranges);
  }
})();
