/*
 * Marks, on a page reached from a result, the words that were found: `?h=words&h=more`, each a word or phrase as it is written there.
 * The marks are drawn over the text (CSS Custom Highlight API); no element is added and no character changes.
 */
(() => {
  "use strict";

  const address = new URL(location.href);
  const sought = address.searchParams
    .getAll("h")
    .map((text) => text.trim())
    .filter(Boolean)
    .slice(0, 12);
  address.searchParams.delete("h");
  history.replaceState(history.state, "", address); // what a reader copies from the address bar is the lasting address
  const article = document.querySelector("article, main");
  if (!sought.length || !article || !globalThis.Highlight) return;

  /** All text of an element as one string, with where each text node begins in it. Blocks do not run into each other. */
  function textOf(element) {
    const nodes = [];
    let text = "";
    let block = null;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("script, style, template")) continue;
      const own = node.parentElement.closest(
        "p, li, dt, dd, td, th, h1, h2, h3, h4, summary, div, section, blockquote",
      );
      if (block && own !== block) text += "\n";
      block = own;
      nodes.push({ node, start: text.length });
      text += node.data;
    }
    return { text, nodes };
  }

  /** The node and the place in it of a character of the whole text. */
  function point(nodes, at, isEnd) {
    let low = 0;
    for (let high = nodes.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (nodes[middle].start < at || (nodes[middle].start === at && !isEnd)) low = middle;
      else high = middle;
    }
    return [nodes[low].node, Math.min(at - nodes[low].start, nodes[low].node.length)];
  }

  function escaped(words) {
    return words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
  }

  const { text, nodes } = textOf(article);
  const han = /[\u3400-\u9fff]/;
  const patterns = sought.map((words) =>
    han.test(words) ? escaped(words) : `(?<![\\p{L}\\p{N}])${escaped(words)}(?![\\p{L}\\p{N}])`,
  );
  const ranges = [];
  for (const found of text.matchAll(new RegExp(patterns.join("|"), "giu"))) {
    const range = document.createRange();
    range.setStart(...point(nodes, found.index, false));
    range.setEnd(...point(nodes, found.index + found[0].length, true));
    ranges.push(range);
  }
  if (!ranges.length) return;
  CSS.highlights.set("search", new Highlight(...ranges));
  if (location.hash) return;
  const first = ranges.find((range) => range.startContainer.parentElement.checkVisibility?.() ?? true) || ranges[0];
  const place = first.startContainer.parentElement;
  const { top, bottom } = first.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) place.scrollIntoView({ block: "center" });
})();
