/* Check a quotation: verdicts for pastes of each kind, on a statement made for it. */
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load, chance } = require("./load.js");

load("quotation/typography.js", "quotation/verbatim.js", "quotation/alignment.js", "quotation/compare.js");

/** @type {QuotationData} */
const DATA = {
  passages: [
    {
      number: "1.1",
      text: "Ada Brook said that the two towns are neighbours, that each other's ferries have crossed the Long River for thirty years, and that their head-of-town meetings keep cross-river trust.",
    },
    {
      number: "1.2",
      text: "The two towns will build a second stone bridge, open eleven new landing places before the autumn floods, and share the tolls of the old bridge by halves.",
    },
    {
      number: "2.1",
      text: "Utmost care will be taken that lamps burn on every pier, that pilots learn the names of shallow reaches, and that children cross without paying.",
    },
    {
      number: "2.2",
      text: "Both sides welcome scholars, millers and musicians from upstream villages, and the two towns should hold a joint lantern fair on midsummer night.",
    },
  ],
  renderings: [{ passage: "2.1", ours: "lamps burn on every pier", theirs: "every jetty is always well lit" }],
};
const TEXTS = DATA.passages.map((passage) => passage.text);
const WHOLE = TEXTS.join(" ");

/** @param {string} pasted */
const check = (pasted) => checkQuotation(pasted, DATA);

/**
 * Words of a passage in a row, as many as given.
 * @param {ReturnType<typeof chance>} random
 * @param {number} least
 */
function run(random, least) {
  const passage = random.below(TEXTS.length);
  const words = TEXTS[passage].split(" ");
  const from = random.below(words.length - least);
  const count = least + random.below(words.length - from - least + 1);
  return { number: DATA.passages[passage].number, words: words.slice(from, from + count) };
}

test("each kind of paste has its verdict and names its passages", () => {
  for (const [pasted, verdict, passages] of /** @type {[string, Verdict, string[]][]} */ ([
    ["", "empty", []],
    [" \n\u00a0\u200b", "empty", []],
    ["of the", "short", []],
    ["open eleven new landing places", "exact", ["1.2"]],
    [TEXTS[2], "exact", ["2.1"]],
    ["the two towns", "exact", ["1.1", "1.2", "2.2"]],
    ["“open eleven new landing places”", "typography", ["1.2"]],
    ["open twelve new landing places before the autumn floods", "nearly", ["1.2"]],
    ["head of town meetings keep cross river trust", "nearly", ["1.1"]],
    [
      "ferries have crossed the Long River for thirty years, open eleven new landing places before the autumn floods",
      "merged",
      ["1.1", "1.2"],
    ],
    ["that every jetty is always well lit", "rendering", ["2.1"]],
    ["Mix the flour with cold butter, add an egg and a pinch of salt.", "unrelated", []],
    ["Стороны подтвердили приверженность целям.", "unrelated", []],
    [`${WHOLE} `.repeat(40), "long", ["1.1", "1.2", "2.1", "2.2"]],
  ])) {
    const answer = check(pasted);
    assert.deepEqual([answer.verdict, answer.passages], [verdict, passages], pasted.slice(0, 80));
  }
});

test("what was forgiven is said", () => {
  for (const [pasted, ...forgiven] of [
    ["each other’s ferries have crossed", "quotes"],
    ["head–of–town meetings", "dashes"],
    ["open  eleven\nnew landing places", "spaces"],
    ["share the tolls of the old brid-\nge", "hyphenation"],
    ["cross-\nriver trust", "hyphenation"],
    ["open ele\u00adven new landing places", "invisible"],
    ["share the tolls of the old bridge by halves (Brook 2022, 1.2)", "citation"],
    ["[U]tmost care will be taken", "initial"],
    ["“Utmost care will be taken.” (2.1)", "citation", "wrap", "stop"],
    ["Utmost care [...] children cross without paying", "omission"],
    ["... lamps burn on every pier", "edge"],
    ["(passage 2.1) lamps burn on every pier", "citation"],
  ]) {
    const answer = check(pasted);
    assert.deepEqual([answer.verdict, answer.forgiven], ["typography", forgiven], pasted);
  }
});

test("words of a passage in a row are exact, however they are dressed", () => {
  const random = chance(6);
  /** @type {((text: string) => string)[]} */
  const dresses = [
    (text) => `“${text}”`,
    (text) => `‘${text}’ (Brook 2022, para. 3.4)`,
    (text) => `… ${text} …`,
    (text) => `2.1 ${text}`,
    (text) => text.replace(/ /g, () => random.pick([" ", " ", "\n", "\u00a0", "  "])),
    (text) => text.replace(/'/g, "’").replace(/-/g, "‑"),
    (text) => `${text.slice(0, 3)}\u200b${text.slice(3)}`,
  ];
  for (let i = 0; i < 400; i++) {
    const { number, words } = run(random, 5);
    const text = words.join(" ");
    const plain = check(text);
    assert.equal(plain.verdict, "exact", text);
    assert.ok(plain.passages.includes(number), text);
    assert.equal(plain.corrected, text);
    const dressed = random.pick(dresses)(text);
    const answer = check(dressed);
    assert.ok(["exact", "typography"].includes(answer.verdict), dressed);
    assert.ok(answer.passages.includes(number), dressed);
    assert.ok(WHOLE.includes(answer.corrected) && answer.corrected.length >= text.length - 3, dressed);
  }
});

test("one word changed, lost or added is one difference, and the correction is the statement's", () => {
  const random = chance(7);
  for (let i = 0; i < 300; i++) {
    const { number, words } = run(random, 10);
    const at = 2 + random.below(words.length - 4);
    const changed = [
      ...words.slice(0, at),
      ...random.pick([[], ["granite"], [words[at], "granite"]]),
      ...words.slice(at + 1),
    ];
    const pasted = changed.join(" ");
    const answer = check(pasted);
    assert.equal(answer.verdict, "nearly", pasted);
    assert.deepEqual(answer.passages, [number], pasted);
    const whole = words.join(" ");
    assert.ok(whole.startsWith(answer.corrected) && whole.length - answer.corrected.length <= 1, answer.corrected);
  }
});

/**
 * The words of texts, without case and punctuation.
 * @param {string[]} texts
 */
const bare = (texts) => texts.join(" ").toLowerCase().replace(/[.,]/g, "").split(" ");

test("the words that a difference keeps or strikes are the words that were pasted", () => {
  const random = chance(8);
  for (let i = 0; i < 200; i++) {
    const words = [...run(random, 6).words, random.pick(["granite", "moreover"]), ...run(random, 6).words];
    const { parts } = check(words.join(" "));
    const own = parts.flatMap((part) => part.diff.filter((d) => d.op !== "ins").map((d) => d.text));
    if (parts.length) assert.deepEqual(bare(own), bare(words), words.join(" "));
  }
});

test("an answer depends on nothing that was asked before, and no paste takes long", () => {
  const first = check("Great care will be taken that lamps burn");
  for (const pasted of [
    "a".repeat(1_000_000),
    "-\n".repeat(60_000),
    "(1[".repeat(1500),
    "... ".repeat(1200),
    "\ud83d",
  ]) {
    const start = performance.now();
    check(pasted);
    assert.ok(performance.now() - start < 2000, pasted.slice(0, 10));
  }
  assert.deepEqual(check("Great care will be taken that lamps burn"), first);
});
