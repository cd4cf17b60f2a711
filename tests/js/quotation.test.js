/*
 * Check a quotation. The cases of quotation-cases.json are pastes with what a careful editor would say of each, on the
 * real statement, whose words never change; the rest is asked of a statement made for it.
 */
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { loadQuotation, chance } = require("./load.js");

loadQuotation();

/**
 * `passages`: their numbers in a row. `corrected`: null if nothing may be offered. `aside`, `leftOut`, `forgiven`: what
 * must be named. `brackets`: what stands in them, and for what. `warned`: is the sense reversed or limited?
 * @typedef {object} Case
 * @property {string} kind
 * @property {string} paste
 * @property {Verdict} verdict
 * @property {string} passages
 * @property {string | null} [corrected]
 * @property {string[]} [aside]
 * @property {string[]} [leftOut]
 * @property {string[]} [forgiven]
 * @property {[string, string][]} [brackets]
 * @property {boolean} [warned]
 * @property {boolean} [heading]
 */

/** @param {...string} names */
const fileAt = (...names) => readFileSync(path.join(__dirname, ...names), "utf8");

/** @type {{numbers: string[], headings: string[], renderings: Rendering[], cases: Case[]}} */
const { numbers, headings, renderings, cases } = JSON.parse(fileAt("quotation-cases.json"));
const LINES = fileAt("..", "..", "content", "statement.txt").split("\n");
/** @type {QuotationData} */
const REAL = {
  title: LINES[1],
  passages: numbers.map((number, k) => ({ number, text: LINES[k + 2] })),
  headings,
  renderings,
};

/** @param {string} text its letters and figures; of marks alone, the marks */
const bare = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "") || text;

/**
 * What a reader would be told of a case, in the form of the case.
 * @param {Case} expected
 * @param {Answer} answer
 * @returns {Case}
 */
function told(expected, answer) {
  const { aside, leftOut, forgiven } = expected;
  const named = answer.setAside.map(bare).join(" ");
  const left = answer.leftOut.map(({ text }) => bare(text));
  const warned = answer.lost.length + answer.added.length > 0;
  return {
    ...expected,
    verdict: answer.verdict,
    passages: answer.passages.join(" "),
    ...("corrected" in expected && { corrected: answer.corrected || null }),
    ...(aside && { aside: aside.filter((text) => named.includes(bare(text))) }),
    ...(leftOut && { leftOut: leftOut.filter((text) => left.includes(bare(text))) }),
    ...(forgiven && { forgiven: forgiven.filter((kind) => answer.forgiven.includes(kind)) }),
    ...(expected.brackets && { brackets: answer.brackets.map(({ yours, theirs }) => [yours, theirs]) }),
    ...(expected.warned && { warned }),
    ...(expected.heading && { heading: answer.heading }),
  };
}

for (const kind of new Set(cases.map((one) => one.kind))) {
  test(`what an editor would say: ${kind}`, () => {
    for (const one of cases.filter((c) => c.kind === kind)) {
      assert.deepEqual(told(one, checkQuotation(one.paste, REAL)), one);
    }
  });
}

test("all of the statement's file is exact, but for what is no passage", () => {
  const found = checkQuotation(LINES.join("\n"), REAL);
  assert.deepEqual([found.verdict, found.passages, found.corrected], ["forgiven", numbers, ""]);
  assert.equal(checkQuotation(LINES.slice(2).join("\n\n"), REAL).verdict, "exact");
});

test("one sentence of the statement in much other prose is found", () => {
  const prose = "The meeting took place in the afternoon and lasted for an hour. ".repeat(200);
  const found = checkQuotation(`${prose}${LINES[12]} ${prose}`, REAL);
  assert.deepEqual([found.verdict, found.passages], ["nearly", ["2.3"]]);
  assert.ok(LINES[12].startsWith(found.corrected) && found.outside.length > 0, found.corrected);
});

/** @type {QuotationData} */
const DATA = {
  passages: [
    {
      number: "1.1",
      text: "Ada Brook said that the two towns are neighbours, that each other's ferries have crossed the Long River for thirty years, and that their head-of-town meetings keep cross-river trust.",
    },
    {
      number: "1.2",
      text: "The two towns will build a second stone bridge, open eleven new landing places before the autumn floods, and never share the tolls of the old bridge unless by halves.",
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
    ["of the", "none", []],
    ["open eleven new landing places", "exact", ["1.2"]],
    [TEXTS[2], "exact", ["2.1"]],
    ["the two towns", "exact", ["1.1", "1.2", "2.2"]],
    ["“open eleven new landing places”", "forgiven", ["1.2"]],
    ["open twelve new landing places before the autumn floods", "nearly", ["1.2"]],
    ["head of town meetings keep cross river trust", "nearly", ["1.1"]],
    [
      "ferries have crossed the Long River for thirty years, open eleven new landing places before the autumn floods",
      "merged",
      ["1.1", "1.2"],
    ],
    ["that every jetty is always well lit", "rendering", ["2.1"]],
    ["Mix the flour with cold butter, add an egg and a pinch of salt.", "none", []],
    ["Стороны подтвердили приверженность целям.", "none", []],
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
    ["[U]tmost care will be taken", "initial"],
    ["“Utmost care will be taken.” (2.1)", "wrap", "stop"],
    ["... lamps burn on every pier", "edge"],
    ["lamps burn ... on every pier", "ellipsis"],
  ]) {
    const answer = check(pasted);
    assert.deepEqual([answer.verdict, answer.forgiven.sort()], ["forgiven", forgiven.sort()], pasted);
  }
});

test("words that reverse or limit the sense are named when they are lost or put in", () => {
  for (const [pasted, lost, added] of /** @type {[string, string[], string[]][]} */ ([
    ["floods, and ... share the tolls of the old bridge", ["never"], []],
    ["share the tolls of the old bridge ... by halves", ["unless"], []],
    ["and share the tolls of the old bridge unless by halves", ["never"], []],
    ["The two towns will not build a second stone bridge", [], ["not"]],
    ["The two towns will [never] build a second stone bridge", [], ["never"]],
    ["children cross ... paying", ["without"], []],
    ["lamps burn ... pier", [], []],
  ])) {
    const answer = check(pasted);
    assert.deepEqual([answer.lost, answer.added], [lost, added], pasted);
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
    assert.ok(text.startsWith(plain.corrected) && text.length - plain.corrected.length <= 1, text);
    const dressed = random.pick(dresses)(text);
    const answer = check(dressed);
    assert.ok(["exact", "forgiven"].includes(answer.verdict), dressed);
    assert.ok(answer.passages.includes(number), dressed);
    assert.equal(answer.corrected, plain.corrected, dressed);
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
    assert.deepEqual([answer.verdict, answer.differences, answer.passages], ["nearly", 1, [number]], pasted);
    const whole = words.join(" ");
    assert.ok(whole.startsWith(answer.corrected) && whole.length - answer.corrected.length <= 1, answer.corrected);
  }
});

/**
 * Does a passage hold these words, or pieces of it with "..." between?
 * @param {string} text
 * @param {string} words
 */
function holds(text, words) {
  let end = 0;
  return words.split(" ... ").every((piece) => {
    const at = text.indexOf(piece, end);
    end = at + piece.length;
    return at >= 0;
  });
}

/**
 * A piece of a passage, of so many words at most.
 * @param {ReturnType<typeof chance>} random
 * @param {string[]} texts
 * @param {number} most
 */
function piece(random, texts, most) {
  const words = random.pick(texts).split(" ");
  const from = random.below(words.length);
  return words.slice(from, from + 1 + random.below(most));
}

const MARKS = [
  "...",
  "[...]",
  "…",
  "“",
  "”",
  "2.3",
  "[They]",
  "he said,",
  "that",
  "\n",
  "—",
  "(emphasis added)",
  "not",
];

/**
 * Pieces of passages run together, with words lost, repeated, put in, in another order, and marks among them.
 * @param {ReturnType<typeof chance>} random
 * @param {string[]} texts
 */
function mangled(random, texts) {
  const most = random.pick([2, 4, 60]);
  const words = Array.from({ length: 1 + random.below(4) }, () => piece(random, texts, most)).flat();
  for (let change = random.below(6); change > 0; change--) {
    const at = random.below(words.length);
    const other = random.pick([[], [random.pick(MARKS)], piece(random, texts, 3), [words[at], words[0]]]);
    words.splice(at, random.below(3), ...other);
    if (random.below(3) === 0) words.reverse();
  }
  return words.join(" ");
}

test("no correction has a word of another passage, whatever is pasted", () => {
  const random = chance(9);
  const texts = REAL.passages.map((passage) => passage.text);
  for (let i = 0; i < 5000; i++) {
    const pasted = mangled(random, texts);
    const answer = checkQuotation(pasted, REAL);
    for (const { number, corrected } of answer.parts) {
      assert.ok(answer.passages.includes(number), pasted);
      assert.ok(holds(texts[numbers.indexOf(number)], corrected), `${corrected}\n${pasted}`);
    }
    const offered = answer.parts.length === 1 ? ["", answer.parts[0].corrected] : [""];
    assert.ok(offered.includes(answer.corrected), pasted);
  }
});

test("the words that a difference keeps or strikes are the words that were pasted", () => {
  const random = chance(8);
  const letters = (/** @type {string[]} */ texts) => bare(texts.join(""));
  for (let i = 0; i < 200; i++) {
    const words = [...run(random, 6).words, random.pick(["granite", "moreover"]), ...run(random, 6).words];
    const { parts, outside, verdict } = check(words.join(" "));
    if (verdict !== "nearly" || outside.length) continue;
    const own = parts.flatMap((part) => part.diff.filter((d) => d.op !== "ins").map((d) => d.text));
    assert.equal(letters(own), letters(words), words.join(" "));
  }
});

test("an answer depends on nothing that was asked before, and no paste takes long", () => {
  const first = check("Great care will be taken that lamps burn");
  for (const pasted of [
    "a".repeat(1_000_000),
    "-\n".repeat(60_000),
    "(1[".repeat(1500),
    "... ".repeat(1200),
    '"'.repeat(10_000),
    "he said, ".repeat(10_000),
    `${TEXTS.join(" ")} `.repeat(100),
    "\ud83d",
  ]) {
    const start = process.cpuUsage();
    check(pasted);
    assert.ok(process.cpuUsage(start).user < 5_000_000, pasted.slice(0, 10));
  }
  assert.deepEqual(check("Great care will be taken that lamps burn"), first);
});
