/*
 * How long the check of a quotation takes on a long statement, in Node.js: 300 words in a row out of 20,000, with more or
 * fewer of them changed. Prints milliseconds, of which the first ask reads the statement too; asserts nothing.
 *
 *     node benchmarks/quotation.js
 */
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { loadQuotation, chance } = require("../tests/js/load.js");

loadQuotation();

const [WORDS, PASTED, PASSAGE, TIMES] = [20_000, 300, 27, 7];
const SOURCE = path.join(__dirname, "..", "content", "statement.txt");

/** A statement of the real one's words in any order, every third with a syllable more so that there are many different. */
function statement() {
  const random = chance(20220607);
  const known = readFileSync(SOURCE, "utf8").split(/\s+/);
  const word = () =>
    random.below(3) ? random.pick(known) : `${random.pick(known)}${random.pick(["o", "um", "ar", "is"])}`;
  return Array.from({ length: Math.ceil(WORDS / PASSAGE) }, (_, k) => ({
    number: `${1 + Math.floor(k / 20)}.${1 + (k % 20)}`,
    text: `${Array.from({ length: PASSAGE }, word).join(" ")}.`,
  }));
}

/**
 * @param {() => unknown} action
 */
function timed(action) {
  const start = performance.now();
  action();
  return performance.now() - start;
}

const passages = statement();
const words = passages.flatMap(({ text }) => text.split(" ")).slice(5000, 5000 + PASTED);
console.log(
  `${PASTED} words of a statement of ${passages.length * PASSAGE}, milliseconds: first ask, then median of ${TIMES}`,
);
for (const [name, every] of /** @type {[string, number][]} */ ([
  ["none changed", 0],
  ["every tenth changed", 10],
  ["every fifth changed", 5],
  ["every second changed", 2],
  ["all changed", 1],
])) {
  const pasted = words.map((word, k) => (every && k % every === every - 1 ? `changed${k}` : word)).join(" ");
  const data = { passages };
  const first = timed(() => checkQuotation(pasted, data));
  const times = Array.from({ length: TIMES }, () => timed(() => checkQuotation(pasted, data))).sort((a, b) => a - b);
  const { verdict } = checkQuotation(pasted, data);
  console.log(
    `${name.padEnd(22)} ${first.toFixed(0).padStart(5)} ${times[TIMES >> 1].toFixed(0).padStart(5)}   ${verdict}`,
  );
}
