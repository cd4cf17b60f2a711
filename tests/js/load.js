/*
 * For the tests of what knows no page: runs our scripts as a browser does, one after another in one global scope, and
 * makes numbers that look like chance and are the same every time.
 */
const { readFileSync } = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const SCRIPTS = path.join(__dirname, "..", "..", "theme", "js");

/** @param {...string} files below theme/js */
function load(...files) {
  for (const file of files) {
    const filename = path.join(SCRIPTS, file);
    vm.runInThisContext(readFileSync(filename, "utf8"), { filename });
  }
}

const QUOTATION = "typography source paste alignment stretches differences answers aligned judge compare".split(" ");

/** The scripts that check a quotation, in the order of the page. */
const loadQuotation = () => load(...QUOTATION.map((name) => `quotation/${name}.js`));

/**
 * What looks like chance: `below(n)` a whole number from 0, `pick(items)` one of them.
 * @param {number} seed
 */
function chance(seed) {
  let state = seed;
  /** @param {number} limit */
  const below = (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % limit;
  };
  /** @type {<T>(items: ArrayLike<T>) => T} */
  const pick = (items) => items[below(items.length)];
  return { below, pick };
}

module.exports = { load, loadQuotation, chance };
