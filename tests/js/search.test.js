/* The search's ranking: what comes first, on documents made for it. */
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load, chance } = require("./load.js");

load("search/words.js", "search/index.js", "search/ranking.js");

// As search/names.json tells them.
Words.learn({ traditional: "國国際际組组織织協协絲丝綢绸會会", stems: ["речн комисс паром янтарн", "өзен"] });

/**
 * @param {string} kind
 * @param {string} title
 * @param {string[]} names
 * @returns {SearchDocument}
 */
const documentOf = (kind, title, names = [], text = "") => ({
  kind,
  title,
  names,
  text,
  address: `${title}/`,
  where: "",
});

const DOCUMENTS = [
  documentOf("term", "River Board", ["RB", "河流委员会", "Речная комиссия", "Өзен кеңесі", "héliú wěiyuánhuì"]),
  documentOf("term", "Amber Way Initiative", ["AWI", "Amber Way", "琥珀之路", "Янтарный путь"]),
  documentOf("term", "Trans-Amber Transport Route", ["TATR", "Middle Way", "Орта жол"]),
  documentOf(
    "passage",
    "Passage 1.1",
    ["1.1"],
    "The two sides will spare no efforts to keep the river open to ferries.",
  ),
  documentOf("passage", "Passage 1.2", ["1.2"], "Both should promote the Amber Way and build bridges."),
  documentOf("section", "Rivers and bridges", ["pillar 1", "first pillar"], "What both will do for the river."),
  documentOf("note", "What the River Board decides", [], "The board meets twice a year; its ferries carry amber."),
  documentOf("page", "Sources", ["bibliography", "references"]),
  documentOf("source", "River Board meets in the harbour", [], "On ferries and efforts, efforts, efforts."),
];
/** @type {SearchTopic[]} */
const TOPICS = [
  ["Ferries", [6, 4], ["ferries", "паром", "渡轮"], ["boats", "лодка"]],
  ["Fares", [5], ["fares", "стоимость проезда"], []],
];
const INDEX = Search.create(DOCUMENTS.map((document) => ({ ...document })));
INDEX.addTopics(TOPICS);
INDEX.weigh();

/** @param {string} query */
const titles = (query) => INDEX.search(query).results.map((found) => DOCUMENTS[found.document].title);

test("a name in any script, spelling or beginning finds its document first", () => {
  for (const [query, first] of [
    ["River Board", "River Board"],
    ["rb", "River Board"],
    ["河流委员会", "River Board"],
    ["河流委員會", "River Board"],
    ["речной комиссии", "River Board"],
    ["озен кенеси", "River Board"],
    ["heliu weiyuanhui", "River Board"],
    ["heliuweiyuanhui", "River Board"],
    ["heliu2", "River Board"],
    ["he2liu2 wei3yuan2hui4", "River Board"],
    ["he2liu2wei3yuan2hui4", "River Board"],
    ["transamber", "Trans-Amber Transport Route"],
    ["trans amber route", "Trans-Amber Transport Route"],
    ["tans-amber rout", "Trans-Amber Transport Route"],
    ["янтарного пути", "Amber Way Initiative"],
    ["what is the amber way?", "Amber Way Initiative"],
    ["关于琥珀之路", "Amber Way Initiative"],
    ["1.2", "Passage 1.2"],
    ["pillar one first pillar", "Rivers and bridges"],
    ["references", "Sources"],
  ]) {
    assert.equal(titles(query)[0], first, query);
  }
});

test("the whole name comes before names with some of its words, and both before texts", () => {
  assert.deepEqual(titles("river board").slice(0, 2), ["River Board", "What the River Board decides"]);
  assert.ok(titles("amber way").indexOf("Amber Way Initiative") < titles("amber way").indexOf("Passage 1.2"));
  assert.ok(titles("ferries").indexOf("Passage 1.1") < titles("ferries").indexOf("River Board meets in the harbour"));
});

test("small words alone are looked for in the statement, beside others they do not count", () => {
  assert.equal(titles("should")[0], "Passage 1.2");
  assert.equal(titles("will")[0], "Passage 1.1");
  assert.equal(titles("should bridges")[0], "Rivers and bridges");
  assert.equal(titles("where is the river board")[0], "River Board");
});

test("a quotation is found word for word, or its words are looked for and that is said", () => {
  assert.deepEqual(titles('"spare no efforts"'), ["Passage 1.1"]);
  assert.equal(INDEX.search('"spare no efforts"').loose, false);
  assert.equal(INDEX.search('"spare some efforts"').loose, true);
  assert.equal(titles('"spare some efforts"')[0], "Passage 1.1");
  assert.deepEqual(INDEX.search(" … ").results, []);
});

test("every name finds its document, whole, letter by letter, and with one slip", () => {
  const random = chance(4);
  DOCUMENTS.forEach(({ title, names }, number) => {
    for (const name of [title, ...names]) {
      const whole = INDEX.search(name).results;
      assert.equal(whole[0].document, number, name);
      for (let end = Math.min(5, name.length); end < name.length; end++) {
        assert.ok(INDEX.search(name.slice(0, end)).results.length, name.slice(0, end));
      }
      if (name.length < 9 || /[\d\u3400-\u9fff]/.test(name)) continue;
      const at = 1 + random.below(name.length - 2);
      const slipped = name.slice(0, at) + name.slice(at + 1);
      const found = INDEX.search(slipped).results.slice(0, 3);
      assert.ok(
        found.some((result) => result.document === number),
        slipped,
      );
    }
  });
});

test("a better match never ranks lower: scores fall, and the query is covered", () => {
  const random = chance(5);
  const words = DOCUMENTS.flatMap(({ title, text }) => Words.of(`${title} ${text}`));
  for (let i = 0; i < 300; i++) {
    const query = Array.from({ length: 1 + random.below(4) }, () => random.pick(words)).join(" ");
    const { results } = INDEX.search(query);
    results.forEach((found, k) => {
      assert.ok(k === 0 || results[k - 1].score >= found.score, query);
      assert.ok(found.cover >= SearchIndex.WEIGHTS.cover.least && found.cover <= 1.000001, query);
    });
    assert.deepEqual(INDEX.search(query).results, results, query);
  }
});

test("texts that come later are found as those that were there", () => {
  const late = Search.create(DOCUMENTS.map((document) => ({ ...document, text: "" })));
  assert.deepEqual(late.search("ferries").results, []);
  DOCUMENTS.forEach(({ text }, number) => {
    if (text) late.addText(number, text);
  });
  late.addTopics(TOPICS);
  late.weigh();
  for (const query of ["ferries", "spare no efforts", "river", "bridges should"]) {
    assert.deepEqual(
      late.search(query).results.map((found) => found.document),
      INDEX.search(query).results.map((found) => found.document),
      query,
    );
  }
});

test("an excerpt shows the words that were asked for, and is the text", () => {
  const { parts, words } = INDEX.excerpt(3, '"spare no efforts" ferry');
  assert.deepEqual(words, ["spare", "efforts", "ferries"]);
  assert.equal(
    parts
      .map(([text]) => text)
      .join("")
      .trim(),
    DOCUMENTS[3].text,
  );
  assert.deepEqual(
    parts.filter(([, hit]) => hit).map(([text]) => text),
    words,
  );
  assert.deepEqual(INDEX.excerpt(7, "sources"), { parts: [], words: [] });
});

test("a topic leads to its answers, in their order, in any of its words", () => {
  for (const words of ["boats", "паромами", "渡轮"]) {
    assert.deepEqual(titles(words).slice(0, 2), ["What the River Board decides", "Passage 1.2"], words);
  }
});

test("what is asked in another language is looked for in English too, and that is said", () => {
  for (const [query, also, further] of /** @type {[string, string[], string][]} */ ([
    ["Речную комиссию", ["River Board"], "River Board meets in the harbour"],
    ["паромы 2020", ["ferries"], "Passage 1.1"],
    ["河流委员会的渡轮", ["River Board", "ferries"], "Passage 1.1"],
  ])) {
    assert.deepEqual(INDEX.search(query).also, also, query);
    assert.ok(titles(query).includes(further), query);
  }
  assert.deepEqual(INDEX.search("river board").also, []);
  assert.deepEqual(INDEX.search("лодка").also, [], "leads to the topic, and is no ferry");
  assert.ok(titles("лодка").includes("Passage 1.2"));
  const marked = INDEX.excerpt(6, "паромы").parts.filter(([, hit]) => hit);
  assert.deepEqual(marked, [["ferries", true]], "what was looked for in English is marked");
  assert.deepEqual(INDEX.search("мост").also, []);
});

test("who asks for a name gets nothing that only shares a word with it", () => {
  assert.ok(!titles("middle way").includes("Amber Way Initiative"));
  assert.ok(titles("way").includes("Amber Way Initiative"));
});

test("sources come behind everything else, but for their own titles", () => {
  assert.equal(titles("river board meets").at(-1), "River Board meets in the harbour");
  assert.equal(titles("River Board meets in the harbour")[0], "River Board meets in the harbour");
});

test("what finds nothing is offered the nearest names", () => {
  assert.deepEqual(titles("xqzrivvrbordx"), []);
  assert.equal(DOCUMENTS[INDEX.nearest("xqzrivvrbordx")[0]].title, "River Board");
  assert.deepEqual(INDEX.nearest("zzzz"), []);
});

test("lists of names are filtered: all in order for an empty query", () => {
  const names = DOCUMENTS.slice(0, 3).map(({ title, names }) => [title, ...names]);
  for (const [query, expected] of /** @type {[string, number[]][]} */ ([
    ["", [0, 1, 2]],
    ["–", [0, 1, 2]],
    ["өзен", [0]],
    ["Amber–Way", [1, 2]],
    ["bord", [0]],
    ["nothing of it", []],
  ])) {
    assert.deepEqual(Search.match(names, query), expected, query);
  }
});
